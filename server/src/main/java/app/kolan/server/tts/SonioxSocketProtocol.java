package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.tts.SynthesisMessage.Progress;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Soniox's text-to-speech socket: a stream for each text, with its configuration first. The key is
/// sent in the handshake, since Soniox rejects it in messages from 2027 on.
///
/// Source: Soniox, "Text-to-Speech WebSocket API", "Stream termination", "WebSocket
/// authentication".
final class SonioxSocketProtocol extends SynthesisProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();

  SonioxSocketProtocol(ProviderSettings settings) {
    super(settings);
  }

  @Override
  URI address() {
    return URI.create(socketUrl(settings().url()) + "/tts-websocket");
  }

  @Override
  Map<String, String> headers() {
    return Map.of("Authorization", "Bearer " + settings().keyValue());
  }

  @Override
  List<String> saying(String id, String text) {
    String configuration =
        JSON.createObjectNode()
            .put("stream_id", id)
            .put("model", settings().model())
            .put("language", settings().bareLanguage())
            .put("voice", settings().voice())
            .put("audio_format", "pcm_mulaw")
            .put("sample_rate", Mulaw.RATE)
            .toString();
    String words =
        JSON.createObjectNode()
            .put("stream_id", id)
            .put("text", text)
            .put("text_end", true)
            .toString();
    return List.of(configuration, words);
  }

  @Override
  SynthesisMessage read(String id, JsonNode message) throws ProviderFailure {
    String about = message.path("stream_id").asText(id);
    if (!about.equals(id)) {
      return SynthesisMessage.NOTHING;
    }
    if (message.has("error_code")) {
      int status = message.path("error_code").asInt();
      throw failure(FailureKind.ofStatus(status), "error %d".formatted(status));
    }
    if (message.path("terminated").asBoolean()) {
      throw failure(FailureKind.BROKEN_OFF, "the stream was terminated");
    }
    boolean last = message.path("audio_end").asBoolean();
    if (!last && !message.path("audio").isTextual()) {
      return SynthesisMessage.NOTHING;
    }
    return new SynthesisMessage(
        Mulaw.of(bytes(message.path("audio").asText(""))), last ? Progress.OVER : Progress.GOES_ON);
  }
}
