package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.tts.SynthesisMessage.Progress;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// ElevenLabs' dialogue socket, which its models of the v3 and v4 families need: a context for each
/// text. Closing a context flushes its remaining audio, and reports when that is complete.
///
/// Source: ElevenLabs, "Text to Dialogue WebSocket (multi-context)".
final class ElevenLabsSocketProtocol extends SynthesisProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();

  ElevenLabsSocketProtocol(ProviderSettings settings) {
    super(settings);
  }

  @Override
  URI address() {
    return URI.create(
        "%s/v1/text-to-dialogue/multi-stream-input?model_id=%s&output_format=ulaw_8000&language_code=%s"
            .formatted(
                socketUrl(settings().url()),
                encoded(settings().model()),
                encoded(settings().bareLanguage())));
  }

  @Override
  Map<String, String> headers() {
    return Map.of("xi-api-key", settings().keyValue());
  }

  @Override
  List<String> saying(String id, String text) {
    ObjectNode voices = about(id);
    voices.putArray("voices").add(settings().voice());
    ObjectNode words = about(id);
    words
        .putArray("inputs")
        .addObject()
        .put("text", withoutTags(text) + " ")
        .put("voice_id", settings().voice())
        .put("new_turn", true);
    return List.of(
        voices.toString(),
        words.toString(),
        about(id).put("flush", true).toString(),
        about(id).put("close_context", true).toString());
  }

  @Override
  SynthesisMessage read(String id, JsonNode message) throws ProviderFailure {
    if (message.path("error").isTextual()) {
      throw rejection(message.path("error").asText(), message.path("code").asInt());
    }
    if (!message.path("context_id").asText(id).equals(id)) {
      return SynthesisMessage.NOTHING;
    }
    Mulaw sound = Mulaw.of(bytes(message.path("audio").asText("")));
    if (message.path("is_final").asBoolean()) {
      return new SynthesisMessage(sound, Progress.OVER);
    }
    boolean complete = message.path("is_final_audio_for_turn").asBoolean();
    return new SynthesisMessage(sound, complete ? Progress.COMPLETE : Progress.GOES_ON);
  }

  private ProviderFailure rejection(String error, int code) {
    FailureKind kind;
    if (error.contains("api_key") || error.contains("auth") || error.contains("permission")) {
      kind = FailureKind.KEY_REFUSED;
    } else if (error.contains("quota") || error.contains("limit") || error.contains("concurrent")) {
      kind = FailureKind.LIMITED;
    } else if (error.contains("timeout")) {
      kind = FailureKind.SESSION_OVER;
    } else {
      kind = code == 1008 ? FailureKind.REQUEST_REFUSED : FailureKind.OVERLOADED;
    }
    return failure(kind, ProviderFailure.code(error));
  }

  private static ObjectNode about(String id) {
    return JSON.createObjectNode().put("context_id", id);
  }

  /// These models read text in square brackets as instructions for the delivery, which no text may
  /// give.
  private static String withoutTags(String text) {
    return text.replace('[', '(').replace(']', ')');
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
