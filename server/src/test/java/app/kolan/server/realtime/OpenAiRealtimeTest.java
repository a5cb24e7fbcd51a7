package app.kolan.server.realtime;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.sound.ToneSpeed;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class OpenAiRealtimeTest extends RealtimeModelContract {
  private final OpenAiRealtimeStub stub = new OpenAiRealtimeStub(KEY.value());

  @Override
  ProviderStub stub() {
    stub.speaks(ToneSpeed.QUICK);
    stub.deltas(Duration.ofMillis(150), Duration.ofMillis(30));
    return stub;
  }

  @Override
  RealtimeModel model(Secret key, ProviderTimeouts timeouts, ProviderHttp http) {
    var settings =
        new ProviderSettings(
            "openai-realtime",
            URI.create(stub.socketUrl() + "/v1"),
            key,
            "gpt-realtime-2.1",
            "marin",
            "he-IL",
            timeouts);
    return RealtimeModels.open(settings, http);
  }
}
