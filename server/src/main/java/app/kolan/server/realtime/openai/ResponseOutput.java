package app.kolan.server.realtime.openai;

import app.kolan.server.realtime.RealtimeListener;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.function.Consumer;

/// What the model says: its audio and words go to the listener and into the history, and what the
/// caller did not hear of them is removed again.
///
/// Everything runs on the conversation's serial executor.
final class ResponseOutput {
  private final AssistantSpeech speech = new AssistantSpeech();
  private final ConversationHistory history;
  private final SessionRenewal sessions;
  private final Consumer<Consumer<RealtimeListener>> tell;

  /// @param tell passes an event to the listener
  ResponseOutput(
      ConversationHistory history,
      SessionRenewal sessions,
      Consumer<Consumer<RealtimeListener>> tell) {
    this.history = history;
    this.sessions = sessions;
    this.tell = tell;
  }

  /// Adds audio.
  ///
  /// @return whether the caller will hear it
  boolean audio(OpenAiConnection session, String item, Mulaw sound) {
    AssistantItem utterance = speech.at(item, session);
    if (sound.isEmpty() || utterance.isCut()) {
      return false;
    }
    speech.sounded(utterance, sound);
    tell.accept(to -> to.audio(item, sound));
    return true;
  }

  /// Adds words.
  ///
  /// @return whether there is audio that they belong to
  boolean words(OpenAiConnection session, String item, String words) {
    AssistantItem utterance = speech.at(item, session);
    if (words.isEmpty() || utterance.isCut()) {
      return false;
    }
    utterance.worded(words);
    history.heard(item, utterance.words(), false);
    tell.accept(to -> to.words(item, words));
    return utterance.hasSound();
  }

  /// All audio of an utterance has come.
  void audioDone(OpenAiConnection session, String item) {
    complete(speech.at(item, session));
  }

  /// No more audio comes of any utterance.
  void responseDone() {
    speech.incomplete().forEach(this::complete);
  }

  private void complete(AssistantItem utterance) {
    if (!utterance.isComplete()) {
      utterance.completed();
      if (utterance.hasSound() && !utterance.isCut()) {
        tell.accept(to -> to.utteranceEnded(utterance.item()));
      }
    }
  }

  /// The remaining playback in nanoseconds; not positive when that is over.
  long toPlay() {
    return speech.toPlay();
  }

  /// The caller has interrupted an utterance, and those after it.
  ///
  /// @param heard how much of it the caller has heard
  void interrupted(String item, Duration heard) {
    boolean first = true;
    for (AssistantItem utterance : speech.from(item)) {
      if (!utterance.isCut()) {
        Duration told = utterance.told();
        Duration part = !first || heard.isNegative() ? Duration.ZERO : heard;
        truncate(utterance, part.compareTo(told) < 0 ? part : told);
      }
      first = false;
    }
    speech.stopped();
  }

  /// The session must drop at least what was not heard, and can drop no more than there is.
  private void truncate(AssistantItem utterance, Duration heard) {
    utterance.cut();
    boolean whole = utterance.isComplete() && heard.equals(utterance.told());
    if (whole) {
      return;
    }
    history.heard(utterance.item(), utterance.wordsWithin(heard), true);
    if (sessions.isCurrent(utterance.session())) {
      sessions.send(
          heard.toMillis() == 0
              ? ClientEvents.delete(utterance.item())
              : ClientEvents.truncate(utterance.item(), heard));
    }
  }
}
