package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WrittenLanguageTest {
  @Test
  void a_text_is_of_the_language_of_its_letters_whatever_names_it_has() {
    assertThat(WrittenLanguage.of("Запишите меня на завтра к Dana"))
        .isEqualTo(WrittenLanguage.RUSSIAN);
    assertThat(WrittenLanguage.of("أريد موعدًا مع WhatsApp")).isEqualTo(WrittenLanguage.ARABIC);
    assertThat(WrittenLanguage.of("שלחו ב-WhatsApp")).isEqualTo(WrittenLanguage.HEBREW);
    assertThat(WrittenLanguage.of("At nine.")).isEqualTo(WrittenLanguage.ENGLISH);
    assertThat(WrittenLanguage.of("052 123")).isEqualTo(WrittenLanguage.HEBREW);
  }

  @Test
  void a_tag_has_one_of_them_or_none() {
    assertThat(WrittenLanguage.ofTag("ru-RU")).contains(WrittenLanguage.RUSSIAN);
    assertThat(WrittenLanguage.ofTag("iw")).contains(WrittenLanguage.HEBREW);
    assertThat(WrittenLanguage.ofTag("de-DE")).isEmpty();
    assertThat(WrittenLanguage.ofTag("")).isEmpty();
  }
}
