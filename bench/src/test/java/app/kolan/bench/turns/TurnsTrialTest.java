package app.kolan.bench.turns;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.bench.stubs.ProviderStubs;
import app.kolan.server.telemetry.TurnStage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class TurnsTrialTest {
  @Test
  void each_caller_is_answered_and_interrupts() throws Exception {
    TurnsTrial trial;
    try (var stubs = new ProviderStubs()) {
      trial = TurnsTrial.run(2, 1, stubs.addresses(), 2);
    }

    assertThat(trial.incomplete()).isZero();
    assertThat(trial.interruptions()).hasSize(2);
    assertThat(trial.between(TurnStage.WORDS_KNOWN, TurnStage.MODEL_ASKED).count())
        .isGreaterThanOrEqualTo(4);
    assertThat(TurnsTable.write(List.of(trial)))
        .contains("| 2 | frame that decides → clear | 2 | ")
        .contains("2 interruptions; 0 callers did not get every answer.");
  }
}
