package app.kolan.server.session;

import org.jspecify.annotations.Nullable;

/// What a verb of a [Session] does with the events that come while it waits. What it does not
/// override, it ignores, but for the direction of the business, which ends every verb.
///
/// @param <R> what comes of the verb
/// @param <X> what it can fail by; RuntimeException for nothing
abstract class EventHandler<R, X extends Exception> {
  private @Nullable R outcome;

  /// The outcome, once there is one.
  @Nullable R outcome() {
    return outcome;
  }

  /// The verb is over.
  final void over(R with) {
    outcome = with;
  }

  final void handle(SessionEvent event) throws X {
    switch (event) {
      case SessionEvent.SpeechBegan began -> speechBegan(began);
      case SessionEvent.LikelyEnded likely -> likelyEnded(likely);
      case SessionEvent.Spoke spoke -> spoke(spoke);
      case SessionEvent.Key key -> key(key);
      case SessionEvent.Said said -> said(said);
      case SessionEvent.CutOff cutOff -> cutOff(cutOff);
      case SessionEvent.Silence silence -> silence(silence);
      case SessionEvent.Quiet quiet -> quiet(quiet);
      case SessionEvent.Understood understood -> understood(understood);
      case SessionEvent.SpeechToTextFailed failed -> speechToTextFailed(failed);
      case SessionEvent.Posted posted -> posted(posted);
      case SessionEvent.Directed(var direction) -> throw new CallDirected(direction);
    }
  }

  void speechBegan(SessionEvent.SpeechBegan event) {}

  void likelyEnded(SessionEvent.LikelyEnded event) {}

  void spoke(SessionEvent.Spoke event) {}

  void key(SessionEvent.Key event) {}

  void said(SessionEvent.Said event) {}

  void cutOff(SessionEvent.CutOff event) {}

  void silence(SessionEvent.Silence event) {}

  void quiet(SessionEvent.Quiet event) throws X {}

  void understood(SessionEvent.Understood event) {}

  void speechToTextFailed(SessionEvent.SpeechToTextFailed event) throws X {}

  void posted(SessionEvent.Posted event) {}
}
