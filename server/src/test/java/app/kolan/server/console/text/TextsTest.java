package app.kolan.server.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.console.text.KeyFamilies.KeyFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The texts of the console, held against the templates and the code that use them.
@Tag("unit")
class TextsTest {
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][A-Za-z0-9.-]*)\"");

  /// Without the attributes of elements.
  private static final Pattern IN_TEMPLATE = Pattern.compile("(?<!=)\"([a-z][A-Za-z0-9.-]*)\"");

  private static final Pattern BEGINNING =
      Pattern.compile("\\b(?:t|n|tOr|text|has|count)\\(\\s*\"([a-z.-]+\\.)\"\\s*\\+");
  private static final Pattern COUNTED = Pattern.compile("\\bn\\(\"([a-z0-9.-]+)\"");
  private static final Pattern NAMED = Pattern.compile("\\bt\\(\"([a-z0-9.-]+[a-z0-9])\"");
  private static final Pattern NOTED =
      Pattern.compile("(?:note|audited)\\(\\s*request,\\s*\"([a-z-]+\\.[a-z-]+)\"");
  private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]}");

  @Test
  void both_languages_have_the_same_texts() {
    assertThat(plain(Language.ENGLISH)).isEqualTo(plain(Language.HEBREW));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void no_text_is_empty_and_counted_ones_have_all_their_forms(Language language) {
    Map<String, String> texts = Texts.in(language).all();
    assertThat(texts).allSatisfy((key, text) -> assertThat(text.strip()).as(key).isNotEmpty());
    for (String key : counted(language)) {
      assertThat(texts).containsKeys(key + ".one", key + ".other");
      if (language == Language.HEBREW) {
        assertThat(texts).containsKey(key + ".two");
      }
    }
  }

  @Test
  void both_languages_take_the_same_arguments() {
    Map<String, String> english = Texts.in(Language.ENGLISH).all();
    Texts.in(Language.HEBREW)
        .all()
        .forEach(
            (key, text) -> {
              if (english.containsKey(key) && !key.matches(".*\\.(one|two)")) {
                assertThat(arguments(english.get(key))).as(key).isEqualTo(arguments(text));
              }
            });
  }

  @Test
  void every_text_that_is_asked_for_is_there() {
    Set<String> all = plain(Language.HEBREW);
    Set<String> counted = counted(Language.HEBREW);
    for (String source : sources()) {
      NAMED
          .matcher(source)
          .results()
          .map(found -> found.group(1))
          .forEach(key -> assertThat(all).contains(key));
      COUNTED
          .matcher(source)
          .results()
          .map(found -> found.group(1))
          .forEach(key -> assertThat(counted).contains(key));
    }
  }

  /// A text is used where its key stands, or by a family of keys.
  @Test
  void every_text_is_used() {
    Set<String> used =
        Stream.of(KeyFamilies.whole(), KeyFamilies.partly())
            .flatMap(List::stream)
            .flatMap(KeyFamily::keys)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String source : ConsoleSources.templates()) {
      add(used, IN_TEMPLATE, source);
    }
    for (String source : ConsoleSources.code()) {
      add(used, LITERAL, NOTED.matcher(source).replaceAll(""));
    }
    assertThat(plain(Language.HEBREW))
        .filteredOn(key -> !Character.isUpperCase(key.charAt(0)))
        .allSatisfy(key -> assertThat(used).as("who uses it").contains(key));
  }

  private static void add(Set<String> used, Pattern literal, String source) {
    literal
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .filter(key -> key.contains(".") || source.contains("t(\"%s\"".formatted(key)))
        .forEach(used::add);
  }

  @Test
  void every_beginning_of_keys_is_that_of_a_family() {
    Set<String> known =
        Stream.of(KeyFamilies.whole(), KeyFamilies.partly())
            .flatMap(List::stream)
            .map(KeyFamily::begin)
            .collect(Collectors.toSet());
    Set<String> found =
        sources().stream()
            .flatMap(source -> BEGINNING.matcher(source).results())
            .map(begin -> begin.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).hasSizeGreaterThan(10);
    assertThat(known).containsAll(found);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void every_text_that_is_named_by_something_is_there(Language language) {
    assertThat(plain(language))
        .containsAll(KeyFamilies.whole().stream().flatMap(KeyFamily::keys).toList());
  }

  /// What is noted in the audit log by a page or an operation, such as `lead.update`.
  @Test
  void every_action_of_the_audit_log_has_its_words() {
    Set<String> actions = new TreeSet<>();
    for (String source : sources()) {
      NOTED.matcher(source).results().map(found -> found.group(1)).forEach(actions::add);
    }
    assertThat(actions).hasSizeGreaterThan(30);
    actions.addAll(KeyFamilies.actionsBesideConsole());
    assertThat(plain(Language.HEBREW))
        .containsAll(
            actions.stream()
                .flatMap(
                    action ->
                        Stream.of(
                            "audit.group." + action.replaceFirst("[.].*", ""),
                            "audit.verb." + action.replaceFirst("[^.]*[.]", "")))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void every_constant_that_is_shown_has_a_name(Language language) {
    Texts texts = Texts.in(language);
    Set<String> expected =
        ShownConstants.ALL.stream()
            .flatMap(type -> Stream.of(type.getEnumConstants()))
            .map(Texts::key)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named =
        texts.all().keySet().stream()
            .filter(key -> Character.isUpperCase(key.charAt(0)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isEqualTo(expected);
  }

  /// Infinitives and nouns are for men and women alike; commands and "you" are not.
  @Test
  void hebrew_asks_by_infinitives_and_nouns() throws IOException {
    Pattern address =
        Pattern.compile(
            "(?<![א-ת])(?<!לא )(בחרו|סמנו|לחצו|הקישו|הזינו|נסו|בדקו|פתחו|שלחו|הוסיפו|העתיקו|חלקו"
                + "|קראו|הכניסו|מלאו|הגדירו|הורידו|העלו|רעננו|תוכלו|לחץ|הקש|הזן|אתם|אתה|לכם|שלכם|שלך"
                + "|אתכם|בעצמכם)(?![א-ת])");
    var found = new ArrayList<String>();
    for (String list :
        List.of("texts_he.properties", "remedies_he.txt", "findings_he.txt", "failures_he.txt")) {
      Files.readAllLines(Path.of("src/main/resources/console", list)).stream()
          .filter(line -> !line.startsWith("#") && address.matcher(line).find())
          .forEach(found::add);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void counts_take_their_forms() {
    Texts hebrew = Texts.in(Language.HEBREW);
    assertThat(hebrew.count("time.in.hours", 1)).isEqualTo("בעוד שעה");
    assertThat(hebrew.count("time.in.hours", 2)).isEqualTo("בעוד שעתיים");
    assertThat(hebrew.count("time.in.hours", 5)).isEqualTo("בעוד 5 שעות");
    assertThat(Texts.in(Language.ENGLISH).count("time.in.hours", 2)).isEqualTo("in 2 hours");
  }

  /// Keys without the forms of counted ones.
  private static Set<String> plain(Language language) {
    return Texts.in(language).all().keySet().stream()
        .map(key -> key.replaceFirst("\\.(one|two|other)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> counted(Language language) {
    return Texts.in(language).all().keySet().stream()
        .filter(key -> key.matches(".*\\.(one|two|other)"))
        .map(key -> key.substring(0, key.lastIndexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  private static List<String> sources() {
    return Stream.of(ConsoleSources.templates(), ConsoleSources.code())
        .flatMap(List::stream)
        .toList();
  }
}
