package app.kolan.server.agent;

import app.kolan.server.business.PlacedTalk;
import org.jspecify.annotations.Nullable;

/// What a model is told of a call that the server has placed, behind what it is told of every call.
final class PlacedCallPrompt {
  private PlacedCallPrompt() {}

  /// @param talk null for a call that came in, of which there is nothing to tell
  static String of(@Nullable PlacedTalk talk) {
    if (talk == null) {
      return "";
    }
    return """

        # This call
        You have called; "the caller" above is the one whom you called, and who asked for nothing. \
        They have just heard this, and nothing else: "%s"
        What you called for, in the words of the business:
        %s
        Begin with that at once, in one sentence, and ask whether they can talk now. Who cannot or \
        does not want to is thanked, and the call ends: a no is a no, and is not argued with.
        Offer nothing, and ask for nothing, that does not belong to what you called for. When it is \
        reached, or clearly will not be, say goodbye and end the call.
        Who does not want to be called again gets that at once: use do_not_call if you have it, \
        confirm, and end the call.
        Should a recording, a mailbox, a menu or music be on the line, do not talk with it: use \
        leave_message if you have it, and end the call otherwise.
        """
        .formatted(talk.opening(), talk.task().strip());
  }
}
