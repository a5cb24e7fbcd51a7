package app.kolan.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class TracesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");

  /// The program ends soon, whether or not the collector has what is left.
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

  private LoopbackCollector collector;

  @BeforeEach
  void start() throws IOException {
    collector = LoopbackCollector.start();
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void a_call_is_one_trace_with_a_span_for_each_turn_and_each_stage() throws Exception {
    Map<String, OtlpSpan> spans = traced(false);

    OtlpSpan call = span(spans, "call");
    OtlpSpan turn = span(spans, "turn");
    assertThat(spans).containsOnlyKeys("call", "turn", "stt", "llm", "tts", "playing");
    assertThat(spans.values()).extracting(OtlpSpan::trace).containsOnly(call.trace());
    assertThat(spans.values()).extracting(OtlpSpan::service).containsOnly("a phone");
    assertThat(call.parent()).isEmpty();
    assertThat(turn.parent()).isEqualTo(call.id());
    for (String stage : new String[] {"stt", "llm", "tts", "playing"}) {
      assertThat(span(spans, stage).parent()).isEqualTo(turn.id());
      assertThat(span(spans, stage).took()).isEqualTo(Duration.ofMillis(10));
    }
    assertThat(call.attributes())
        .containsEntry("kolan.call.sid", Turns.CALL.value())
        .containsEntry("kolan.call.ending", "hung_up");
    assertThat(call.events()).containsExactly("filler", "the next agent takes over");
    assertThat(turn.attributes())
        .containsEntry("kolan.turn.position", 3L)
        .containsEntry("kolan.turn.cut_off", true);
  }

  @Test
  void stages_begin_when_they_began() throws Exception {
    Map<String, OtlpSpan> spans = traced(false);

    long ended = span(spans, "turn").startNanos();
    assertThat(span(spans, "stt").startNanos()).isEqualTo(ended);
    assertThat(span(spans, "llm").startNanos() - ended).isEqualTo(20_000_000);
    assertThat(span(spans, "playing").startNanos() - ended).isEqualTo(60_000_000);
    assertThat(span(spans, "turn").endNanos())
        .isEqualTo(NOON.getEpochSecond() * 1_000_000_000 + NOON.getNano());
  }

  @Test
  void providers_and_their_failures_are_named() throws Exception {
    Map<String, OtlpSpan> spans = traced(false);

    assertThat(span(spans, "llm").attributes()).containsEntry("kolan.provider", "openai");
    assertThat(span(spans, "tts").attributes())
        .containsEntry("kolan.provider", "google")
        .containsEntry("kolan.failure.kind", "limited");
    assertThat(span(spans, "tts").events()).containsExactly("a provider has failed");
    assertThat(span(spans, "tts").failed()).isFalse();
  }

  @Test
  void a_stage_that_came_to_nothing_is_an_error() throws Exception {
    var stages = new TurnStages();
    stages.reached(TurnStage.SPEECH_ENDED);
    stages.reached(TurnStage.MODEL_ASKED);
    stages.asked("llm", "openai");
    try (Traces traces = open(false)) {
      traces.conversationBegan(Turns.CALL);
      traces.turnOver(Turns.CALL, stages);
      traces.conversationEnded(Turns.CALL, TalkOutcome.FAULT);
    }

    Map<String, OtlpSpan> spans = spans(3);
    assertThat(span(spans, "llm").failed()).isTrue();
    assertThat(span(spans, "call").failed()).isTrue();
  }

  @Test
  void words_are_in_a_trace_only_where_that_is_asked_for() throws Exception {
    assertThat(traced(false).values().toString()).doesNotContain("secret", "personal");

    Map<String, Object> turn = span(traced(true), "turn").attributes();
    assertThat(turn)
        .containsEntry("kolan.personal.caller_said", "a secret of the caller's")
        .containsEntry("kolan.personal.we_said", "a secret of ours");
  }

  @Test
  void the_collector_gets_the_headers_that_it_wants() throws Exception {
    traced(false);

    assertThat(collector.keys()).containsOnly("a key");
    assertThat(settings(false).toString()).contains("api-key").doesNotContain("a key");
  }

  @Test
  void a_collector_that_is_ill_is_told_and_disturbs_nobody() {
    collector.answers(500);

    assertThatCode(this::traceOneCall).doesNotThrowAnyException();
    assertThat(collector.keys()).isNotEmpty();
  }

  @Test
  void a_collector_that_never_answers_holds_up_nobody() {
    collector.neverAnswers();

    assertThat(CompletableFuture.runAsync(this::traceOneCall)).succeedsWithin(ENDS_WITHIN);
    assertThat(collector.keys()).hasSize(1);
  }

  private void traceOneCall() {
    try (Traces traces = open(false)) {
      traces.conversationBegan(Turns.CALL);
      traces.turnOver(Turns.CALL, Turns.whole());
      traces.conversationEnded(Turns.CALL, TalkOutcome.FINISHED);
    }
  }

  private static OtlpSpan span(Map<String, OtlpSpan> spans, String name) {
    OtlpSpan span = spans.get(name);
    if (span == null) {
      throw new AssertionError("no span " + name + " in " + spans.keySet());
    }
    return span;
  }

  private Map<String, OtlpSpan> traced(boolean personal) throws InterruptedException {
    try (Traces traces = open(personal)) {
      traces.conversationBegan(Turns.CALL);
      traces.fillerPlayed(Turns.CALL);
      traces.takenOver(Turns.CALL);
      traces.turnOver(Turns.CALL, Turns.whole());
      traces.conversationEnded(Turns.CALL, TalkOutcome.HUNG_UP);
    }
    return spans(6);
  }

  private Map<String, OtlpSpan> spans(int count) throws InterruptedException {
    var spans = new HashMap<String, OtlpSpan>();
    for (int i = 0; i < count; i++) {
      OtlpSpan span = collector.next();
      spans.put(span.name(), span);
    }
    return spans;
  }

  private Traces open(boolean personal) {
    return Traces.open(settings(personal), InstantSource.fixed(NOON));
  }

  private TraceSettings settings(boolean personal) {
    return new TraceSettings(collector.url(), Map.of("api-key", "a key"), "a phone", personal);
  }
}
