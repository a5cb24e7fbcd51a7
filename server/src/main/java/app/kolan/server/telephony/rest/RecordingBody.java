package app.kolan.server.telephony.rest;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// A response's body that goes into a sink as it arrives, up to a size. Its value holds no bytes;
/// it is empty when the body is larger.
final class RecordingBody implements BodySubscriber<Optional<byte[]>> {
  private final RecordingSink sink;
  private final long mostBytes;
  private final long promised;
  private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private volatile long received;

  /// @param promised the length that the response states; negative when it states none
  RecordingBody(RecordingSink sink, long mostBytes, long promised) {
    this.sink = sink;
    this.mostBytes = mostBytes;
    this.promised = promised;
  }

  /// How many bytes have arrived.
  long received() {
    return received;
  }

  @Override
  public CompletionStage<Optional<byte[]>> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (promised > mostBytes) {
      stop(null);
      return;
    }
    try {
      if (promised > 0) {
        sink.expect(promised);
      }
    } catch (RuntimeException refused) {
      stop(refused);
      return;
    }
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (body.isDone()) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      long after = received + buffer.remaining();
      if (after > mostBytes) {
        stop(null);
        return;
      }
      try {
        sink.write(buffer);
      } catch (RuntimeException failure) {
        stop(failure);
        return;
      }
      received = after;
    }
  }

  private void stop(@Nullable RuntimeException failure) {
    Objects.requireNonNull(subscription).cancel();
    if (failure == null) {
      body.complete(Optional.empty());
    } else {
      body.completeExceptionally(failure);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(Optional.of(new byte[0]));
  }
}
