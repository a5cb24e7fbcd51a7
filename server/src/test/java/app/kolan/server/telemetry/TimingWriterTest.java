package app.kolan.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class TimingWriterTest {
  @TempDir private Path folder;
  private Stores stores;
  private TimingWriter notes;

  @BeforeEach
  void open() {
    stores = StoreFactory.open(folder);
    notes = new TimingWriter(stores.turns());
    var number = new PhoneNumber("+972501234567");
    stores.calls().addArrival(Turns.CALL, "AC1", 1, 0, number, number, "ticket", Instant.EPOCH);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void a_turn_is_written_down_once() {
    notes.turnOver(Turns.CALL, Turns.whole());
    notes.turnOver(Turns.CALL, Turns.whole());
    afterAllWrites();

    assertThat(stores.turns().times(Turns.CALL))
        .containsExactly(
            new TurnTimes(
                Turns.CALL,
                3,
                Duration.ofMillis(10),
                Duration.ofMillis(20),
                Duration.ofMillis(30),
                Duration.ofMillis(40),
                Duration.ofMillis(50),
                Duration.ofMillis(60),
                Duration.ofMillis(70)));
  }

  @Test
  void stages_that_were_not_reached_are_empty() {
    var stages = new TurnStages(() -> 0);
    stages.turn(0);
    stages.reached(TurnStage.SPEECH_ENDED);
    stages.reached(TurnStage.FIRST_SOUND);

    notes.turnOver(Turns.CALL, stages);
    afterAllWrites();

    assertThat(stores.turns().times(Turns.CALL))
        .containsExactly(
            new TurnTimes(Turns.CALL, 0, null, null, null, null, Duration.ZERO, null, null));
  }

  @Test
  void a_turn_whose_end_or_place_nobody_knows_has_no_times() {
    var withoutEnd = new TurnStages();
    withoutEnd.turn(0);
    var withoutPlace = new TurnStages();
    withoutPlace.reached(TurnStage.SPEECH_ENDED);

    notes.turnOver(Turns.CALL, withoutEnd);
    notes.turnOver(Turns.CALL, withoutPlace);
    afterAllWrites();

    assertThat(stores.turns().times(Turns.CALL)).isEmpty();
  }

  @Test
  void a_ledger_that_is_closed_disturbs_nobody() {
    stores.close();

    assertThatCode(() -> notes.turnOver(Turns.CALL, Turns.whole())).doesNotThrowAnyException();
    try (Stores again = StoreFactory.open(folder)) {
      assertThat(again.turns().times(Turns.CALL)).isEmpty();
    }
  }

  /// Waits for all writes: they are done in order, and this one is the last.
  private void afterAllWrites() {
    stores.calls().spendTicket(Turns.CALL, "", new StreamSid("MZ1"), Instant.EPOCH);
  }
}
