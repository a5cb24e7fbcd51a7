package app.kolan.stubs.tts;

import app.kolan.stubs.StubSocket;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A stub of Soniox's text-to-speech socket: streams of text, each with its configuration first.
///
/// Source: Soniox, "Text-to-Speech WebSocket API", "Stream termination", "WebSocket
/// authentication".
public final class SonioxVoiceStub extends VoiceStub {
  private static final int MOST_STREAMS = 5;
  private static final List<String> REQUIRED =
      List.of("model", "language", "voice", "audio_format");

  @Override
  protected boolean talk(StubSocket talk) {
    if (!talk.handshake().path().equals("/tts-websocket")) {
      return false;
    }
    if (!talk.handshake().header("Authorization").equals("Bearer " + KEY)) {
      talk.send(error(401, "Incorrect API key provided: SECRET").toString());
      talk.close(1008, "unauthorized");
      return true;
    }
    var connection = new Connection(talk);
    talk.onText(message -> connection.hear(StubJson.read(message)));
    return true;
  }

  private static ObjectNode error(int code, String message) {
    return StubJson.object().put("error_code", code).put("error_message", message);
  }

  private final class Connection {
    private final StubSocket talk;
    private final Map<String, StringBuilder> streams = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();

    Connection(StubSocket talk) {
      this.talk = talk;
    }

    void hear(JsonNode message) {
      String stream = message.path("stream_id").asText();
      if (message.path("keep_alive").asBoolean()) {
        return;
      }
      if (stream.isEmpty()) {
        fail(stream, "Missing required field: stream_id");
      } else if (message.path("cancel").asBoolean()) {
        cancelled.add(stream);
        terminate(stream);
      } else if (message.has("text") || message.has("text_end")) {
        hearText(stream, message);
      } else {
        configure(stream, message);
      }
    }

    private void configure(String stream, JsonNode message) {
      for (String field : REQUIRED) {
        if (message.path(field).asText().isEmpty()) {
          fail(stream, "Missing required field: " + field);
          return;
        }
      }
      if (!message.path("audio_format").asText().equals("pcm_mulaw")
          || message.path("sample_rate").asInt() != Mulaw.RATE) {
        fail(stream, "Unsupported audio format");
      } else if (message.path("language").asText().length() != 2) {
        fail(stream, "Unsupported language");
      } else if (streams.size() >= MOST_STREAMS || streams.containsKey(stream)) {
        fail(stream, "Too many streams");
      } else {
        streams.put(stream, new StringBuilder());
      }
    }

    private void hearText(String stream, JsonNode message) {
      StringBuilder text = streams.get(stream);
      if (text == null) {
        fail(stream, "Unknown stream");
        return;
      }
      text.append(message.path("text").asText());
      if (message.path("text_end").asBoolean()) {
        inPieces(
            phoneSound(text.toString()),
            talk::after,
            piece -> send(stream, piece),
            () -> end(stream));
      }
    }

    private void send(String stream, byte[] piece) {
      if (!cancelled.contains(stream)) {
        talk.send(about(stream).put("audio", piece).put("audio_end", false).toString());
      }
    }

    private void end(String stream) {
      if (!cancelled.contains(stream)) {
        talk.send(about(stream).put("audio", "").put("audio_end", true).toString());
        terminate(stream);
      }
    }

    private void fail(String stream, String why) {
      ObjectNode error = error(400, why);
      talk.send(stream.isEmpty() ? error.toString() : error.put("stream_id", stream).toString());
      if (!stream.isEmpty()) {
        terminate(stream);
      }
    }

    private void terminate(String stream) {
      streams.remove(stream);
      talk.send(about(stream).put("terminated", true).toString());
    }

    private static ObjectNode about(String stream) {
      return StubJson.object().put("stream_id", stream);
    }
  }
}
