package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.kolan.server.provider.ProviderEntry;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class SpeechToTextsTest {
  static List<ProviderEntry> entries() {
    return SpeechToTexts.catalogue().entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void every_provider_of_the_catalogue_opens(ProviderEntry entry) {
    assertThat(entry.model()).isNotEmpty();
    try (var http = new ProviderHttp()) {
      assertThat(SpeechToTexts.open(settings(entry.provider(), entry.url()), http).provider())
          .isEqualTo(entry.provider());
    }
  }

  @Test
  void another_provider_is_refused_by_name() {
    try (var http = new ProviderHttp()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SpeechToTexts.open(settings("abacus", "http://localhost"), http))
          .withMessageContaining("abacus");
    }
  }

  private static ProviderSettings settings(String provider, String url) {
    return new ProviderSettings(
        provider, URI.create(url), new Secret("key"), "model", "", "he-IL", ProviderTimeouts.USUAL);
  }
}
