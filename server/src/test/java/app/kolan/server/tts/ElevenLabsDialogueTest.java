package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.tts.ElevenLabsStub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class ElevenLabsDialogueTest extends SocketTextToSpeechContract {
  ElevenLabsDialogueTest() {
    super(new ElevenLabsStub());
  }

  @Override
  ProviderSettings settings(Secret key, ProviderTimeouts timeouts) {
    return settings("elevenlabs", stub.url(), key, "eleven_v3_conversational", "voice1", timeouts);
  }

  @Override
  int messages() {
    return Math.ceilDiv(ToneCodec.mulaw(TEXT).length(), 1600) + 2;
  }

  @Test
  void it_asks_for_telephone_audio_in_the_language() throws Exception {
    all(voice().say("שלום"));

    assertThat(stub.requests().getFirst().query())
        .containsEntry("model_id", "eleven_v3_conversational")
        .containsEntry("output_format", "ulaw_8000")
        .containsEntry("language_code", "he");
  }

  @Test
  void no_text_can_give_stage_directions() throws Exception {
    assertThat(only(all(voice().say("[צועק] שלום"))).text()).isEqualTo("(צועק) שלום");
  }
}
