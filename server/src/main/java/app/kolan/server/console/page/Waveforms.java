package app.kolan.server.console.page;

import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Turn;
import app.kolan.server.threads.BackgroundThreads;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws the sounds of calls, on a thread of its own and in a bounded time: a call of minutes takes
/// some milliseconds, and a page does not wait for one of hours. The latest are remembered. Safe to
/// share.
public final class Waveforms {
  private static final Logger LOG = LoggerFactory.getLogger(Waveforms.class);
  private static final int REMEMBERED = 200;
  private static final int QUEUE = 8;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(800);
  private static final long LARGEST_SOUND = 16 << 20;

  private final AudioFiles files;
  private final ThreadPoolExecutor thread;
  private final Map<Key, Future<Waveform>> drawn =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Future<Waveform>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// A call as far as it has come: with the next turn, or without its sounds, it looks otherwise.
  private record Key(String call, int turns, long sounds) {}

  public Waveforms(AudioFiles files) {
    this.files = files;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            BackgroundThreads.factory(Thread.ofPlatform().name("console-waveform").daemon()));
    thread.allowCoreThreadTimeOut(true);
  }

  /// The drawing of a call's turns; empty when it takes longer than a page waits, and there are no
  /// turns. It is there the next time, then.
  Optional<Waveform> of(LoggedCall call, List<Turn> turns) {
    if (turns.isEmpty()) {
      return Optional.empty();
    }
    long sounds = turns.stream().filter(turn -> turn.audioFile() != null).count();
    var key = new Key(call.sid().value(), turns.size(), sounds);
    try {
      return Optional.of(
          drawing(key, List.copyOf(turns)).get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | RejectedExecutionException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      synchronized (drawn) {
        drawn.remove(key);
      }
      LOG.atWarn().setCause(e.getCause()).log("the sounds of a call could not be drawn");
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Future<Waveform> drawing(Key key, List<Turn> turns) {
    synchronized (drawn) {
      Future<Waveform> known = drawn.get(key);
      if (known == null) {
        known = thread.submit(() -> Waveform.of(turns, this::sound));
        drawn.put(key, known);
      }
      return known;
    }
  }

  /// A sound that is gone or broken is drawn as none.
  private Pcm sound(Turn turn) throws IOException {
    String file = turn.audioFile();
    if (file == null) {
      return Pcm.of(new short[0], 8000);
    }
    Path path = files.file(file);
    if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_SOUND) {
      return Pcm.of(new short[0], 8000);
    }
    try {
      return Wav.read(Files.readAllBytes(path));
    } catch (MalformedWav _) {
      return Pcm.of(new short[0], 8000);
    }
  }
}
