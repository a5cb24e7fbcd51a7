package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call or a contact that was found. It prints without words.
///
/// @param document its place in the list: the newest has the greatest
/// @param call null for a contact
/// @param contact the contact that was found, or the one of the call's lead; null for none
/// @param matches where the words stand
public record SearchHit(
    long document, @Nullable CallSid call, @Nullable Long contact, List<Match> matches) {
  public SearchHit {
    matches = List.copyOf(matches);
  }

  /// What can be found.
  public enum Kind {
    CALL,
    CONTACT
  }

  /// In what words can stand.
  public enum Part {
    /// A turn of a call, or a message that was left.
    WORDS,
    /// The summary of a call.
    SUMMARY,
    NAME,
    SUBJECT,
    NOTE,
    NUMBER,
    EMAIL,
    TAG,
    FIELD
  }

  /// A text in which words of the query stand.
  ///
  /// @param turn the turn's position in its call; null for a message and for other parts
  public record Match(Part part, @Nullable Integer turn, String text) {
    @Override
    public String toString() {
      return "Match[part=%s, turn=%s]".formatted(part, turn);
    }
  }

  @Override
  public String toString() {
    return "SearchHit[document=%d, matches=%s]".formatted(document, matches);
  }
}
