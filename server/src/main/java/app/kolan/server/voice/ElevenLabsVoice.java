package app.kolan.server.voice;

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

/// A voice of ElevenLabs with a model of the families before v3, over HTTP. They know no Hebrew.
///
/// Source: ElevenLabs, "Stream speech" in the API reference.
final class ElevenLabsVoice implements Voice {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FAMILY = Pattern.compile("eleven_v([0-9]{1,4})(_.*)?");

  private final ProviderSettings settings;
  private final ProviderHttp http;
  private final URI address;

  private ElevenLabsVoice(ProviderSettings settings, ProviderHttp http) {
    this.settings = settings;
    this.http = http;
    this.address =
        URI.create(
            "%s/v1/text-to-speech/%s/stream?output_format=ulaw_8000"
                .formatted(
                    settings.url(), URLEncoder.encode(settings.voice(), StandardCharsets.UTF_8)));
  }

  /// The voice over the wire that its model needs.
  static Voice of(ProviderSettings settings, ProviderHttp http) {
    return needsDialogue(settings.model())
        ? new SocketVoice(new ElevenLabsWire(settings), http)
        : new ElevenLabsVoice(settings, http);
  }

  /// Whether a model is of a family that is reached over the dialogue socket alone.
  static boolean needsDialogue(String model) {
    Matcher family = FAMILY.matcher(model);
    return family.matches() && Integer.parseInt(family.group(1)) >= 3;
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public Speaking say(String text) throws ProviderFailure, InterruptedException {
    if (!PlainText.hasSound(text)) {
      return new Unspoken();
    }
    String request =
        JSON.createObjectNode()
            .put("text", PlainText.of(text))
            .put("model_id", settings.model())
            .toString();
    ByteFlow answer =
        http.post(
            provider(),
            address,
            Map.of("xi-api-key", settings.keyValue()),
            "application/json",
            request.getBytes(StandardCharsets.UTF_8),
            settings.patience());
    return new FlowSpeaking(provider(), answer, new StreamDecoder(provider(), SoundForm.PHONE));
  }
}
