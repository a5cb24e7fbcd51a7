package app.kolan.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CallOutcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallMetricsTest {
  private int live;
  private final CallMetrics meters = new CallMetrics(() -> live);

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void the_stages_of_turns_are_timed_from_the_end_of_the_speech() {
    meters.turnOver(Turns.CALL, Turns.whole());
    meters.turnOver(Turns.CALL, Turns.whole());

    assertThat(meters.text())
        .contains("kolan_turn_stage_seconds_count{stage=\"words_known\"} 2")
        .contains("kolan_turn_stage_seconds_bucket{stage=\"first_sound\",le=\"0.05\"} 2")
        .contains("kolan_turn_stage_seconds_bucket{stage=\"first_heard\",le=\"0.05\"} 0")
        .contains("kolan_turn_stage_seconds_bucket{stage=\"first_heard\",le=\"0.1\"} 2")
        .doesNotContain("stage=\"speech_ended\"");
  }

  @Test
  void our_own_part_is_timed_for_itself() {
    meters.turnOver(Turns.CALL, Turns.whole());

    assertThat(meters.text())
        .contains("kolan_turn_own_seconds_bucket{part=\"asking\",le=\"0.005\"} 0")
        .contains("kolan_turn_own_seconds_bucket{part=\"asking\",le=\"0.01\"} 1")
        .contains("kolan_turn_own_seconds_sum{part=\"sending\"} 0.01");
  }

  @Test
  void a_filler_before_the_first_sound_is_not_a_time_of_ours() {
    var clock = new Turns.Clock();
    var stages = new TurnStages(clock.nanos::get);
    stages.reached(TurnStage.FIRST_SENT);
    clock.passes(Duration.ofSeconds(1));
    stages.reached(TurnStage.FIRST_SOUND);

    meters.turnOver(Turns.CALL, stages);

    assertThat(meters.text()).doesNotContain("kolan_turn_own");
  }

  @Test
  void everything_else_is_counted() {
    live = 7;
    meters.providerFailed("tts", Turns.limited());
    meters.providerFailed("tts", Turns.limited());
    meters.callSettled(CallOutcome.HUNG_UP);
    meters.fillerPlayed(Turns.CALL);
    meters.takenOver(Turns.CALL);

    assertThat(meters.text())
        .contains(
            "kolan_provider_failures_total{job=\"tts\",kind=\"limited\",provider=\"azure\"} 2.0")
        .contains("kolan_calls_total{outcome=\"hung_up\"} 1.0")
        .contains("kolan_calls_total{outcome=\"finished\"} 0.0")
        .contains("kolan_calls_live 7.0")
        .contains("kolan_fillers_total 1.0")
        .contains("kolan_agent_fallbacks_total 1.0");
  }

  @Test
  void places_and_callers_without_one_are_counted() {
    meters.gaugeAdmitted(() -> 12);
    meters.turnedAway(LimitReached.NEW_CALLS);
    meters.turnedAway(LimitReached.NEW_CALLS);

    assertThat(meters.text())
        .contains("kolan_calls_admitted 12.0")
        .contains("kolan_calls_turned_away_total{limit=\"calls\"} 0.0")
        .contains("kolan_calls_turned_away_total{limit=\"new_calls\"} 2.0");
  }

  @Test
  void nobody_can_be_told_by_it() {
    meters.turnOver(Turns.CALL, Turns.whole());

    assertThat(meters.text()).doesNotContain("secret", Turns.CALL.value());
  }
}
