package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.tts.GoogleVoiceStub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class GoogleTextToSpeechTest extends TextToSpeechContract {
  GoogleTextToSpeechTest() {
    super(new GoogleVoiceStub());
  }

  @Override
  ProviderSettings settings(Secret key, ProviderTimeouts timeouts) {
    return settings("google", stub.url(), key, "", "he-IL-Wavenet-A", timeouts);
  }

  @Test
  void it_asks_for_telephone_audio() throws Exception {
    all(voice().say("שלום"));

    assertThat(stub.requests().getFirst().text())
        .isEqualTo(
            """
            {"input":{"text":"שלום"},\
            "voice":{"languageCode":"he-IL","name":"he-IL-Wavenet-A"},\
            "audioConfig":{"audioEncoding":"MULAW","sampleRateHertz":8000}}\
            """);
  }

  @Test
  void sound_without_a_header_is_taken_too() throws Exception {
    ((GoogleVoiceStub) stub).sendBareSound();

    assertThat(only(all(voice().say(TEXT))).text()).isEqualTo(TEXT);
  }
}
