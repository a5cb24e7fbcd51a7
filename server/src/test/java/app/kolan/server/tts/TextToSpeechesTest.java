package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.provider.ProviderEntry;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TextToSpeechesTest {
  @Test
  void every_provider_of_the_catalogue_has_a_voice() {
    try (var http = new ProviderHttp()) {
      for (ProviderEntry entry : TextToSpeeches.catalogue().entries()) {
        assertThat(TextToSpeeches.open(settings(entry), http).provider())
            .isEqualTo(entry.provider());
      }
    }
  }

  @Test
  void another_provider_has_none() {
    try (var http = new ProviderHttp()) {
      var nobody = new ProviderEntry("nobody", "", "", false, "", "", false, "about");

      assertThatThrownBy(() -> TextToSpeeches.open(settings(nobody), http))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nobody");
    }
  }

  private static ProviderSettings settings(ProviderEntry entry) {
    return new ProviderSettings(
        entry.provider(),
        URI.create(entry.url()),
        new Secret("key"),
        entry.model(),
        entry.voice(),
        "he-IL",
        ProviderTimeouts.USUAL);
  }
}
