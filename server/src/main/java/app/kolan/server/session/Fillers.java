package app.kolan.server.session;

import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.audio.Mulaw;
import java.util.function.Consumer;

/// Tells a caller who waits that it takes a moment, as often as [ReplyTiming] allows for one
/// answer.
/*
 * While words are awaited or an answer is being made, nobody hears silence for longer than
 * ReplyTiming allows:
 *
 *   caller  ssssss|
 *   turn          |--0.8 s--|Spoke      |Understood
 *   answer                              |--think--speak--|aaaaaaaaaa|Said
 *   quiet         |---------------1.8 s------|filler|
 */
final class Fillers {
  private final SilenceTimeouts timeouts;
  private final PromptLibrary prompts;
  private final ReplyTiming timing;
  private final Runnable whenPlayed;
  private int played;

  /// @param whenPlayed is run for each filler
  Fillers(
      SilenceTimeouts timeouts, PromptLibrary prompts, ReplyTiming timing, Runnable whenPlayed) {
    this.timeouts = timeouts;
    this.prompts = prompts;
    this.timing = timing;
    this.whenPlayed = whenPlayed;
  }

  /// Another wait begins: none was played in it.
  void reset() {
    played = 0;
  }

  /// Sets the time of the first filler.
  void watch() {
    timeouts.setQuiet(timing.filler());
  }

  /// Sets the time of the next filler.
  void watchAgain() {
    timeouts.setQuiet(timing.again());
  }

  /// Whether it is time for a filler.
  boolean isDue(SessionEvent.Quiet event) {
    return timeouts.isCurrent(event);
  }

  /// Plays a filler.
  ///
  /// @return false when no more may be played in this wait
  boolean play(Consumer<Mulaw> to) {
    if (played == timing.fillers()) {
      return false;
    }
    played++;
    to.accept(prompts.audio(Prompt.ONE_MOMENT));
    whenPlayed.run();
    watchAgain();
    return true;
  }
}
