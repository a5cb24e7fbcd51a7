package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FallbackAttemptsTest {
  private final ProviderFailure failure = new ProviderFailure("first", FailureKind.OVERLOADED, "");

  private final List<String> events = new ArrayList<>();
  private final FallbackProviders<String> providers =
      new FallbackProviders<>(
          "tts",
          List.of("first", "second"),
          provider -> provider,
          (job, failure) -> events.add(job + " failed"));

  @Test
  void a_provider_that_fails_is_followed_by_the_next() throws Exception {
    FallbackAttempts<String> attempts = begin();

    assertThat(attempts.ask()).isEqualTo("first");
    attempts.failed(failure, false);
    assertThat(attempts.ask()).isEqualTo("second");
    attempts.succeeded();

    assertThat(attempts.isOver()).isTrue();
    assertThat(events).containsExactly("asked first", "tts failed", "replaced", "asked second");
  }

  @Test
  void a_provider_may_be_asked_once_more_before_the_next() throws Exception {
    FallbackAttempts<String> attempts = begin();

    attempts.failed(failure, true);

    assertThat(attempts.ask()).isEqualTo("first");
  }

  @Test
  void the_failure_of_the_last_provider_is_the_failure_of_all() throws Exception {
    FallbackAttempts<String> attempts = begin();
    attempts.failed(failure, false);
    events.clear();

    assertThatThrownBy(() -> attempts.failed(failure, false)).isSameAs(failure);

    assertThat(attempts.isOver()).isTrue();
    assertThat(events).containsExactly("tts failed");
  }

  @Test
  void nobody_is_asked_after_a_close() throws Exception {
    FallbackAttempts<String> attempts = begin();
    attempts.close();

    assertThat(attempts.isOver()).isTrue();
    assertThatThrownBy(() -> attempts.failed(failure, false)).isSameAs(failure);
    assertThat(events).as("a failure after a close counts for nothing").isEmpty();
  }

  private FallbackAttempts<String> begin() throws ProviderFailure {
    return FallbackAttempts.begin(
        providers,
        new FallbackListener() {
          @Override
          public void asked(String provider) {
            events.add("asked " + provider);
          }

          @Override
          public void replaced(ProviderFailure failure) {
            events.add("replaced");
          }
        });
  }
}
