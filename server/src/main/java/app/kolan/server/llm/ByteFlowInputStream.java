package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ByteFlow;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/// An `InputStream` over a byte flow, for parsers that need one. Of bounded length, since a parser
/// buffers a line however long it is.
final class ByteFlowInputStream extends InputStream {
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final String provider;
  private final ByteFlow flow;
  private byte[] piece = new byte[0];
  private int at;
  private long total;

  ByteFlowInputStream(String provider, ByteFlow flow) {
    this.provider = provider;
    this.flow = flow;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == piece.length) {
      if (!more()) {
        return -1;
      }
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean more() throws IOException {
    try {
      byte[] next = flow.next();
      if (next == null) {
        return false;
      }
      total += next.length;
      if (total > MOST_BYTES) {
        throw new IOException(
            new ProviderFailure(provider, FailureKind.UNREADABLE, "the answer is too long"));
      }
      piece = next;
      at = 0;
      return true;
    } catch (ProviderFailure e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() {
    flow.close();
  }
}
