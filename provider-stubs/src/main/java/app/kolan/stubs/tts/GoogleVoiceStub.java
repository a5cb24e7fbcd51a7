package app.kolan.stubs.tts;

import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/// A stub of `text:synthesize` of Google Cloud Text-to-Speech. As documented, its mu-law comes in a
/// WAV file; [#sendBareSound] leaves the header out.
///
/// Source: Google, "Method: text.synthesize" and "AudioEncoding" in the REST reference.
public final class GoogleVoiceStub extends VoiceStub {
  private volatile boolean bare;

  /// Sends mu-law without a header from now on.
  public void sendBareSound() {
    bare = true;
  }

  @Override
  protected void answer(StubRequest request, StubResponse answer) {
    String key = request.header("X-Goog-Api-Key");
    JsonNode asked = StubJson.read(request.text());
    if (!request.path().equals("/v1/text:synthesize") || !request.method().equals("POST")) {
      refuse(answer, 404, "NOT_FOUND");
    } else if (key.isEmpty()) {
      refuse(answer, 403, "PERMISSION_DENIED");
    } else if (!key.equals(KEY) || !isComplete(asked)) {
      refuse(answer, 400, "INVALID_ARGUMENT");
    } else {
      say(asked.at("/input/text").asText(), answer);
    }
  }

  @Override
  protected String rejectionBody(int status) {
    return error(status, "STAND_IN").toString();
  }

  private static boolean isComplete(JsonNode asked) {
    return !asked.at("/input/text").asText().isEmpty()
        && asked.at("/voice/languageCode").asText().matches("[a-z]{2,3}(-[A-Za-z0-9]+)*")
        && asked.at("/audioConfig/audioEncoding").asText().equals("MULAW")
        && asked.at("/audioConfig/sampleRateHertz").asInt() == Mulaw.RATE;
  }

  private void say(String text, StubResponse answer) {
    byte[] sound = phoneSound(text);
    ObjectNode said = StubJson.object().put("audioContent", bare ? sound : Wav.of(Mulaw.of(sound)));
    answer.header("Content-Type", "application/json; charset=UTF-8");
    inPieces(
        said.toString().getBytes(StandardCharsets.UTF_8),
        answer::after,
        answer::write,
        answer::end);
  }

  private static void refuse(StubResponse answer, int status, String code) {
    answer.status(status).header("Content-Type", "application/json; charset=UTF-8");
    answer.write(error(status, code).toString());
    answer.end();
  }

  private static ObjectNode error(int status, String code) {
    ObjectNode error = StubJson.object();
    error
        .putObject("error")
        .put("code", status)
        .put("message", "API key not valid: SECRET. Please pass a valid API key.")
        .put("status", code);
    return error;
  }
}
