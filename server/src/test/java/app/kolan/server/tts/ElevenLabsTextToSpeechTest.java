package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.tts.ElevenLabsStub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class ElevenLabsTextToSpeechTest extends TextToSpeechContract {
  ElevenLabsTextToSpeechTest() {
    super(new ElevenLabsStub());
  }

  @Override
  ProviderSettings settings(Secret key, ProviderTimeouts timeouts) {
    return settings("elevenlabs", stub.url(), key, "eleven_flash_v2_5", "voice1", timeouts);
  }

  @Test
  void it_streams_telephone_audio() throws Exception {
    all(voice().say("שלום"));

    assertThat(stub.requests().getFirst().path()).isEqualTo("/v1/text-to-speech/voice1/stream");
    assertThat(stub.requests().getFirst().query()).containsEntry("output_format", "ulaw_8000");
    assertThat(stub.requests().getFirst().text())
        .isEqualTo("{\"text\":\"שלום\",\"model_id\":\"eleven_flash_v2_5\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "eleven_v3, true",
    "eleven_v3_conversational, true",
    "eleven_v4_turbo, true",
    "eleven_v12, true",
    "eleven_v2, false",
    "eleven_flash_v2_5, false",
    "eleven_multilingual_v2, false",
    "eleven_v, false",
    "'', false"
  })
  void the_family_of_the_model_decides_the_wire(String model, boolean dialogue) {
    assertThat(ElevenLabsTextToSpeech.needsDialogue(model)).isEqualTo(dialogue);
  }
}
