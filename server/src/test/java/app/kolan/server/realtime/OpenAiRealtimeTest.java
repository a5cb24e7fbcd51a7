package app.kolan.server.realtime;

import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.vendors.StandIn;
import app.kolan.vendors.realtime.StandInOpenAiRealtime;
import app.kolan.vendors.sound.Pace;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class OpenAiRealtimeTest extends SpeechModelContract {
  private final StandInOpenAiRealtime vendor = new StandInOpenAiRealtime(KEY.value());

  @Override
  StandIn vendor() {
    vendor.speaks(Pace.QUICK);
    vendor.deltas(Duration.ofMillis(150), Duration.ofMillis(30));
    return vendor;
  }

  @Override
  SpeechModel model(ApiKey key, Patience patience, ProviderHttp http) {
    var settings =
        new ProviderSettings(
            "openai-realtime",
            URI.create(vendor.socketUrl() + "/v1"),
            key,
            "gpt-realtime-2.1",
            "marin",
            "he-IL",
            patience);
    return SpeechModels.open(settings, http);
  }
}
