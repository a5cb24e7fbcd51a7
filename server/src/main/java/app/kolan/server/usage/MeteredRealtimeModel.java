package app.kolan.server.usage;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.provider.CurrentCall;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Counts what a realtime model uses, for the call of the thread that opens a conversation: the
/// tokens that its provider tells after each response, and the time of the conversation, for
/// providers that charge for that.
///
/// What was said and heard since the last response that was told is estimated when the conversation
/// ends: a response that the end of the call cuts off, or all of a server that tells nothing.
public final class MeteredRealtimeModel implements RealtimeModel {
  private final RealtimeModel provider;
  private final ProviderMeter meter;
  private final UsageMeter calls;
  private final LongSupplier nanos;

  public MeteredRealtimeModel(RealtimeModel provider, ProviderSettings settings, UsageMeter meter) {
    this(provider, settings, meter, System::nanoTime);
  }

  /// @param nanos a monotonic clock
  MeteredRealtimeModel(
      RealtimeModel provider, ProviderSettings settings, UsageMeter meter, LongSupplier nanos) {
    this.provider = provider;
    this.meter = ProviderMeter.of(UsageJob.REALTIME, settings, meter);
    this.calls = meter;
    this.nanos = nanos;
  }

  @Override
  public String provider() {
    return provider.provider();
  }

  @Override
  public RealtimeConversation open(RealtimeOptions plan, RealtimeListener listener) {
    CallSid call = CurrentCall.get();
    if (call == null) {
      return provider.open(plan, listener);
    }
    var session = new Session(call);
    meter.measured(call, UsageUnits.ofRequests(1));
    return new Metered(
        provider.open(plan, new MeteredRealtimeListener(listener, session)), session);
  }

  /// What one conversation has used. Thread-safe.
  private final class Session implements MeteredRealtimeListener.Sink {
    /// Tokens are made of audio at these rates, as
    /// [OpenAI](https://developers.openai.com/api/docs/guides/realtime-costs) documents them.
    private static final int MILLIS_PER_TOKEN_IN = 100;

    private static final int MILLIS_PER_TOKEN_OUT = 50;

    private final CallSid call;
    private final long begun = nanos.getAsLong();

    /// Since the last response that was told, in samples.
    private final AtomicLong heard = new AtomicLong();

    private final AtomicLong spoken = new AtomicLong();
    private boolean over;

    Session(CallSid call) {
      this.call = call;
    }

    @Override
    public void spoke(Mulaw sound) {
      spoken.addAndGet(sound.length());
    }

    @Override
    public void used(UsageUnits units) {
      heard.set(0);
      spoken.set(0);
      meter.measured(call, units);
    }

    @Override
    public void transcribed(String model, UsageUnits units) {
      new ProviderMeter(UsageJob.STT, meter.provider(), model, calls)
          .measured(call, units.plus(UsageUnits.ofRequests(1)));
    }

    @Override
    public void ended() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      Duration open = Duration.ofNanos(nanos.getAsLong() - begun);
      meter.measured(call, UsageUnits.ofAudio(open));
      long out = spoken.getAndSet(0) * 1000 / Mulaw.RATE / MILLIS_PER_TOKEN_OUT;
      if (out > 0) {
        long in = heard.getAndSet(0) * 1000 / Mulaw.RATE / MILLIS_PER_TOKEN_IN;
        meter.estimated(call, new UsageUnits(Duration.ZERO, 0, 0, 0, 0, in, 0, out, 0));
      }
    }
  }

  private record Metered(RealtimeConversation conversation, Session session)
      implements RealtimeConversation {
    @Override
    public void hear(Mulaw sound) {
      session.heard.addAndGet(sound.length());
      conversation.hear(sound);
    }

    @Override
    public void turnEnded() {
      conversation.turnEnded();
    }

    @Override
    public void interrupted(String utterance, Duration heard) {
      conversation.interrupted(utterance, heard);
    }

    @Override
    public void speak(String instructions) {
      conversation.speak(instructions);
    }

    @Override
    public void used(String id, String result) {
      conversation.used(id, result);
    }

    @Override
    public void resume(List<ChatInput.Message> before, String instructions) {
      conversation.resume(before, instructions);
    }

    @Override
    public void close() {
      conversation.close();
      session.ended();
    }
  }
}
