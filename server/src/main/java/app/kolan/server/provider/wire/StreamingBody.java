package app.kolan.server.provider.wire;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Passes the pieces of a body from the client's thread to the reading thread, which waits for each
/// no longer than its timeout. Requests a few pieces ahead, so that a slow reader holds the sender
/// back.
final class StreamingBody implements HttpResponse.BodySubscriber<ByteFlow>, ByteFlow {
  private static final int AHEAD = 8;

  private final String provider;
  private final String contentType;
  private final Duration bound;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
  private volatile boolean closed;

  StreamingBody(String provider, String contentType, Duration bound) {
    this.provider = provider;
    this.contentType = contentType;
    this.bound = bound;
  }

  /// What the reader receives.
  private sealed interface Arrival {
    record Piece(ByteBuffer bytes) implements Arrival {}

    record End() implements Arrival {}

    record Broken(String why) implements Arrival {}
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public CompletionStage<ByteFlow> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.set(given);
    if (closed) {
      given.cancel();
    } else {
      given.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    var piece = new ByteArrayOutputStream();
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      piece.writeBytes(bytes);
    }
    arrivals.add(new Arrival.Piece(ByteBuffer.wrap(piece.toByteArray())));
  }

  @Override
  public void onError(Throwable fault) {
    arrivals.add(new Arrival.Broken(fault.getClass().getSimpleName()));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival.End());
  }

  @Override
  public byte @Nullable [] next() throws ProviderFailure, InterruptedException {
    Arrival arrival =
        closed ? new Arrival.End() : arrivals.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
    return switch (arrival) {
      case null -> {
        close();
        throw new ProviderFailure(provider, FailureKind.TOO_SLOW, "the answer stopped half-way");
      }
      case Arrival.Piece(var bytes) -> {
        Flow.Subscription open = subscription.get();
        if (open != null) {
          open.request(1);
        }
        yield bytes.array();
      }
      case Arrival.End end -> {
        arrivals.add(end);
        yield null;
      }
      case Arrival.Broken(var why) -> {
        arrivals.add(arrival);
        throw new ProviderFailure(provider, FailureKind.BROKEN_OFF, why);
      }
    };
  }

  @Override
  public byte[] all(int mostBytes) throws ProviderFailure, InterruptedException {
    var all = new ByteArrayOutputStream();
    for (byte[] piece = next(); piece != null; piece = next()) {
      all.writeBytes(piece);
      if (all.size() > mostBytes) {
        close();
        throw new ProviderFailure(provider, FailureKind.UNREADABLE, "the answer is too long");
      }
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    closed = true;
    arrivals.add(new Arrival.End());
    Flow.Subscription open = subscription.get();
    if (open != null) {
      open.cancel();
    }
  }
}
