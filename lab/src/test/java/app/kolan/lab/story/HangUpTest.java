package app.kolan.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.lab.story.StoryHarness.Played;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.simulator.script.SpokenLine;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A caller hangs up at every step of a call: nothing that was said is lost, and nothing stays
/// open.
@Tag("conversation")
class HangUpTest {
  private static final PhoneNumber DANA = new PhoneNumber("+972541234567");

  /// Three quarters of a second.
  private static final int EVERY = 37;

  private static final Duration SURELY_SPEECH = Duration.ofMillis(500);

  @TempDir private Path data;

  @Test
  void a_hang_up_at_any_moment_loses_no_turn_and_leaves_nothing_open() throws InterruptedException {
    try (var harness = new StoryHarness(data, null)) {
      int whole = harness.play("adds_something_to_the_goodbye", DANA).line().frames();
      for (int frame = 0; frame < whole; frame += EVERY) {
        Played played = harness.play("adds_something_to_the_goodbye", DANA, frame);

        assertThat(harness.threadsLeft()).isZero();
        assertThat(harness.stores().calls().findOpen()).isEmpty();
        assertThat(harness.stores().calls().find(played.sid()).orElseThrow().outcome())
            .isIn(CallOutcome.HUNG_UP, CallOutcome.FINISHED);
        List<Turn> kept = answers(harness, played);
        assertThat(spoken(played))
            .as("said by a caller who hung up in frame %d", frame)
            .allSatisfy(said -> assertThat(kept).anyMatch(turn -> overlap(turn, said)));
      }
    }
  }

  private static List<Turn> answers(StoryHarness harness, Played played) {
    return harness.stores().turns().findByCall(played.sid()).stream()
        .filter(turn -> turn.speaker() == Speaker.CALLER && turn.audioFile() != null)
        .toList();
  }

  private static List<SpokenLine> spoken(Played played) {
    return played.caller().lines().stream()
        .filter(line -> line.speaker() == SpokenLine.Party.CALLER)
        .filter(line -> lasts(line.from(), line.to()))
        .toList();
  }

  private static boolean overlap(Turn turn, SpokenLine said) {
    return turn.from().compareTo(said.to()) < 0 && said.from().compareTo(turn.to()) < 0;
  }

  private static boolean lasts(Duration from, Duration to) {
    return to.minus(from).compareTo(SURELY_SPEECH) >= 0;
  }
}
