package app.kolan.stubs.stt;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `POST /v1/audio/transcriptions`, OpenAI's API, which Whisper servers have copied.
///
/// Source: platform.openai.com/docs/api-reference/audio/createTranscription.
public final class TranscriptionFilesStub extends ProviderStub {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");

  private final KnownClips clips;
  private final String key;

  /// @param key empty for a server that needs none
  public TranscriptionFilesStub(KnownClips clips, String key) {
    this.clips = clips;
    this.key = key;
  }

  @Override
  protected void answer(StubRequest request, StubResponse answer) {
    if (!request.method().equals("POST") || !request.path().equals("/v1/audio/transcriptions")) {
      refuse(answer, 404, "not_found", "Not found");
      return;
    }
    if (!key.isEmpty() && !request.header("Authorization").equals("Bearer " + key)) {
      refuse(answer, 401, "invalid_api_key", "Incorrect API key provided");
      return;
    }
    Map<String, String> form = form(request);
    if (form.getOrDefault("model", "").isEmpty()) {
      refuse(answer, 400, "missing_required_parameter", "you must provide a model parameter");
      return;
    }
    try {
      Pcm sound = Wav.read(form.getOrDefault("file", "").getBytes(StandardCharsets.ISO_8859_1));
      String words = clips.words(sound.toMulaw());
      answer.header("Content-Type", "application/json");
      answer.write(JSON.createObjectNode().put("text", words).toString());
      answer.end();
    } catch (MalformedWav e) {
      refuse(answer, 400, "unsupported_value", "The audio file could not be decoded");
    }
  }

  /// The parts of a form by name; bytes as Latin 1.
  public static Map<String, String> form(StubRequest request) {
    var form = new LinkedHashMap<String, String>();
    Matcher boundary = BOUNDARY.matcher(request.header("Content-Type"));
    if (boundary.matches()) {
      String body = new String(request.bytes(), StandardCharsets.ISO_8859_1);
      for (String part : body.split(Pattern.quote("--" + boundary.group(1)), -1)) {
        int head = part.indexOf("\r\n\r\n");
        Matcher name = NAME.matcher(head < 0 ? "" : part.substring(0, head));
        if (name.find() && part.endsWith("\r\n")) {
          form.put(name.group(1), part.substring(head + 4, part.length() - 2));
        }
      }
    }
    return form;
  }

  private static void refuse(StubResponse answer, int status, String code, String message) {
    answer.status(status).header("Content-Type", "application/json");
    answer.write(
        "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"%s\"}}"
            .formatted(message, code));
    answer.end();
  }
}
