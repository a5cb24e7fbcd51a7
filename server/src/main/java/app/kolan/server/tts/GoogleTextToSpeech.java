package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ByteFlow;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Google Cloud Text-to-Speech. It returns the whole sentence at once.
///
/// Source: Google, "Method: text.synthesize" in the REST reference.
final class GoogleTextToSpeech implements TextToSpeech {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProviderSettings settings;
  private final ProviderHttp http;
  private final URI address;

  GoogleTextToSpeech(ProviderSettings settings, ProviderHttp http) {
    this.settings = settings;
    this.http = http;
    this.address = URI.create(settings.url() + "/v1/text:synthesize");
  }

  @Override
  public void connect() {
    http.connect(address);
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public Synthesis say(String text) throws ProviderFailure, InterruptedException {
    if (!SpeakableText.hasSound(text)) {
      return new EmptySynthesis();
    }
    ByteFlow answer =
        http.post(
            provider(),
            address,
            Map.of("X-Goog-Api-Key", settings.keyValue()),
            "application/json",
            request(SpeakableText.of(text)).toString().getBytes(StandardCharsets.UTF_8),
            settings.timeouts());
    return new HttpSynthesis(provider(), answer, new GoogleAudioDecoder(provider()));
  }

  private ObjectNode request(String text) {
    ObjectNode request = JSON.createObjectNode();
    request.putObject("input").put("text", text);
    ObjectNode voice = request.putObject("voice").put("languageCode", settings.language());
    if (!settings.voice().isEmpty()) {
      voice.put("name", settings.voice());
    }
    if (!settings.model().isEmpty()) {
      voice.put("modelName", settings.model());
    }
    request
        .putObject("audioConfig")
        .put("audioEncoding", "MULAW")
        .put("sampleRateHertz", Mulaw.RATE);
    return request;
  }
}
