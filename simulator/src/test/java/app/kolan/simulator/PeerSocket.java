package app.kolan.simulator;

import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import app.kolan.twilio.websocket.MalformedFrame;
import app.kolan.twilio.websocket.WebSocketDecoder;
import app.kolan.twilio.websocket.WebSocketFrame;
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
  private static final int LONGEST = 1 << 24;

  private final Socket connection;
  private final InputStream in;
  private final WebSocketDecoder decoder = WebSocketDecoder.ofClient(LONGEST);
  private String streamSid = "";
  private boolean closed;

  PeerSocket(Socket connection, InputStream in) {
    this.connection = connection;
    this.in = in;
  }

  /// The next event; empty once the other side closed, which is answered.
  Optional<StreamEvent> next() {
    try {
      WebSocketFrame frame = read();
      if (frame.opcode() == WebSocketFrame.CLOSE) {
        closed = true;
        send(WebSocketFrame.of(WebSocketFrame.CLOSE, frame.payload()));
        return Optional.empty();
      }
      StreamEvent event = StreamEventCodec.read(frame.text());
      if (event instanceof StreamEvent.Started started) {
        streamSid = started.streamSid();
      }
      return Optional.of(event);
    } catch (EOFException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedMessage | MalformedFrame e) {
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
    send(WebSocketFrame.text(text));
  }

  /// A text in two parts, as a server may send it.
  void textInParts(StreamCommand command) {
    byte[] text = StreamCommandCodec.write(command, streamSid).getBytes(StandardCharsets.UTF_8);
    send(WebSocketFrame.of(WebSocketFrame.TEXT, Arrays.copyOf(text, 10)).notFinal());
    send(WebSocketFrame.of(WebSocketFrame.CONTINUATION, Arrays.copyOfRange(text, 10, text.length)));
  }

  void binary(byte[] bytes) {
    send(WebSocketFrame.of(WebSocketFrame.BINARY, bytes));
  }

  void close(int code) {
    send(WebSocketFrame.close(code));
  }

  /// A control frame in parts, which the protocol forbids.
  void misspeak() {
    send(WebSocketFrame.of(WebSocketFrame.PING, new byte[] {1}).notFinal());
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

  private void send(WebSocketFrame frame) {
    try {
      connection.getOutputStream().write(frame.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WebSocketFrame read() throws IOException, MalformedFrame {
    return decoder.read(in::readNBytes).orElseThrow(EOFException::new);
  }
}
