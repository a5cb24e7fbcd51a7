package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.agent.ProviderStubs.Post;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.store.TurnTimes;
import app.kolan.server.telemetry.LoopbackCollector;
import app.kolan.server.telemetry.OtlpSpan;
import app.kolan.server.telemetry.TraceSettings;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.StubModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What can be seen of whole calls.
@Tag("socket")
class CallTelemetryTest {
  private static final StubModel MODEL = (_, _, _) -> ModelReply.words("בסדר גמור. מה עוד?");

  private static final String TWO_TURNS =
      """
      agent says greeting within 20s
      agent says ask_reason within 20s
      caller waits for silence
      caller says reason_appointment
      agent speaks within 10s
      caller waits for silence of 1200ms
      caller says name_dana
      agent speaks within 10s
      caller waits for silence of 1200ms
      caller hangs up
      """;

  @TempDir private Path data;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void each_turn_is_timed_from_its_end_to_the_callers_ear() throws Exception {
    try (var stubs = new ProviderStubs(AgentHarness.LONG);
        AgentHarness harness =
            AgentHarness.open(data, stubs.cascade(MODEL), AgentHarness.NO_FILLER)) {
      CallReport report = harness.call(TWO_TURNS);

      assertThat(report.failures()).isEmpty();
      assertThat(harness.turnStages(report)).hasSize(2).allSatisfy(CallTelemetryTest::isInOrder);
      assertThat(harness.metrics())
          .contains("kolan_turn_stage_seconds_count{stage=\"words_known\"} 2")
          .contains("kolan_turn_stage_seconds_count{stage=\"first_heard\"} 2")
          .contains("kolan_turn_own_seconds_count{part=\"asking\"} 2")
          .contains("kolan_turn_own_seconds_count{part=\"sending\"} 2")
          .contains("kolan_calls_total{outcome=\"hung_up\"} 1.0");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_speech_models_turns_are_timed_as_far_as_it_shows_them() throws Exception {
    try (var stubs = new ProviderStubs(AgentHarness.LONG)) {
      var model = stubs.open(new Post("realtime", "openai-realtime"), MODEL);
      var providers =
          new ProviderSelection(List.of(model.settings()), List.of(), List.of(), List.of());
      try (AgentHarness harness = AgentHarness.open(data, providers, AgentHarness.NO_FILLER)) {
        CallReport report = harness.call(TWO_TURNS);

        assertThat(report.failures()).isEmpty();
        assertThat(harness.turnStages(report)).hasSize(2);
        for (TurnTimes turn : harness.turnStages(report)) {
          assertThat(turn.modelAsked()).isNull();
          assertThat(rising(turn.firstSound(), turn.firstSent(), turn.firstHeard())).hasSize(3);
        }
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_failing_provider_and_the_fallback_are_counted() throws Exception {
    try (var stubs = new ProviderStubs(AgentHarness.LONG)) {
      var languageModel = stubs.open(new Post("llm", "openai"), MODEL);
      languageModel.stub().failWith(FailureMode.OVERLOADED);
      ProviderSelection healthy = stubs.cascade(MODEL);
      var providers =
          new ProviderSelection(
              List.of(),
              healthy.speechToTexts(),
              List.of(languageModel.settings()),
              healthy.voices());
      try (AgentHarness harness = AgentHarness.open(data, providers, AgentHarness.NO_FILLER)) {
        CallReport report = harness.call(TWO_TURNS);

        assertThat(report.failures()).isEmpty();
        assertThat(harness.metrics())
            .contains(
                "kolan_provider_failures_total{job=\"llm\",kind=\"overloaded\",provider=\"openai\"}")
            .contains("kolan_agent_fallbacks_total 1.0");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_call_is_traced_without_a_word_that_was_said() throws Exception {
    try (LoopbackCollector collector = LoopbackCollector.start();
        var stubs = new ProviderStubs(AgentHarness.LONG)) {
      var traces = new TraceSettings(collector.url(), Map.of(), "kolan", false);
      CallReport report;
      try (AgentHarness harness = AgentHarness.open(data, stubs.cascade(MODEL), traces)) {
        report = harness.call(TWO_TURNS);
      }

      List<OtlpSpan> spans = untilTheCall(collector);
      OtlpSpan call = spans.getLast();
      assertThat(call.attributes())
          .containsEntry("kolan.call.sid", report.callSid())
          .containsEntry("kolan.call.ending", "hung_up");
      assertThat(spans).extracting(OtlpSpan::trace).containsOnly(call.trace());
      assertThat(spans)
          .extracting(OtlpSpan::name)
          .containsExactlyInAnyOrder(
              "stt", "llm", "tts", "playing", "turn", "stt", "llm", "tts", "playing", "turn",
              "call");
      assertThat(spans.toString()).doesNotContain("בסדר", "תור", "personal", "+972");
    }
  }

  private static List<OtlpSpan> untilTheCall(LoopbackCollector collector)
      throws InterruptedException {
    var spans = new ArrayList<OtlpSpan>();
    do {
      spans.add(collector.next());
    } while (!spans.getLast().name().equals("call"));
    return spans;
  }

  private static void isInOrder(TurnTimes turn) {
    assertThat(
            rising(
                turn.wordsKnown(),
                turn.modelAsked(),
                turn.firstToken(),
                turn.voiceAsked(),
                turn.firstSound(),
                turn.firstSent(),
                turn.firstHeard()))
        .hasSize(7);
  }

  /// Those that are there, after it was seen that each comes after the one before.
  private static List<Duration> rising(@Nullable Duration... times) {
    List<Duration> known =
        Stream.of(times).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    assertThat(known).isSorted();
    return known;
  }
}
