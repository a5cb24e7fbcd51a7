package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class PromptTextTest {
  private static final Map<Character, String> SOUNDS =
      Map.ofEntries(
          Map.entry('א', "\\??"),
          Map.entry('ב', "[bv]"),
          Map.entry('ג', "g"),
          Map.entry('ד', "d"),
          Map.entry('ה', "h?"),
          Map.entry('ו', "v?"),
          Map.entry('ז', "z"),
          Map.entry('ח', "X"),
          Map.entry('ט', "t"),
          Map.entry('י', "j?"),
          Map.entry('כ', "[kX]"),
          Map.entry('ך', "X"),
          Map.entry('ל', "l"),
          Map.entry('מ', "m"),
          Map.entry('ם', "m"),
          Map.entry('נ', "n"),
          Map.entry('ן', "n"),
          Map.entry('ס', "s"),
          Map.entry('ע', "\\??"),
          Map.entry('פ', "[pf]"),
          Map.entry('ף', "f"),
          Map.entry('צ', "ts"),
          Map.entry('ץ', "ts"),
          Map.entry('ק', "k"),
          Map.entry('ר', "Q\""),
          Map.entry('ש', "[Ss]"),
          Map.entry('ת', "t"));

  static List<PromptSentence> sentences() throws IOException {
    var all = new ArrayList<PromptSentence>();
    all.addAll(read(PromptLoader.SHIPPED, PromptLoader.SOURCE));
    all.addAll(read(CallerClips.SHIPPED, CallerClips.SOURCE));
    return all;
  }

  @Test
  void there_is_one_sentence_for_each_prompt_in_the_same_order() throws IOException {
    assertThat(read(PromptLoader.SHIPPED, PromptLoader.SOURCE))
        .extracting(PromptSentence::id)
        .containsExactlyElementsOf(Arrays.stream(Prompt.values()).map(Prompt::fileName).toList());
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void a_text_is_plain_hebrew_letters_and_punctuation(PromptSentence sentence) {
    assertThat(sentence.text()).matches("[א-ת]+([ ,.?]+[א-ת]+)*[.?]?");
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void a_text_is_in_normal_form(PromptSentence sentence) {
    assertThat(Normalizer.isNormalized(sentence.text(), Normalizer.Form.NFC)).isTrue();
  }

  /// A full stop inside the brackets would be part of a phoneme, and a word outside would be read
  /// out by its letters' English names.
  @ParameterizedTest
  @MethodSource("sentences")
  void phonemes_are_words_in_brackets_with_punctuation_outside(PromptSentence sentence) {
    assertThat(sentence.phonemes()).matches("(\\[\\[[A-Za-z'\"?]+( [A-Za-z'\"?]+)*]][,.?]? ?)+");
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void phonemes_have_a_word_for_each_word_of_the_text(PromptSentence sentence) {
    assertThat(sentence.phonemes().split(" ")).hasSameSizeAs(sentence.text().split(" "));
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void phonemes_pause_where_the_text_has_punctuation(PromptSentence sentence) {
    String pauses = sentence.text().replaceAll("[^,.?]", "");
    String phonemes = sentence.phonemes().replaceAll("\\[\\[[^]]*]]", "").replace(" ", "");

    assertThat(phonemes).startsWith(pauses);
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void phonemes_have_the_consonants_of_the_text(PromptSentence sentence) {
    List<String> written = List.of(sentence.text().split("[ ,.?]+"));
    List<String> spoken =
        Pattern.compile("\\[\\[(.*?)]]")
            .matcher(sentence.phonemes())
            .results()
            .flatMap(words -> Arrays.stream(words.group(1).split(" ")))
            .map(word -> word.replace("'", ""))
            .toList();

    assertThat(spoken).hasSameSizeAs(written);
    for (int i = 0; i < written.size(); i++) {
      assertThat(spoken.get(i)).as(written.get(i)).matches(consonantsOf(written.get(i)));
    }
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void a_word_has_one_stress_at_most_and_stands_before_a_vowel(PromptSentence sentence) {
    for (String word : List.of(sentence.phonemes().replaceAll("\\[\\[|]]", "").split("[ ]"))) {
      assertThat(word).matches("[^']*('[aeiou][^']*)?");
    }
  }

  /// The consonants that a word's letters allow: vowels anywhere, silent letters silent or not.
  private static String consonantsOf(String word) {
    return word.chars()
        .mapToObj(letter -> "[aeiou]*" + SOUNDS.get((char) letter))
        .collect(Collectors.joining("", "", "[aeiou]*"));
  }

  private static List<PromptSentence> read(ResourceSource resources, String name)
      throws IOException {
    return SentenceFile.read(resources.read(name).orElseThrow(), name);
  }
}
