package app.kolan.simulator.scene;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A hand-written WebSocket, which can violate RFC 6455 on purpose.
final class SceneSocket {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern EVENT = Pattern.compile("\"event\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern STREAM = Pattern.compile("\"streamSid\"\\s*:\\s*\"(MZ\\w+)\"");
  private static final int FINAL = 0x80;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int LARGEST_MESSAGE = 1 << 20;

  private final Socket connection;
  private final DataInputStream in;
  private final OutputStream out;
  private String streamSid = "";

  private SceneSocket(Socket connection, InputStream in) throws IOException {
    this.connection = connection;
    this.in = new DataInputStream(in);
    this.out = connection.getOutputStream();
  }

  /// Answers 101.
  static SceneSocket open(Socket connection, InputStream in, SceneRequest request)
      throws IOException {
    var socket = new SceneSocket(connection, in);
    String response =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(request.header("sec-websocket-key"))
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
          send(FINAL | TEXT, text.replace("{streamSid}", streamSid));
      case SocketAction.Plays(var length) -> {
        String second =
            StreamCommandCodec.write(
                new StreamCommand.Media(Mulaw.silence(Duration.ofSeconds(1))), streamSid);
        for (int i = 0; i < length.toSeconds(); i++) {
          send(FINAL | TEXT, second);
        }
      }
      case SocketAction.SendsBinary() -> send(FINAL | BINARY, "not a text");
      case SocketAction.SendsFragmentedPing() -> send(PING, "half a ping");
      case SocketAction.Closes(var code) -> {
        out.write(new byte[] {(byte) (FINAL | CLOSE), 2, (byte) (code >> 8), (byte) code});
        out.flush();
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
    int opcode = in.readUnsignedByte() & 0x0F;
    int short7 = in.readUnsignedByte();
    long length = short7 & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (length < 0 || length > LARGEST_MESSAGE) {
      throw new IOException("a message of " + length + " bytes");
    }
    byte[] mask = (short7 & 0x80) == 0 ? new byte[4] : in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    if (opcode == CLOSE) {
      return "close";
    }
    String text = new String(payload, StandardCharsets.UTF_8);
    Matcher sid = STREAM.matcher(text);
    if (sid.find()) {
      streamSid = sid.group(1);
    }
    Matcher event = EVENT.matcher(text);
    return event.find() ? event.group(1) : "";
  }

  private void send(int firstByte, String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.write(payload);
    out.write(frame.toByteArray());
    out.flush();
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
