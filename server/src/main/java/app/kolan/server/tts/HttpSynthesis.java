package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ByteFlow;
import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// A synthesis whose audio is the body of an HTTP response.
final class HttpSynthesis implements Synthesis {
  private final String provider;
  private final ByteFlow flow;
  private final AudioDecoder decoder;
  private boolean heard;
  private volatile boolean over;

  HttpSynthesis(String provider, ByteFlow flow, AudioDecoder decoder) {
    this.provider = provider;
    this.flow = flow;
    this.decoder = decoder;
  }

  @Override
  public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
    boolean well = false;
    try {
      Mulaw sound = Mulaw.EMPTY;
      while (sound.isEmpty() && !over) {
        byte[] piece = flow.next();
        if (piece == null) {
          sound = last();
        } else {
          sound = decoder.decode(piece);
        }
      }
      heard |= !sound.isEmpty();
      well = true;
      return sound.isEmpty() ? null : sound;
    } finally {
      if (!well) {
        close();
      }
    }
  }

  @Override
  public void close() {
    over = true;
    flow.close();
  }

  /// A text that was sent has audio; a response without any would be silence.
  private Mulaw last() throws ProviderFailure {
    if (over) {
      return Mulaw.EMPTY;
    }
    over = true;
    Mulaw sound = decoder.finish();
    if (sound.isEmpty() && !heard) {
      throw new ProviderFailure(provider, FailureKind.UNREADABLE, "an answer without sound");
    }
    return sound;
  }
}
