package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.tts.SonioxVoiceStub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class SonioxVoiceTest extends SocketTextToSpeechContract {
  SonioxVoiceTest() {
    super(new SonioxVoiceStub());
  }

  @Override
  ProviderSettings settings(Secret key, ProviderTimeouts timeouts) {
    return settings("soniox", stub.socketUrl(), key, "tts-rt-v2", "Adrian", timeouts);
  }

  @Override
  int messages() {
    return Math.ceilDiv(ToneCodec.mulaw(TEXT).length(), 1600) + 2;
  }

  @Test
  void the_key_goes_with_the_handshake() throws Exception {
    all(voice().say("שלום"));

    assertThat(stub.requests().getFirst().path()).isEqualTo("/tts-websocket");
    assertThat(stub.requests().getFirst().header("Authorization")).startsWith("Bearer ");
  }
}
