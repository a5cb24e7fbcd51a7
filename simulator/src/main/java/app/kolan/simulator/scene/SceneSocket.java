package app.kolan.simulator.scene;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.websocket.MalformedFrame;
import app.kolan.twilio.websocket.WebSocketAccept;
import app.kolan.twilio.websocket.WebSocketDecoder;
import app.kolan.twilio.websocket.WebSocketFrame;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server's end of a WebSocket, which can violate RFC 6455 on purpose.
final class SceneSocket {
  private static final Pattern EVENT = Pattern.compile("\"event\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern STREAM = Pattern.compile("\"streamSid\"\\s*:\\s*\"(MZ\\w+)\"");
  private static final int LARGEST_MESSAGE = 1 << 20;

  private final Socket connection;
  private final InputStream in;
  private final OutputStream out;
  private final WebSocketDecoder decoder = WebSocketDecoder.lenient(LARGEST_MESSAGE);
  private String streamSid = "";

  private SceneSocket(Socket connection, InputStream in) throws IOException {
    this.connection = connection;
    this.in = in;
    this.out = connection.getOutputStream();
  }

  /// Answers 101.
  static SceneSocket open(Socket connection, InputStream in, SceneRequest request)
      throws IOException {
    var socket = new SceneSocket(connection, in);
    String response =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + WebSocketAccept.of(request.header("sec-websocket-key"))
            + "\r\n\r\n";
    socket.out.write(response.getBytes(StandardCharsets.US_ASCII));
    socket.out.flush();
    return socket;
  }

  void perform(List<SocketAction> actions) throws IOException {
    for (SocketAction action : actions) {
      perform(action);
    }
  }

  private void perform(SocketAction action) throws IOException {
    switch (action) {
      case SocketAction.WaitsFor(var event) -> {
        String heard = "";
        while (!heard.equals(event) && !heard.equals("close")) {
          heard = readMessage();
        }
      }
      case SocketAction.Says(var text) ->
          send(WebSocketFrame.text(text.replace("{streamSid}", streamSid)));
      case SocketAction.Plays(var length) -> {
        String second =
            StreamCommandCodec.write(
                new StreamCommand.Media(Mulaw.silence(Duration.ofSeconds(1))), streamSid);
        for (int i = 0; i < length.toSeconds(); i++) {
          send(WebSocketFrame.text(second));
        }
      }
      case SocketAction.SendsBinary() -> send(frame(WebSocketFrame.BINARY, "not a text"));
      case SocketAction.SendsFragmentedPing() ->
          send(frame(WebSocketFrame.PING, "half a ping").notFinal());
      case SocketAction.Closes(var code) -> {
        send(WebSocketFrame.close(code));
        stay();
      }
      case SocketAction.Resets() -> {
        connection.setSoLinger(true, 0);
        connection.close();
      }
      case SocketAction.Stays() -> stay();
      case SocketAction.StopsReading() -> {
        while (!connection.isClosed()) {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
      }
    }
  }

  private void stay() throws IOException {
    while (!readMessage().equals("close")) {
      // whatever is said, it is not listened to
    }
  }

  /// Reads a message.
  ///
  /// @return its event; `close` when the socket is being closed
  private String readMessage() throws IOException {
    WebSocketFrame frame = readFrame();
    if (frame.opcode() == WebSocketFrame.CLOSE) {
      return "close";
    }
    String text = frame.text();
    Matcher sid = STREAM.matcher(text);
    if (sid.find()) {
      streamSid = sid.group(1);
    }
    Matcher event = EVENT.matcher(text);
    return event.find() ? event.group(1) : "";
  }

  private WebSocketFrame readFrame() throws IOException {
    try {
      return decoder.read(in::readNBytes).orElseThrow(EOFException::new);
    } catch (MalformedFrame e) {
      throw new IOException(e);
    }
  }

  private static WebSocketFrame frame(int opcode, String payload) {
    return WebSocketFrame.of(opcode, payload.getBytes(StandardCharsets.UTF_8));
  }

  private void send(WebSocketFrame frame) throws IOException {
    out.write(frame.bytes());
    out.flush();
  }
}
