package app.kolan.server.usage;

import app.kolan.server.provider.CurrentCall;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.UsageJob;
import app.kolan.server.tts.Synthesis;
import app.kolan.server.tts.TextToSpeech;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts the characters that a text-to-speech provider accepts, and the audio that it makes of
/// them, for the call of the thread that asks. A text counts as a whole, also when the caller
/// interrupts it: providers charge for what they are sent.
public final class MeteredTextToSpeech implements TextToSpeech {
  private final TextToSpeech provider;
  private final ProviderMeter meter;

  public MeteredTextToSpeech(TextToSpeech provider, ProviderSettings settings, UsageMeter meter) {
    this.provider = provider;
    this.meter = ProviderMeter.of(UsageJob.TTS, settings, meter);
  }

  @Override
  public void connect() {
    provider.connect();
  }

  @Override
  public String provider() {
    return provider.provider();
  }

  @Override
  public Synthesis say(String text) throws ProviderFailure, InterruptedException {
    CallSid call = CurrentCall.get();
    Synthesis synthesis = provider.say(text);
    long characters = text.codePointCount(0, text.length());
    meter.measured(call, UsageUnits.ofCharacters(characters).plus(UsageUnits.ofRequests(1)));
    return new Metered(synthesis, call);
  }

  private final class Metered implements Synthesis {
    private final Synthesis synthesis;
    private final @Nullable CallSid call;

    /// Made and not reported, in samples.
    private final AtomicLong samples = new AtomicLong();

    Metered(Synthesis synthesis, @Nullable CallSid call) {
      this.synthesis = synthesis;
      this.call = call;
    }

    @Override
    public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
      Mulaw piece = synthesis.next();
      if (piece == null) {
        report();
      } else {
        samples.addAndGet(piece.length());
      }
      return piece;
    }

    @Override
    public void close() {
      synthesis.close();
      report();
    }

    private void report() {
      long made = samples.getAndSet(0);
      if (made > 0) {
        Duration length = Duration.ofMillis(made * 1000 / Mulaw.RATE);
        meter.measured(call, UsageUnits.ofAudio(length));
      }
    }
  }
}
