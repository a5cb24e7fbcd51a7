package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.UsageUnits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A chat stream: one virtual thread sends the request and reads the response, another takes the
/// pieces, with a short queue between them. A slow consumer holds the reader back, and with it the
/// provider.
final class ProviderChatStream implements ChatStream {
  private static final int AHEAD = 64;

  private final String provider;
  private final ProviderTimeouts timeouts;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>(AHEAD);
  private final long begun = System.nanoTime();
  private final Thread reader;
  private boolean progressed;
  private @Nullable Arrival last;
  private volatile boolean closed;
  private volatile @Nullable UsageUnits usage;

  private ProviderChatStream(
      String provider, ProviderTimeouts timeouts, Consumer<ProviderChatStream> asking) {
    this.provider = provider;
    this.timeouts = timeouts;
    this.reader = Thread.ofVirtual().name("llm-" + provider).unstarted(() -> asking.accept(this));
  }

  /// Starts the request; its reader delivers by [#said], [#noteProgress], [#end] and [#fail].
  static ProviderChatStream begin(
      String provider, ProviderTimeouts timeouts, Consumer<ProviderChatStream> asking) {
    var chatStream = new ProviderChatStream(provider, timeouts, asking);
    chatStream.reader.start();
    return chatStream;
  }

  /// What the reader passes to the consumer.
  private sealed interface Arrival {
    record Said(Piece piece) implements Arrival {}

    record Progressed() implements Arrival {}

    record Ended() implements Arrival {}

    record Failed(ProviderFailure failure) implements Arrival {}
  }

  @Override
  public @Nullable Piece next() throws ProviderFailure, InterruptedException {
    while (true) {
      switch (arrival()) {
        case Arrival.Said(var piece) -> {
          progressed = true;
          return piece;
        }
        case Arrival.Progressed _ -> progressed = true;
        case Arrival.Ended ended -> {
          last = ended;
          return null;
        }
        case Arrival.Failed failed -> {
          last = failed;
          throw failed.failure();
        }
      }
    }
  }

  private Arrival arrival() throws InterruptedException {
    if (closed) {
      return last instanceof Arrival.Failed failed ? failed : new Arrival.Ended();
    }
    if (last != null) {
      return last;
    }
    try {
      Arrival arrived = arrivals.poll(bound().toNanos(), TimeUnit.NANOSECONDS);
      if (closed) {
        return new Arrival.Ended();
      }
      if (arrived == null) {
        close();
        return new Arrival.Failed(
            new ProviderFailure(
                provider,
                FailureKind.TOO_SLOW,
                progressed ? "the answer stopped half-way" : "no answer in time"));
      }
      return arrived;
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  private Duration bound() {
    if (progressed) {
      return timeouts.next();
    }
    return timeouts
        .connect()
        .plus(timeouts.first())
        .minus(Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      reader.interrupt();
      arrivals.clear();
      var _ = arrivals.offer(new Arrival.Ended());
    }
  }

  @Override
  public List<Piece> unread() {
    var come = new ArrayList<Arrival>();
    arrivals.drainTo(come);
    return come.stream()
        .flatMap(
            arrival ->
                arrival instanceof Arrival.Said(var piece) ? Stream.of(piece) : Stream.empty())
        .toList();
  }

  @Override
  public @Nullable UsageUnits usage() {
    return usage;
  }

  /// Notes what the provider says that the response has used; before [#end].
  void used(UsageUnits units) {
    usage = units;
  }

  /// Delivers a piece; waits while the queue is full.
  void said(Piece piece) {
    put(new Arrival.Said(piece));
  }

  /// Notes progress that is not a piece yet, such as the beginning of a tool's arguments.
  void noteProgress() {
    var _ = arrivals.offer(new Arrival.Progressed());
  }

  void end() {
    put(new Arrival.Ended());
  }

  void fail(ProviderFailure failure) {
    put(new Arrival.Failed(failure));
  }

  private void put(Arrival arrival) {
    if (closed) {
      return;
    }
    try {
      arrivals.put(arrival);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
