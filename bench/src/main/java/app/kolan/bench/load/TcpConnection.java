package app.kolan.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/// One TCP connection of the generator's. What cannot be written at once waits, up to a bound.
///
/// Belongs to the generator's thread.
final class TcpConnection {
  private static final int MOST_WAITING = 1 << 20;
  private static final byte[] NOTHING = new byte[0];

  private final TcpConnections wires;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Listener listener;
  private byte[] waiting = NOTHING;
  private boolean connected;
  private boolean closed;

  /// Receives a connection's events.
  interface Listener {
    /// Bytes arrived; those left in the buffer are discarded.
    void arrived(ByteBuffer bytes);

    /// The connection is over, and not because we closed it.
    void lost(String why);
  }

  TcpConnection(TcpConnections wires, SocketChannel channel, Listener listener, boolean connected)
      throws IOException {
    this.wires = wires;
    this.channel = channel;
    this.listener = listener;
    this.connected = connected;
    this.key =
        channel.register(
            wires.selector(), connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
  }

  void write(byte[] bytes, int length) {
    if (closed) {
      return;
    }
    if (!connected || waiting.length > 0) {
      keep(ByteBuffer.wrap(bytes, 0, length));
      return;
    }
    try {
      ByteBuffer out = wires.out();
      out.put(bytes, 0, length).flip();
      channel.write(out);
      if (out.hasRemaining()) {
        keep(out);
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      fail("the connection broke while writing");
    }
  }

  private void keep(ByteBuffer rest) {
    int before = waiting.length;
    if (before + rest.remaining() > MOST_WAITING) {
      fail("the server does not read");
      return;
    }
    waiting = Arrays.copyOf(waiting, before + rest.remaining());
    rest.get(waiting, before, rest.remaining());
  }

  /// The selector reports readiness.
  void ready() {
    try {
      if (key.isValid() && key.isConnectable() && channel.finishConnect()) {
        connected = true;
        key.interestOps(SelectionKey.OP_READ);
        flush();
      }
      if (key.isValid() && key.isWritable()) {
        flush();
      }
      if (key.isValid() && key.isReadable()) {
        read();
      }
    } catch (IOException e) {
      fail(connected ? "the connection broke" : "the server does not accept the connection");
    }
  }

  private void flush() throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(waiting);
    channel.write(rest);
    waiting =
        rest.hasRemaining()
            ? Arrays.copyOfRange(waiting, rest.position(), waiting.length)
            : NOTHING;
    key.interestOps(
        waiting.length > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void read() throws IOException {
    ByteBuffer in = wires.in();
    int count = channel.read(in);
    if (count < 0) {
      fail("the server closed the connection");
      return;
    }
    in.flip();
    listener.arrived(in);
  }

  private void fail(String why) {
    if (!closed) {
      close();
      listener.lost(why);
    }
  }

  /// Closes it; the listener receives no more events.
  void close() {
    if (!closed) {
      closed = true;
      key.cancel();
      try {
        channel.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }

  boolean isClosed() {
    return closed;
  }
}
