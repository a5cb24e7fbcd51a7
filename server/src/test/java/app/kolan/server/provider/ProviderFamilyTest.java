package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProviderFamilyTest {
  @Test
  void the_taker_of_files_is_of_the_family() {
    assertThat(ProviderFamily.filesOf("openai")).isEqualTo("openai-files");
    assertThat(ProviderFamily.of(ProviderFamily.filesOf("openai"))).hasValue("openai");
    assertThat(
            ProviderCatalogue.read("providers/speech-to-text.yaml")
                .find(ProviderFamily.filesOf("openai")))
        .isPresent();
  }

  @Test
  void a_name_of_one_word_belongs_to_nobody() {
    assertThat(ProviderFamily.of("openai")).isEmpty();
  }
}
