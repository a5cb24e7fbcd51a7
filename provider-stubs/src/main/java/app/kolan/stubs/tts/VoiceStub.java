package app.kolan.stubs.tts;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.sound.ToneSpeed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A stub of a text-to-speech provider. It speaks every text in tones: see [ToneCodec].
public abstract class VoiceStub extends ProviderStub {
  /// The key that it accepts.
  public static final String KEY = "stand-in-key";

  private final List<String> said = new CopyOnWriteArrayList<>();
  private volatile ToneSpeed pace = ToneSpeed.SPEECH;
  private volatile int pieceBytes = 1600;
  private volatile Duration every = Duration.ZERO;

  /// The texts that it received, in order.
  public final List<String> said() {
    return List.copyOf(said);
  }

  /// Sets the speed of its speech.
  public final void talk(ToneSpeed pace) {
    this.pace = pace;
  }

  /// Sets the size of its pieces of audio, and the delay between two; none by default.
  public final void sendPieces(int bytes, Duration every) {
    this.pieceBytes = bytes;
    this.every = every;
  }

  final ToneSpeed pace() {
    return pace;
  }

  final void note(String text) {
    said.add(text);
  }

  /// A task for later, on the stub's own thread.
  interface Clock {
    void after(long millis, Runnable task);
  }

  /// Sends the bytes piece by piece.
  final void inPieces(byte[] bytes, Clock clock, Consumer<byte[]> send, Runnable end) {
    sendFrom(0, bytes, clock, send, end);
  }

  private void sendFrom(int begun, byte[] bytes, Clock clock, Consumer<byte[]> send, Runnable end) {
    int at = begun;
    while (at < bytes.length) {
      int next = Math.min(at + pieceBytes, bytes.length);
      send.accept(Arrays.copyOfRange(bytes, at, next));
      at = next;
      if (!every.isZero() && at < bytes.length) {
        int rest = at;
        clock.after(every.toMillis(), () -> sendFrom(rest, bytes, clock, send, end));
        return;
      }
    }
    end.run();
  }

  /// The audio of a text, as telephone audio.
  final byte[] phoneSound(String text) {
    note(text);
    return ToneCodec.mulaw(text, pace).bytes();
  }
}
