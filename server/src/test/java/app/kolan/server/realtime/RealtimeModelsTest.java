package app.kolan.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RealtimeModelsTest {
  private final ProviderHttp http = new ProviderHttp();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void every_provider_of_the_catalogue_can_be_opened() {
    assertThat(RealtimeModels.CATALOGUE.names())
        .contains("openai-realtime")
        .allSatisfy(
            name ->
                assertThat(RealtimeModels.open(settings(name), http).provider()).isEqualTo(name));
  }

  @Test
  void a_session_is_replaced_after_fifty_minutes_and_does_not_interrupt_itself() {
    assertThat(RealtimeModels.CATALOGUE.names())
        .allSatisfy(
            name -> {
              assertThat(RealtimeModels.terms(name).rollOver()).isEqualTo(Duration.ofMinutes(50));
              assertThat(RealtimeModels.terms(name).turns().interrupts()).isFalse();
            });
  }

  @Test
  void an_unknown_provider_is_refused() {
    assertThatThrownBy(() -> RealtimeModels.open(settings("nobody"), http))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  private static ProviderSettings settings(String provider) {
    return new ProviderSettings(
        provider,
        URI.create("wss://example.com/v1"),
        null,
        "m",
        "v",
        "he-IL",
        ProviderTimeouts.USUAL);
  }
}
