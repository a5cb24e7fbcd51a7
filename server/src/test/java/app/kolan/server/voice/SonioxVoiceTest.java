package app.kolan.server.voice;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.vendors.sound.TonedText;
import app.kolan.vendors.voice.StandInSonioxVoice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class SonioxVoiceTest extends SocketVoiceContract {
  SonioxVoiceTest() {
    super(new StandInSonioxVoice());
  }

  @Override
  ProviderSettings settings(ApiKey key, Patience patience) {
    return settings("soniox", vendor.socketUrl(), key, "tts-rt-v2", "Adrian", patience);
  }

  @Override
  int messages() {
    return Math.ceilDiv(TonedText.mulaw(TEXT).length(), 1600) + 2;
  }

  @Test
  void the_key_goes_with_the_handshake() throws Exception {
    all(voice().say("שלום"));

    assertThat(vendor.requests().getFirst().path()).isEqualTo("/tts-websocket");
    assertThat(vendor.requests().getFirst().header("Authorization")).startsWith("Bearer ");
  }
}
