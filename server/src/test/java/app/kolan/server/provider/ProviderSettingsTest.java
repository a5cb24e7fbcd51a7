package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProviderSettingsTest {
  private static final ProviderSettings WHOLE =
      new ProviderSettings(
          "soniox",
          URI.create("wss://speech.example"),
          new Secret("key"),
          "a-model",
          "a-voice",
          "he-IL",
          ProviderTimeouts.USUAL,
          List.of("ru", "ar"));

  @Test
  void a_copy_has_all_that_was_not_to_be_changed() {
    Duration minute = Duration.ofMinutes(1);
    var patience = new ProviderTimeouts(minute, minute, minute);

    assertThat(WHOLE.withTimeouts(patience).timeouts()).isEqualTo(patience);
    assertThat(WHOLE.withTimeouts(patience).withTimeouts(WHOLE.timeouts())).isEqualTo(WHOLE);
    assertThat(WHOLE.in("en-US").language()).isEqualTo("en-US");
    assertThat(WHOLE.in("en-US").in(WHOLE.language())).isEqualTo(WHOLE);
    assertThat(WHOLE.hearing(List.of()).languages()).containsExactly("he");
    assertThat(WHOLE.hearing(List.of()).hearing(WHOLE.otherLanguages())).isEqualTo(WHOLE);
  }
}
