package app.kolan.server.realtime.openai;

import app.kolan.server.provider.wire.ProviderSocket;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Passes the caller's audio into a session. While the gate is closed, the latest audio is kept,
/// and sent first when it opens, so that nothing of a caller who speaks early is lost.
///
/// Thread-safe.
final class InputAudioGate {
  private static final String BEFORE = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"";
  private static final String AFTER = "\"}";

  private final Deque<Mulaw> kept = new ArrayDeque<>();
  private final int mostSamples;
  private int samples;
  private @Nullable ProviderSocket socket;
  private boolean closed;

  /// @param mostSamples the maximum number of samples kept
  InputAudioGate(int mostSamples) {
    this.mostSamples = mostSamples;
  }

  synchronized void hear(Mulaw sound) {
    if (closed || sound.isEmpty()) {
      return;
    }
    if (socket != null) {
      send(socket, sound);
      return;
    }
    kept.addLast(sound);
    samples += sound.length();
    while (samples > mostSamples && kept.size() > 1) {
      samples -= kept.removeFirst().length();
    }
  }

  /// Sends what was kept, and everything after it at once.
  synchronized void open(ProviderSocket to) {
    if (!closed) {
      kept.forEach(sound -> send(to, sound));
      socket = to;
      forget();
    }
  }

  /// Discards the audio kept so far.
  synchronized void forget() {
    kept.clear();
    samples = 0;
  }

  synchronized void close() {
    closed = true;
    forget();
  }

  private static void send(ProviderSocket to, Mulaw sound) {
    to.sendText(BEFORE + sound.base64() + AFTER);
  }
}
