package app.kolan.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// All connections to one server. They share a selector and two buffers, so they belong to one
/// thread.
final class TcpConnections implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;

  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

  TcpConnections(int port) throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.selector = Selector.open();
  }

  /// Begins to connect; what is written meanwhile is sent afterwards.
  TcpConnection open(TcpConnection.Listener listener) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new TcpConnection(this, channel, listener, channel.connect(server));
  }

  /// Serves the connections that are ready.
  ///
  /// @return how many there were
  int poll() {
    try {
      return selector.selectNow(key -> ((TcpConnection) key.attachment()).ready());
    } catch (IOException e) {
      throw new UncheckedIOException("connections cannot be watched", e);
    }
  }

  Selector selector() {
    return selector;
  }

  /// An empty buffer to read into.
  ByteBuffer in() {
    return in.clear();
  }

  /// An empty buffer to write from.
  ByteBuffer out() {
    return out.clear();
  }

  @Override
  public void close() {
    try {
      selector.keys().forEach(key -> ((TcpConnection) key.attachment()).close());
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the connections cannot be closed", e);
    }
  }
}
