package app.kolan.server.telemetry;

import app.kolan.twilio.webhook.CallSid;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Exports a trace of each call to an OpenTelemetry collector: a span for the conversation, one
/// below it for each turn, and below that the stages. Spans are sent in the background.
///
/// What people said is in attributes below `kolan.personal.` only, and only where that is enabled.
/// Thread-safe.
/*
 *   call        |-------------------------------------------------------------|
 *   turn              |-------------------------|      |-----------------|
 *   stt                 |----|                           |---|
 *   llm                    |-----|                         |----|
 *   tts                           |---|                         |--|
 *   playing                            |--|                         |--|
 */
public final class Traces implements CallListener, AutoCloseable {
  private static final AttributeKey<String> CALL = AttributeKey.stringKey("kolan.call.sid");
  private static final AttributeKey<String> ENDING = AttributeKey.stringKey("kolan.call.ending");
  private static final AttributeKey<Long> TURN = AttributeKey.longKey("kolan.turn.position");
  private static final AttributeKey<Boolean> CUT_OFF =
      AttributeKey.booleanKey("kolan.turn.cut_off");
  private static final AttributeKey<String> JOB = AttributeKey.stringKey("kolan.job");
  private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("kolan.provider");
  private static final AttributeKey<String> KIND = AttributeKey.stringKey("kolan.failure.kind");
  private static final AttributeKey<String> CALLER_SAID =
      AttributeKey.stringKey("kolan.personal.caller_said");
  private static final AttributeKey<String> WE_SAID =
      AttributeKey.stringKey("kolan.personal.we_said");
  private static final long LAST_SENDING_SECONDS = 2;

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final boolean personal;
  private final InstantSource clock;
  private final Map<CallSid, Span> callSpans = new ConcurrentHashMap<>();

  Traces(SpanExporter exporter, String service, boolean personal, InstantSource clock) {
    var name = Attributes.of(AttributeKey.stringKey("service.name"), service);
    this.provider =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(name)))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    this.tracer = provider.get("app.kolan");
    this.personal = personal;
    this.clock = clock;
  }

  /// Opens the exporter; the collector need not be running yet.
  public static Traces open(TraceSettings settings, InstantSource clock) {
    return new Traces(OtlpExporter.at(settings), settings.service(), settings.personal(), clock);
  }

  @Override
  public void conversationBegan(CallSid call) {
    callSpans.put(
        call,
        tracer
            .spanBuilder("call")
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(clock.instant())
            .setAttribute(CALL, call.value())
            .startSpan());
  }

  @Override
  public void conversationEnded(CallSid call, TalkOutcome end) {
    Span callSpan = callSpans.remove(call);
    if (callSpan != null) {
      callSpan.setAttribute(ENDING, word(end));
      if (end == TalkOutcome.FAULT) {
        callSpan.setStatus(StatusCode.ERROR);
      }
      callSpan.end(clock.instant());
    }
  }

  @Override
  public void takenOver(CallSid call) {
    event(call, "the next agent takes over");
  }

  @Override
  public void fillerPlayed(CallSid call) {
    event(call, "filler");
  }

  @Override
  public void turnOver(CallSid call, TurnStages stages) {
    Span callSpan = callSpans.get(call);
    if (callSpan == null) {
      return;
    }
    var stageClock = new StageClock(stages, clock.instant());
    Span turn =
        child(callSpan, "turn", SpanKind.INTERNAL, stageClock.first())
            .setAttribute(CALL, call.value())
            .setAttribute(CUT_OFF, stages.isCutOff());
    stages.turn().ifPresent(position -> turn.setAttribute(TURN, (long) position));
    if (personal) {
      turn.setAttribute(CALLER_SAID, stages.callersWords());
      turn.setAttribute(WE_SAID, stages.ourWords());
    }
    for (TurnStages.Failure failure : stages.failures()) {
      turn.addEvent("a provider has failed", attributes(failure));
    }
    part(turn, stageClock, "stt", TurnStage.SPEECH_ENDED, TurnStage.WORDS_KNOWN);
    part(turn, stageClock, "realtime", TurnStage.SPEECH_ENDED, TurnStage.FIRST_SOUND);
    part(turn, stageClock, "llm", TurnStage.MODEL_ASKED, TurnStage.FIRST_TOKEN);
    part(turn, stageClock, "tts", TurnStage.VOICE_ASKED, TurnStage.FIRST_SOUND);
    stageClock
        .at(TurnStage.FIRST_SENT)
        .ifPresent(
            sent ->
                child(turn, "playing", SpanKind.INTERNAL, sent)
                    .end(stageClock.at(TurnStage.FIRST_HEARD).orElse(stageClock.now())));
    turn.end(stageClock.now());
  }

  /// Sends the remaining spans, if the collector accepts them soon.
  @Override
  public void close() {
    var _ = provider.shutdown().join(LAST_SENDING_SECONDS, TimeUnit.SECONDS);
  }

  /// The span of a provider's part of a turn, which may have failed.
  private void part(Span turn, StageClock stageClock, String job, TurnStage from, TurnStage to) {
    TurnStages stages = stageClock.stages();
    if (!stages.has(from) || stages.provider(job).isEmpty()) {
      return;
    }
    Instant begin = stageClock.at(from).orElse(stageClock.now());
    Instant end = stageClock.at(to).filter(at -> at.isAfter(begin)).orElse(stageClock.now());
    Span part = child(turn, job, SpanKind.CLIENT, begin);
    stages.provider(job).ifPresent(name -> part.setAttribute(PROVIDER, name));
    for (TurnStages.Failure failure : stages.failures()) {
      if (failure.job().equals(job)) {
        part.setAttribute(KIND, word(failure.kind()));
        part.addEvent("a provider has failed", attributes(failure));
      }
    }
    if (!stages.has(to)) {
      part.setStatus(StatusCode.ERROR);
    }
    part.end(end);
  }

  private Span child(Span parent, String name, SpanKind kind, Instant from) {
    return tracer
        .spanBuilder(name)
        .setParent(Context.root().with(parent))
        .setSpanKind(kind)
        .setStartTimestamp(from)
        .startSpan();
  }

  private void event(CallSid call, String what) {
    Span callSpan = callSpans.get(call);
    if (callSpan != null) {
      callSpan.addEvent(what, clock.instant());
    }
  }

  private static Attributes attributes(TurnStages.Failure failure) {
    return Attributes.of(
        JOB, failure.job(), PROVIDER, failure.provider(), KIND, word(failure.kind()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
