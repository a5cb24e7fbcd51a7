package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class VoiceGenderTest {
  @ParameterizedTest
  @CsvSource({
    "he-IL-HilaNeural, FEMININE",
    "he-IL-AvriNeural, MASCULINE",
    "he-IL-Wavenet-A, FEMININE",
    "he-IL-Wavenet-B, MASCULINE",
    "de-DE-Wavenet-B, UNKNOWN",
    "he-IL-Chirp3-HD-Aoede, FEMININE",
    "marin, FEMININE",
    "cedar, MASCULINE",
    "alloy, UNKNOWN",
    "JBFqnCBsd6RMkjVDRZzb, UNKNOWN",
    "'', UNKNOWN"
  })
  void a_voices_gender_is_known_by_its_name(String voice, VoiceGender gender) {
    assertThat(VoiceGender.of(voice)).isEqualTo(gender);
  }

  @Test
  void voices_of_both_have_none_together() {
    assertThat(of("he-IL-HilaNeural", "he-IL-Wavenet-A")).isEqualTo(VoiceGender.FEMININE);
    assertThat(of("he-IL-HilaNeural", "he-IL-AvriNeural")).isEqualTo(VoiceGender.UNKNOWN);
    assertThat(of()).isEqualTo(VoiceGender.UNKNOWN);
  }

  private static ProviderSettings voice(String name) {
    return new ProviderSettings(
        "azure",
        URI.create("https://example.com"),
        null,
        "",
        name,
        "he-IL",
        ProviderTimeouts.USUAL);
  }

  private static VoiceGender of(String... voices) {
    return VoiceGender.of(Stream.of(voices).map(VoiceGenderTest::voice).toList());
  }
}
