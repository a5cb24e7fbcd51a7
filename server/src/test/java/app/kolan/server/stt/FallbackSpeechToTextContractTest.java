package app.kolan.server.stt;

import app.kolan.stubs.stt.DeepgramStub;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// A fallback with one STT provider does all that the STT provider does.
@Tag("socket")
class FallbackSpeechToTextContractTest extends SpeechToTextContract<DeepgramStub> {
  @Override
  DeepgramStub stub() {
    return new DeepgramStub(clips, KEY);
  }

  @Override
  String provider() {
    return "deepgram";
  }

  @Override
  URI base() {
    return stub.socketUrl();
  }

  @Override
  SpeechToText wrapped(SpeechToText one) {
    return new FallbackSpeechToText(List.of(one), (_, _) -> {});
  }
}
