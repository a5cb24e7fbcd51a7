package app.kolan.server.tts;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.tts.AzureVoiceStub;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// A fallback with one voice does all that the voice does.
@Tag("socket")
class FallbackTextToSpeechContractTest extends TextToSpeechContract {
  FallbackTextToSpeechContractTest() {
    super(new AzureVoiceStub());
  }

  @Override
  ProviderSettings settings(Secret key, ProviderTimeouts patience) {
    return settings("azure", stub.url(), key, "", "he-IL-HilaNeural", patience);
  }

  @Override
  TextToSpeech open(ProviderSettings settings) {
    return new FallbackTextToSpeech(List.of(super.open(settings)), (_, _) -> {});
  }
}
