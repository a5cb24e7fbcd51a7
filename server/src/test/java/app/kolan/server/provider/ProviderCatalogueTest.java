package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ProviderCatalogueTest {
  @Test
  void the_voices_are_read_from_their_file() {
    ProviderCatalogue voices = ProviderCatalogue.read("providers/text-to-speech.yaml");

    assertThat(voices.names())
        .containsExactly("azure", "google", "elevenlabs", "soniox", "openai", "espeak");
    assertThat(voices.find("azure"))
        .hasValueSatisfying(
            azure -> {
              assertThat(azure.url()).endsWith(".tts.speech.microsoft.com");
              assertThat(azure.keyVariable()).isEqualTo("AZURE_SPEECH_KEY");
              assertThat(azure.keyNeeded()).isTrue();
              assertThat(azure.model()).isEmpty();
            });
    assertThat(voices.find("nobody")).isEmpty();
  }

  @Test
  void a_file_that_is_missing_is_a_bug() {
    assertThatThrownBy(() -> ProviderCatalogue.read("providers/nothing.yaml"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("providers/nothing.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "Azure, https://a.example, A_KEY, is no name",
    "azure, https://a.example/, A_KEY, has no base URL",
    "azure, not-a-url, A_KEY, has no base URL",
    "azure, https://a.example, '', has no variable",
    "azure, https://a.example, a key, has no variable"
  })
  void an_entry_that_is_not_in_order_is_a_bug(
      String name, String url, String variable, String fault) {
    var entry = new ProviderEntry(name, url, variable, true, "", "", false, "about");

    assertThatThrownBy(() -> new ProviderCatalogue(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void a_name_is_there_once() {
    var entry = new ProviderEntry("azure", "", "A_KEY", true, "", "", false, "about");

    assertThatThrownBy(() -> new ProviderCatalogue(List.of(entry, entry)))
        .hasMessageContaining("twice");
  }

  @Test
  void a_catalogue_keeps_its_own_copy() {
    var entries = new ArrayList<ProviderEntry>();
    var catalogue = new ProviderCatalogue(entries);
    entries.add(new ProviderEntry("azure", "", "", false, "", "", false, "about"));

    assertThat(catalogue.entries()).isEmpty();
  }
}
