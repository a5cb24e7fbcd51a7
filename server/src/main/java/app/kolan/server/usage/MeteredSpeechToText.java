package app.kolan.server.usage;

import app.kolan.server.provider.CurrentCall;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.UsageJob;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts the audio that a speech-to-text provider is sent, for the call of the thread that opens a
/// session. It is reported when the session is closed.
public final class MeteredSpeechToText implements SpeechToText {
  private final SpeechToText provider;
  private final ProviderMeter meter;

  public MeteredSpeechToText(SpeechToText provider, ProviderSettings settings, UsageMeter meter) {
    this.provider = provider;
    this.meter = ProviderMeter.of(UsageJob.STT, settings, meter);
  }

  @Override
  public String provider() {
    return provider.provider();
  }

  @Override
  public boolean sendsTurnsOnly() {
    return provider.sendsTurnsOnly();
  }

  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    return new Metered(provider.begin(listener), CurrentCall.get());
  }

  private final class Metered implements TranscriptionSession {
    private final TranscriptionSession session;
    private final @Nullable CallSid call;

    /// Sent and not reported, in samples.
    private final AtomicLong samples = new AtomicLong();

    Metered(TranscriptionSession session, @Nullable CallSid call) {
      this.session = session;
      this.call = call;
      meter.measured(call, UsageUnits.ofRequests(1));
    }

    @Override
    public void hear(Mulaw sound) {
      if (!provider.sendsTurnsOnly()) {
        samples.addAndGet(sound.length());
      }
      session.hear(sound);
    }

    @Override
    public void turnEnded(long turn, Mulaw sound, Duration silence) {
      if (provider.sendsTurnsOnly()) {
        samples.addAndGet(sound.length());
      }
      session.turnEnded(turn, sound, silence);
    }

    @Override
    public void close() {
      session.close();
      long sent = samples.getAndSet(0);
      if (sent > 0) {
        Duration length = Duration.ofMillis(sent * 1000 / Mulaw.RATE);
        meter.measured(call, UsageUnits.ofAudio(length));
      }
    }
  }
}
