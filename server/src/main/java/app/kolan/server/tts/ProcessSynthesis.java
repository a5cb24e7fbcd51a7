package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A synthesis whose audio a program writes to its standard output, as a WAV file.
final class ProcessSynthesis implements Synthesis {
  private static final int PIECE = 8192;

  private final String provider;
  private final Process process;
  private final ProviderTimeouts timeouts;
  private final AudioStreamDecoder decoder;
  private final BlockingQueue<ByteBuffer> pieces = new LinkedBlockingQueue<>();
  private boolean heard;
  private volatile boolean over;

  /// Takes over a program that has just been started.
  ProcessSynthesis(String provider, Process process, String text, ProviderTimeouts timeouts) {
    this.provider = provider;
    this.process = process;
    this.timeouts = timeouts;
    this.decoder = new AudioStreamDecoder(provider, AudioEncoding.PCM_24K);
    Thread.ofVirtual().name(provider + "-text").start(() -> write(text));
    Thread.ofVirtual().name(provider + "-sound").start(this::read);
  }

  @Override
  public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
    boolean well = false;
    try {
      Mulaw sound = Mulaw.EMPTY;
      while (sound.isEmpty() && !over) {
        ByteBuffer piece = pieces.poll(bound(), TimeUnit.MILLISECONDS);
        if (piece == null) {
          throw failure(FailureKind.TOO_SLOW, "the program does not go on");
        }
        sound = piece.hasRemaining() ? decoder.decode(piece.array()) : last();
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
    process.destroyForcibly();
    pieces.add(ByteBuffer.allocate(0));
  }

  private long bound() {
    return (heard ? timeouts.next() : timeouts.connect().plus(timeouts.first())).toMillis();
  }

  private Mulaw last() throws ProviderFailure, InterruptedException {
    if (over) {
      return Mulaw.EMPTY;
    }
    over = true;
    if (!process.waitFor(timeouts.next().toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure(FailureKind.TOO_SLOW, "the program does not end");
    }
    if (process.exitValue() != 0) {
      throw failure(FailureKind.REQUEST_REFUSED, "code %d".formatted(process.exitValue()));
    }
    Mulaw sound = decoder.finish();
    if (sound.isEmpty() && !heard) {
      throw failure(FailureKind.UNREADABLE, "no sound");
    }
    return sound;
  }

  private void write(String text) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
      in.write('\n');
    } catch (IOException e) {
      // The program does not read its input; its exit is detected on the reading side.
    }
  }

  private void read() {
    try (InputStream out = process.getInputStream()) {
      var piece = new byte[PIECE];
      for (int read = out.read(piece); read >= 0; read = out.read(piece)) {
        if (read > 0) {
          pieces.add(ByteBuffer.wrap(Arrays.copyOf(piece, read)));
        }
      }
    } catch (IOException e) {
      // It was ended; what it had written is available.
    }
    pieces.add(ByteBuffer.allocate(0));
  }

  private ProviderFailure failure(FailureKind kind, String reason) {
    return new ProviderFailure(provider, kind, reason);
  }
}
