package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SharedBreakersTest {
  private final SharedCircuitBreakers breakers = new SharedCircuitBreakers();

  @Test
  void a_key_that_is_refused_opens_the_breaker_of_all_who_use_it_and_of_nobody_else() {
    FallbackProviders<String> first = of("the servers key");
    FallbackProviders<String> same = of("the servers key");
    FallbackProviders<String> other = of("a key of its own");

    fail(first);

    assertThat(first.first()).isNull();
    assertThat(same.first()).isNull();
    assertThat(other.first()).isNotNull();
  }

  @Test
  void each_job_has_a_breaker_of_its_own() {
    fail(of("a key"));

    assertThat(
            new FallbackProviders<>(
                    "tts", List.of("x"), name -> name, breakers.of(settings("a key")), (_, _) -> {})
                .first())
        .isNotNull();
  }

  private static void fail(FallbackProviders<String> providers) {
    for (var attempt = providers.first(); attempt != null; attempt = providers.first()) {
      attempt.failed(new ProviderFailure("x", FailureKind.KEY_REFUSED, "HTTP 401"));
    }
  }

  private FallbackProviders<String> of(String key) {
    return new FallbackProviders<>(
        "llm", List.of("x"), name -> name, breakers.of(settings(key)), (_, _) -> {});
  }

  private static List<ProviderSettings> settings(String key) {
    return List.of(
        new ProviderSettings(
            "x",
            URI.create("https://a.example.com"),
            new Secret(key),
            "m",
            "",
            "he-IL",
            ProviderTimeouts.USUAL));
  }
}
