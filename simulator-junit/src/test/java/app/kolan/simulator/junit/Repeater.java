package app.kolan.simulator.junit;

import app.kolan.simulator.junit.EchoServer.Behaviour;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.java_websocket.WebSocket;

/// One call of the echo server: it listens for a second, beeps, collects two seconds of the caller,
/// sends them back with a mark, and waits for the mark. The second time it changes its mind and
/// clears; then it closes.
///
/// The beep tells a caller that the socket is open, however long that took: what he says before it
/// may be lost.
final class Repeater {
  private static final int SECOND = 8000;

  private final ObjectMapper mapper = new ObjectMapper();
  private final WebSocket socket;
  private final Behaviour behaviour;
  private final List<String> events;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private String streamSid = "";
  private boolean waiting;
  private boolean beeped;

  Repeater(WebSocket socket, Behaviour behaviour, List<String> events) {
    this.socket = socket;
    this.behaviour = behaviour;
    this.events = events;
  }

  void receive(JsonNode message) {
    String event = message.path("event").asText();
    switch (event) {
      case "start" -> {
        streamSid = message.path("start").path("streamSid").asText();
        String colour = message.path("start").path("customParameters").path("colour").asText();
        events.add("start " + colour);
      }
      case "media" -> media(message);
      case "mark" -> mark(message.path("mark").path("name").asText());
      default -> events.add(event);
    }
  }

  private void media(JsonNode message) {
    heard.writeBytes(Base64.getDecoder().decode(message.path("media").path("payload").asText()));
    if (waiting) {
      return;
    }
    if (!beeped && heard.size() >= SECOND) {
      beeped = true;
      play(beep(), "beep");
    } else if (beeped && heard.size() >= 2 * SECOND) {
      boolean second = events.contains("mark first");
      play(heard.toByteArray(), second ? "second" : "first");
      if (second) {
        send(message("clear"));
      }
    }
  }

  private void play(byte[] audio, String mark) {
    waiting = true;
    String payload = Base64.getEncoder().encodeToString(audio);
    send(message("media").<ObjectNode>set("media", field("payload", payload)));
    send(message("mark").<ObjectNode>set("mark", field("name", mark)));
  }

  private void mark(String name) {
    events.add("mark " + name);
    heard.reset();
    waiting = false;
    if (name.equals("second")) {
      socket.close(1000, "repeated enough");
    }
  }

  /// Half a second of 500 Hz, as mu-law.
  private static byte[] beep() {
    byte[] beep = new byte[SECOND / 2];
    for (int i = 0; i < beep.length; i++) {
      beep[i] = (byte) (i % 16 < 8 ? 0x20 : 0xA0);
    }
    return beep;
  }

  private ObjectNode message(String event) {
    String named = behaviour == Behaviour.WRONG_STREAM ? "MZ" + "0".repeat(32) : streamSid;
    return mapper.createObjectNode().put("event", event).put("streamSid", named);
  }

  private ObjectNode field(String name, String value) {
    return mapper.createObjectNode().put(name, value);
  }

  private void send(ObjectNode message) {
    if (behaviour == Behaviour.BINARY) {
      socket.send(message.toString().getBytes(StandardCharsets.UTF_8));
    } else {
      socket.send(message.toString());
    }
  }
}
