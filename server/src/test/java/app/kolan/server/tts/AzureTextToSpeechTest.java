package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.tts.AzureVoiceStub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class AzureTextToSpeechTest extends TextToSpeechContract {
  AzureTextToSpeechTest() {
    super(new AzureVoiceStub());
  }

  @Override
  ProviderSettings settings(Secret key, ProviderTimeouts timeouts) {
    return settings("azure", stub.url(), key, "", "he-IL-HilaNeural", timeouts);
  }

  @Test
  void it_asks_for_telephone_audio_with_one_voice() throws Exception {
    all(voice().say("<שלום & 'ברכה'>"));

    StubRequest request = stub.requests().getFirst();
    assertThat(request.header("X-Microsoft-OutputFormat")).isEqualTo("raw-8khz-8bit-mono-mulaw");
    assertThat(request.text())
        .contains("xml:lang=\"he-IL\"")
        .contains("<voice name=\"he-IL-HilaNeural\">")
        .contains("&lt;שלום &amp; &apos;ברכה&apos;&gt;");
  }
}
