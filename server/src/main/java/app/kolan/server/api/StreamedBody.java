package app.kolan.server.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A body that is written piece by piece, from a thread that waits until the reader has taken the
/// last piece: one piece at a time is in memory. Who takes none for half a minute is cut off; so is
/// everybody when writing fails, so that he does not take a part for the whole.
public final class StreamedBody extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedBody.class);
  private static final int PIECE = 64 * 1024;
  private static final long LONGEST_SECONDS = 30;

  private final HttpServerResponse response;
  private final Context loop;
  private final byte[] piece = new byte[PIECE];
  private int length;

  private StreamedBody(HttpServerResponse response, Context loop) {
    this.response = response;
    this.loop = loop;
  }

  /// Writes the whole answer to a request. To be called on its event loop.
  public static void write(ApiAnswer.Stream stream, HttpServerRequest request) {
    request.response().setChunked(true);
    Context loop = Objects.requireNonNull(Vertx.currentContext(), "this is no event loop");
    write(stream, request.response(), request.connection(), loop);
  }

  /// Writes it on a virtual thread. To be called on the event loop.
  static void write(
      ApiAnswer.Stream stream,
      HttpServerResponse response,
      HttpConnection connection,
      Context loop) {
    Thread.ofVirtual()
        .name("api-stream")
        .start(
            () -> {
              try {
                var body = new StreamedBody(response, loop);
                stream.writeTo(body);
                body.flush();
                body.await(response::end);
              } catch (IOException | RuntimeException e) {
                LOG.atDebug().setCause(e).log("an answer of the API was cut off");
                loop.runOnContext(_ -> connection.close());
              }
            });
  }

  @Override
  public void write(int one) throws IOException {
    if (length == PIECE) {
      flush();
    }
    piece[length++] = (byte) one;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (length == PIECE) {
        flush();
      }
      int part = Math.min(PIECE - length, count - done);
      System.arraycopy(bytes, offset + done, piece, length, part);
      length += part;
      done += part;
    }
  }

  @Override
  public void flush() throws IOException {
    if (length > 0) {
      Buffer buffer = Buffer.buffer(length).appendBytes(piece, 0, length);
      length = 0;
      await(() -> response.write(buffer));
    }
  }

  private void await(Supplier<Future<Void>> work) throws IOException {
    var done = new CompletableFuture<Void>();
    loop.runOnContext(
        _ -> {
          if (response.closed() || response.ended()) {
            done.completeExceptionally(new IOException("the reader has gone"));
          } else {
            work.get()
                .onComplete(
                    result -> {
                      if (result.succeeded()) {
                        done.complete(null);
                      } else {
                        done.completeExceptionally(result.cause());
                      }
                    });
          }
        });
    try {
      done.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the reader does not take it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
