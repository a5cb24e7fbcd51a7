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

/// Tells a trace of each call to an OpenTelemetry collector: a span for the talk, one below it for
/// each turn, and below that the stages. It is sent in the background; nobody waits for it.
///
/// What people said stands in attributes below `kolan.personal.` alone, and only where that is
/// asked for. Safe to share.
/*
 *   call        |-------------------------------------------------------------|
 *   turn              |-------------------------|      |-----------------|
 *   recogniser        |----|                           |---|
 *   mind                   |-----|                         |----|
 *   voice                         |---|                         |--|
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
  private final Map<CallSid, Span> talks = new ConcurrentHashMap<>();

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

  /// Opens the way to a collector, which need not be there yet.
  public static Traces open(TraceSettings settings, InstantSource clock) {
    return new Traces(OtlpExporter.at(settings), settings.service(), settings.personal(), clock);
  }

  @Override
  public void talkBegan(CallSid call) {
    talks.put(
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
  public void talkOver(CallSid call, TalkOutcome end) {
    Span talk = talks.remove(call);
    if (talk != null) {
      talk.setAttribute(ENDING, word(end));
      if (end == TalkOutcome.FAULT) {
        talk.setStatus(StatusCode.ERROR);
      }
      talk.end(clock.instant());
    }
  }

  @Override
  public void takenOver(CallSid call) {
    event(call, "the next receptionist takes over");
  }

  @Override
  public void fillerPlayed(CallSid call) {
    event(call, "filler");
  }

  @Override
  public void turnOver(CallSid call, TurnStages stages) {
    Span talk = talks.get(call);
    if (talk == null) {
      return;
    }
    var moments = new StageClock(stages, clock.instant());
    Span turn =
        child(talk, "turn", SpanKind.INTERNAL, moments.first())
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
    part(turn, moments, "recogniser", TurnStage.SPEECH_ENDED, TurnStage.WORDS_KNOWN);
    part(turn, moments, "realtime", TurnStage.SPEECH_ENDED, TurnStage.FIRST_SOUND);
    part(turn, moments, "mind", TurnStage.MIND_ASKED, TurnStage.FIRST_TOKEN);
    part(turn, moments, "voice", TurnStage.VOICE_ASKED, TurnStage.FIRST_SOUND);
    moments
        .at(TurnStage.FIRST_SENT)
        .ifPresent(
            sent ->
                child(turn, "playing", SpanKind.INTERNAL, sent)
                    .end(moments.at(TurnStage.FIRST_HEARD).orElse(moments.now())));
    turn.end(moments.now());
  }

  /// Sends what is left, if the collector takes it soon.
  @Override
  public void close() {
    var _ = provider.shutdown().join(LAST_SENDING_SECONDS, TimeUnit.SECONDS);
  }

  /// What a provider did, or failed to do until the turn was over.
  private void part(Span turn, StageClock moments, String job, TurnStage from, TurnStage to) {
    TurnStages stages = moments.stages();
    if (!stages.has(from) || stages.provider(job).isEmpty()) {
      return;
    }
    Instant begin = moments.at(from).orElse(moments.now());
    Instant end = moments.at(to).filter(at -> at.isAfter(begin)).orElse(moments.now());
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
    Span talk = talks.get(call);
    if (talk != null) {
      talk.addEvent(what, clock.instant());
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
