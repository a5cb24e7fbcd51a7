package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ByteFlow;
import app.kolan.server.provider.wire.ProviderHttp;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// OpenAI's `/audio/speech`, which many other servers have too, including self-hosted ones. Of its
/// formats, only `pcm` begins at once and is lossless; servers that answer with a WAV file instead
/// are supported.
///
/// Source: OpenAI, "Create speech" in the API reference.
final class OpenAiTextToSpeech implements TextToSpeech {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProviderSettings settings;
  private final ProviderHttp http;
  private final URI address;

  OpenAiTextToSpeech(ProviderSettings settings, ProviderHttp http) {
    this.settings = settings;
    this.http = http;
    this.address = URI.create(settings.url() + "/audio/speech");
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
    ObjectNode request =
        JSON.createObjectNode()
            .put("model", settings.model())
            .put("voice", settings.voice())
            .put("input", SpeakableText.of(text))
            .put("response_format", "pcm");
    ByteFlow answer =
        http.post(
            provider(),
            address,
            settings.key() == null
                ? Map.of()
                : Map.of("Authorization", "Bearer " + settings.keyValue()),
            "application/json",
            request.toString().getBytes(StandardCharsets.UTF_8),
            settings.timeouts());
    return new HttpSynthesis(
        provider(),
        answer,
        new AudioStreamDecoder(provider(), AudioEncoding.PCM_24K, answer.contentType()));
  }
}
