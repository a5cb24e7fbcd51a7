package app.kolan.server.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SpokenFormTest {
  private static final SpokenForm PLAIN = new SpokenForm(Lexicon.EMPTY);
  private static final SpokenLanguage HE = SpokenLanguage.HEBREW;
  private static final SpokenLanguage EN = SpokenLanguage.ENGLISH;
  private static final String ARROW = " => ";
  private static final Pattern ESCAPE = Pattern.compile("\\\\(n|u[0-9a-fA-F]{4})");
  private static final Pattern ASCII_DIGIT = Pattern.compile("[0-9]");
  private static final List<Row> HEBREW = table("hebrew.txt", ARROW);
  private static final List<Row> KINDS = table("hebrew-kinds.tsv", "\t");
  private static final List<Row> ENGLISH = table("english.txt", ARROW);

  /// A line of a table: a text, and how it is said.
  private record Row(String written, String said) {
    static Row of(String line, String between) {
      int arrow = line.lastIndexOf(between);
      return new Row(unescaped(line.substring(0, arrow)), line.substring(arrow + between.length()));
    }

    void isSaidBy(UnaryOperator<String> form) {
      assertThat(form.apply(written)).isEqualTo(said);
    }

    void isSaidAgainBy(UnaryOperator<String> form) {
      assertThat(form.apply(said)).isEqualTo(said);
    }
  }

  @Test
  void hebrew_is_said_as_the_table_has_it() {
    assertThat(HEBREW).allSatisfy(row -> row.isSaidBy(written -> PLAIN.of(written, HE)));
  }

  @Test
  void texts_of_every_kind_are_said_as_a_speaker_says_them() {
    assertThat(KINDS).allSatisfy(row -> row.isSaidBy(PLAIN::of));
  }

  @Test
  void english_is_said_as_the_table_has_it() {
    assertThat(ENGLISH).allSatisfy(row -> row.isSaidBy(written -> PLAIN.of(written, EN)));
  }

  @Test
  void what_is_said_is_said_the_same_again() {
    assertThat(HEBREW).allSatisfy(row -> row.isSaidAgainBy(said -> PLAIN.of(said, HE)));
    assertThat(KINDS).allSatisfy(row -> row.isSaidAgainBy(PLAIN::of));
    assertThat(ENGLISH).allSatisfy(row -> row.isSaidAgainBy(said -> PLAIN.of(said, EN)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ימים _ ב ", "יום \" ג", "קומה ~ ה'", "ימים ב- עד", "כיתה \\ א'", "3 _ ימים"})
  void a_sign_that_is_read_as_nothing_does_not_part_neighbours(String text) {
    String said = PLAIN.of(text);

    assertThat(PLAIN.of(said)).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ב-", "שלום ו- ", "ב-\n", "שלום ב- 😊"})
  void a_text_may_end_in_a_joined_letter(String text) {
    var form = new SpokenForm(new Lexicon(Map.of("קולן", "קוֹלָן")));

    assertThat(form.of(text)).isEqualTo(PLAIN.of(text));
  }

  @Test
  void the_tables_are_long() {
    assertThat(HEBREW).hasSizeGreaterThan(250);
    assertThat(KINDS).hasSizeGreaterThan(1_300);
    assertThat(ENGLISH).hasSizeGreaterThan(20);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13})
  void any_text_has_a_spoken_form_without_digits_that_is_its_own(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String text = i % 2 == 0 ? RandomText.anything(random) : RandomText.likely(random);
      for (SpokenLanguage language : List.of(SpokenLanguage.HEBREW, SpokenLanguage.ENGLISH)) {
        String said = PLAIN.of(text, language);

        assertThat(said).as(text).doesNotContainPattern(ASCII_DIGIT).isEqualTo(said.strip());
        assertThat(PLAIN.of(said, language)).as("%s, of %s", said, text).isEqualTo(said);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1-",
        "1,",
        "1.",
        "א",
        "א\"",
        "(",
        "*",
        "_",
        "[",
        "a.",
        "@",
        "a-",
        "\n",
        " ",
        "- ",
        "1 - ",
        "05",
        "1:",
        "https://a/",
        "א' ",
        "…",
        "+1 ",
        "1/2 "
      })
  void a_text_may_be_long_and_monotonous(String piece) {
    String text = piece.repeat(1_000);

    assertThat(PLAIN.of(text, SpokenLanguage.HEBREW)).isNotNull();
    assertThat(PLAIN.of(text, SpokenLanguage.ENGLISH)).isNotNull();
  }

  /// The work for a text grows with its length alone, whatever it is made of.
  @ParameterizedTest
  @ValueSource(strings = {"\"", "'", "' ", "א' ", "(", "[", "* ", "..."})
  void a_text_of_quotes_and_brackets_takes_no_longer_than_one_of_words(String piece) {
    assertThat(nanosOf(piece)).as(piece).isLessThan(40 * Words.NANOS);
  }

  /// What a text of words takes, once for all others.
  private static final class Words {
    static final long NANOS = nanosOf("שלום לכם, מה שלומכם? ");
  }

  private static long nanosOf(String piece) {
    String text = piece.repeat(16_384 / piece.length());
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 2; i++) {
      long begin = thread.getCurrentThreadCpuTime();
      assertThat(PLAIN.of(text, SpokenLanguage.HEBREW)).isNotNull();
      fastest = Math.min(fastest, thread.getCurrentThreadCpuTime() - begin);
    }
    return fastest;
  }

  @Test
  void a_business_has_its_own_words() {
    var form =
        new SpokenForm(
            new Lexicon(
                Map.of(
                    "קולן", "קוֹלָן",
                    "קולן פלוס", "קולן פלאס",
                    "Acme", "אַקְמִי",
                    "ד״ר רז", "דוקטור רָז",
                    "קו 300", "קו שלוש מאות",
                    "", "nothing")));

    assertThat(form.of("הגעתם לקולן.")).isEqualTo("הגעתם לקוֹלָן.");
    assertThat(form.of("וכשבקולן פלוס")).isEqualTo("וכשבקולן פלאס");
    assertThat(form.of("קולנוע")).isEqualTo("קולנוע");
    assertThat(form.of("ב-acme יש 2 תורים")).isEqualTo("באַקְמִי יש שני תורים");
    assertThat(form.of("אצל ד\"ר רז")).isEqualTo("אצל דוקטור רָז");
    assertThat(form.of("קו 300, קו 30")).isEqualTo("קו שלוש מאות, קו שלושים");
  }

  @Test
  void a_voice_that_reads_vowel_points_is_told_which_eight_is_meant() {
    var form = new SpokenForm(Lexicon.EMPTY, true);
    String said = form.of("8 ימים ו-8 שעות, 18 ילדות, 28 ילדים, בשעה 8:00, קומה 8, 08-8123456");

    assertThat(said)
        .contains("שְׁמוֹנָה ימים", "ושְׁמוֹנֶה שעות", "שְׁמוֹנֶה עשרה ילדות", "ושְׁמוֹנָה ילדים")
        .contains("בשעה שְׁמוֹנֶה", "קומה שְׁמוֹנֶה", "אפס שְׁמוֹנֶה, שְׁמוֹנֶה אחת")
        .doesNotContain("שמונה");
    assertThat(form.of(said)).isEqualTo(said);
  }

  @Test
  void the_letters_of_a_text_show_its_tongue() {
    assertThat(SpokenLanguage.of("We open at 9")).isEqualTo(SpokenLanguage.ENGLISH);
    assertThat(SpokenLanguage.of("Мы открыты до 9")).isEqualTo(SpokenLanguage.OTHER);
    assertThat(PLAIN.of("Мы открыты до 9.")).isEqualTo("Мы открыты до 9.");
    assertThat(SpokenLanguage.of("ב-WhatsApp")).isEqualTo(SpokenLanguage.HEBREW);
    assertThat(SpokenLanguage.of("14:30")).isEqualTo(SpokenLanguage.HEBREW);
    assertThat(SpokenLanguage.of("40x60")).isEqualTo(SpokenLanguage.HEBREW);
    assertThat(SpokenLanguage.of("250 NIS")).isEqualTo(SpokenLanguage.HEBREW);
    assertThat(SpokenLanguage.of("info@example.com")).isEqualTo(SpokenLanguage.HEBREW);
    assertThat(SpokenLanguage.of("Mail info@example.com")).isEqualTo(SpokenLanguage.ENGLISH);
    assertThat(PLAIN.of("14:30")).isEqualTo("שתיים וחצי בצהריים");
    assertThat(PLAIN.of("2 days")).isEqualTo("two days");
  }

  private static List<Row> table(String name, String between) {
    try (InputStream file = SpokenFormTest.class.getResourceAsStream("/saying/" + name)) {
      assertThat(file).as(name).isNotNull();
      String lines = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return lines
          .lines()
          .filter(line -> line.contains(between))
          .map(line -> Row.of(line, between))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescaped(String written) {
    return ESCAPE
        .matcher(written)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1).equals("n")
                        ? "\n"
                        : Character.toString(Integer.parseInt(escape.group(1).substring(1), 16))));
  }
}
