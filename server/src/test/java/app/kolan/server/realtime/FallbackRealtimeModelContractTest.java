package app.kolan.server.realtime;

import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// A fallback with one model does all that the model does.
@Tag("socket")
class FallbackRealtimeModelContractTest extends OpenAiRealtimeTest {
  @Override
  RealtimeModel model(Secret key, ProviderTimeouts patience, ProviderHttp http) {
    return new FallbackRealtimeModel(List.of(super.model(key, patience, http)), (_, _) -> {});
  }
}
