package app.kolan.server.voice;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.vendors.Request;
import app.kolan.vendors.voice.StandInAzureVoice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class AzureVoiceTest extends VoiceContract {
  AzureVoiceTest() {
    super(new StandInAzureVoice());
  }

  @Override
  ProviderSettings settings(ApiKey key, Patience patience) {
    return settings("azure", vendor.url(), key, "", "he-IL-HilaNeural", patience);
  }

  @Test
  void it_asks_for_telephone_audio_with_one_voice() throws Exception {
    all(voice().say("<שלום & 'ברכה'>"));

    Request request = vendor.requests().getFirst();
    assertThat(request.header("X-Microsoft-OutputFormat")).isEqualTo("raw-8khz-8bit-mono-mulaw");
    assertThat(request.text())
        .contains("xml:lang=\"he-IL\"")
        .contains("<voice name=\"he-IL-HilaNeural\">")
        .contains("&lt;שלום &amp; &apos;ברכה&apos;&gt;");
  }
}
