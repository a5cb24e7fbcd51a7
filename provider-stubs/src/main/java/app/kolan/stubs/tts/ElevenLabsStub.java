package app.kolan.stubs.tts;

import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import app.kolan.stubs.StubSocket;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/// A stub of ElevenLabs: speech over HTTP for its older models, the dialogue socket for the
/// families v3 and v4.
///
/// Source: ElevenLabs, "Stream speech" and "Text to Dialogue WebSocket (multi-context)".
public final class ElevenLabsStub extends VoiceStub {
  private static final Pattern SPEECH = Pattern.compile("/v1/text-to-speech/[A-Za-z0-9]+/stream");
  private static final Pattern DIALOGUE_MODEL = Pattern.compile("eleven_v[34](_.*)?");

  @Override
  protected void answer(StubRequest request, StubResponse answer) {
    JsonNode asked = StubJson.read(request.text());
    if (!SPEECH.matcher(request.path()).matches() || !request.method().equals("POST")) {
      refuse(answer, 404, "not_found");
    } else if (!request.header("xi-api-key").equals(KEY)) {
      refuse(answer, 401, "invalid_api_key");
    } else if (asked.path("text").asText().isEmpty()) {
      refuse(answer, 422, "missing_text");
    } else if (!"ulaw_8000".equals(request.query().get("output_format"))
        || asked.path("model_id").asText().isEmpty()) {
      refuse(answer, 400, "invalid_parameters");
    } else {
      answer.header("Content-Type", "audio/basic");
      byte[] sound = phoneSound(asked.path("text").asText().strip());
      inPieces(sound, answer::after, answer::write, answer::end);
    }
  }

  @Override
  protected boolean talk(StubSocket talk) {
    StubRequest handshake = talk.handshake();
    if (!handshake.path().equals("/v1/text-to-dialogue/multi-stream-input")) {
      return false;
    }
    String model = handshake.query().getOrDefault("model_id", "eleven_v3_conversational");
    if (!handshake.header("xi-api-key").equals(KEY)) {
      fail(talk, "invalid_api_key");
    } else if (!DIALOGUE_MODEL.matcher(model).matches()) {
      fail(talk, "unsupported_model");
    } else if (!"ulaw_8000".equals(handshake.query().get("output_format"))) {
      fail(talk, "invalid_output_format");
    } else {
      var dialogue = new ElevenLabsStubSocket(this, talk);
      talk.onText(message -> dialogue.hear(StubJson.read(message)));
    }
    return true;
  }

  @Override
  protected String rejectionBody(int status) {
    return detail("stand_in_%d".formatted(status)).toString();
  }

  /// Reports an error as the provider does, and closes the connection.
  static void fail(StubSocket talk, String error) {
    talk.send(
        StubJson.object()
            .put("message", "This is wrong with key SECRET: " + error)
            .put("error", error)
            .put("code", 1008)
            .toString());
    talk.close(1008, error);
  }

  private static void refuse(StubResponse answer, int status, String code) {
    answer.status(status).header("Content-Type", "application/json");
    answer.write(detail(code).toString());
    answer.end();
  }

  private static ObjectNode detail(String code) {
    ObjectNode detail = StubJson.object();
    detail.putObject("detail").put("status", code).put("message", "Invalid API key SECRET");
    return detail;
  }
}
