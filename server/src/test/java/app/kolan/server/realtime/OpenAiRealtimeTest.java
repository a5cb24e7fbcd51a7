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
  private final OpenAiRealtimeStub vendor = new OpenAiRealtimeStub(KEY.value());

  @Override
  ProviderStub vendor() {
    vendor.speaks(ToneSpeed.QUICK);
    vendor.deltas(Duration.ofMillis(150), Duration.ofMillis(30));
    return vendor;
  }

  @Override
  RealtimeModel model(Secret key, ProviderTimeouts patience, ProviderHttp http) {
    var settings =
        new ProviderSettings(
            "openai-realtime",
            URI.create(vendor.socketUrl() + "/v1"),
            key,
            "gpt-realtime-2.1",
            "marin",
            "he-IL",
            patience);
    return RealtimeModels.open(settings, http);
  }
}
