package app.kolan.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One kept-alive HTTP connection, with one request at a time.
///
/// Belongs to the generator's thread.
final class LoadConnection implements TcpConnection.Listener {
  private final LoadConnections lines;
  private final TcpConnection wire;
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private LoadConnections.Taker taker = _ -> {};
  private long askedAt;
  private long idleSince;
  private boolean busy;

  LoadConnection(LoadConnections lines, TcpConnections wires) throws IOException {
    this.lines = lines;
    this.wire = wires.open(this);
  }

  void ask(byte[] request, LoadConnections.Taker then, long now) {
    taker = then;
    askedAt = now;
    busy = true;
    answer.reset();
    wire.write(request, request.length);
  }

  @Override
  public void arrived(ByteBuffer bytes) {
    var fresh = new byte[bytes.remaining()];
    bytes.get(fresh);
    answer.writeBytes(fresh);
    Optional<LoadResponse> reply = LoadResponse.read(answer.toString(StandardCharsets.ISO_8859_1));
    if (busy && reply.isPresent()) {
      busy = false;
      idleSince = System.nanoTime();
      LoadConnections.Taker then = taker;
      if (reply.get().closes()) {
        wire.close();
        lines.gone(this);
      } else {
        lines.free(this);
      }
      then.answered(reply.get());
    }
  }

  @Override
  public void lost(String why) {
    lines.gone(this);
    if (busy) {
      busy = false;
      taker.answered(LoadResponse.none(why));
    }
  }

  /// Fails the request when its timeout has passed.
  void expire(long now, long timeout) {
    if (busy && now - askedAt > timeout) {
      wire.close();
      lost("no answer in time");
    }
  }

  boolean isUsable(long now, long longestIdle) {
    return !wire.isClosed() && now - idleSince < longestIdle;
  }

  void close() {
    wire.close();
  }
}
