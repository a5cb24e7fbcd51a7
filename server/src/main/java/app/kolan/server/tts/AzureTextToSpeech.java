package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ByteFlow;
import app.kolan.server.provider.wire.ProviderHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Azure AI Speech. The region is part of the URL.
///
/// Source: Microsoft, "Text to speech REST API".
final class AzureTextToSpeech implements TextToSpeech {
  private static final String PATH = "/cognitiveservices/v1";

  private final ProviderSettings settings;
  private final ProviderHttp http;
  private final URI address;

  AzureTextToSpeech(ProviderSettings settings, ProviderHttp http) {
    this.settings = settings;
    this.http = http;
    this.address = URI.create(settings.url() + PATH);
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
            Map.of(
                "Ocp-Apim-Subscription-Key", settings.keyValue(),
                "X-Microsoft-OutputFormat", "raw-8khz-8bit-mono-mulaw",
                "User-Agent", "kolan"),
            "application/ssml+xml",
            Ssml.of(text, settings.voice(), settings.language()).getBytes(StandardCharsets.UTF_8),
            settings.timeouts());
    return new HttpSynthesis(
        provider(),
        answer,
        new AudioStreamDecoder(provider(), AudioEncoding.PHONE, answer.contentType()));
  }
}
