package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ByteFlow;
import app.kolan.server.provider.wire.ProviderHttp;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// ElevenLabs with a model of the families before v3, over HTTP. They do not support Hebrew.
///
/// Source: ElevenLabs, "Stream speech" in the API reference.
final class ElevenLabsTextToSpeech implements TextToSpeech {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FAMILY = Pattern.compile("eleven_v([0-9]{1,4})(_.*)?");

  private final ProviderSettings settings;
  private final ProviderHttp http;
  private final URI address;

  private ElevenLabsTextToSpeech(ProviderSettings settings, ProviderHttp http) {
    this.settings = settings;
    this.http = http;
    this.address =
        URI.create(
            "%s/v1/text-to-speech/%s/stream?output_format=ulaw_8000"
                .formatted(
                    settings.url(), URLEncoder.encode(settings.voice(), StandardCharsets.UTF_8)));
  }

  /// The provider over the protocol that its model needs.
  static TextToSpeech of(ProviderSettings settings, ProviderHttp http) {
    return needsDialogue(settings.model())
        ? new SocketTextToSpeech(new ElevenLabsSocketProtocol(settings), http)
        : new ElevenLabsTextToSpeech(settings, http);
  }

  /// Whether a model is of a family that is available over the dialogue socket only.
  static boolean needsDialogue(String model) {
    Matcher family = FAMILY.matcher(model);
    return family.matches() && Integer.parseInt(family.group(1)) >= 3;
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
    String request =
        JSON.createObjectNode()
            .put("text", SpeakableText.of(text))
            .put("model_id", settings.model())
            .toString();
    ByteFlow answer =
        http.post(
            provider(),
            address,
            Map.of("xi-api-key", settings.keyValue()),
            "application/json",
            request.getBytes(StandardCharsets.UTF_8),
            settings.timeouts());
    return new HttpSynthesis(
        provider(),
        answer,
        new AudioStreamDecoder(provider(), AudioEncoding.PHONE, answer.contentType()));
  }
}
