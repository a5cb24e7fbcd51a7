package app.kolan.simulator;

import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A server's end of a WebSocket, frame by frame. Owned by one thread.
///
/// Source: RFC 6455, section 5.
final class PeerSocket {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;

  private final Socket connection;
  private final DataInputStream in;
  private String streamSid = "";
  private boolean closed;

  PeerSocket(Socket connection, InputStream in) {
    this.connection = connection;
    this.in = new DataInputStream(in);
  }

  /// The next event; empty once the other side closed, which is answered.
  Optional<StreamEvent> next() {
    try {
      int opcode = in.readUnsignedByte() & 0x0F;
      byte[] payload = payload();
      if (opcode == CLOSE) {
        closed = true;
        send(CLOSE, payload);
        return Optional.empty();
      }
      StreamEvent event = StreamEventCodec.read(new String(payload, StandardCharsets.UTF_8));
      if (event instanceof StreamEvent.Started started) {
        streamSid = started.streamSid();
      }
      return Optional.of(event);
    } catch (EOFException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedMessage e) {
      throw new AssertionError(e);
    }
  }

  /// Whether the other side closed, rather than just ended.
  boolean wasClosed() {
    return closed;
  }

  void send(StreamCommand command) {
    text(StreamCommandCodec.write(command, streamSid));
  }

  void text(String text) {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A text in two parts, as a server may send it.
  void textInParts(StreamCommand command) {
    byte[] text = StreamCommandCodec.write(command, streamSid).getBytes(StandardCharsets.UTF_8);
    sendFrame(TEXT, Arrays.copyOf(text, 10));
    sendFrame(0x80, Arrays.copyOfRange(text, 10, text.length));
  }

  void binary(byte[] bytes) {
    send(BINARY, bytes);
  }

  void close(int code) {
    send(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
  }

  /// A control frame in parts, which the protocol forbids.
  void misspeak() {
    sendFrame(9, new byte[] {1});
  }

  /// Reads on until the other side is gone, so that closing this side resets nothing.
  void readUntilGone() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // It is gone.
    }
  }

  /// Resets the connection.
  void crash() {
    try {
      connection.setSoLinger(true, 0);
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(int opcode, byte[] payload) {
    sendFrame(0x80 | opcode, payload);
  }

  private void sendFrame(int firstByte, byte[] payload) {
    var frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length & 0xFF);
    } else {
      frame.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift) & 0xFF);
      }
    }
    frame.writeBytes(payload);
    try {
      connection.getOutputStream().write(frame.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] payload() throws IOException {
    int length = in.readUnsignedByte();
    boolean masked = (length & 0x80) != 0;
    length &= 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] mask = masked ? in.readNBytes(4) : new byte[4];
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException();
    }
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }
}
