package app.kolan.twilio.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ExplainReaderTest {
  private static final String WHOLE =
      """
      # A remark.
      @look Look there.

      11210 error Bad host name
      means  It is bad.
      cause  A slip.
      cause  @look
      check  @look
      remedy Set it.
      kolan  Nothing.
      """;

  @Test
  void a_text_gives_its_explanations() throws MalformedExplanation {
    assertThat(ExplanationReader.read(WHOLE))
        .containsExactly(
            new Explanation(
                11210,
                Problem.Level.ERROR,
                "Bad host name",
                "It is bad.",
                List.of("A slip.", "Look there."),
                List.of("Look there."),
                List.of("Set it."),
                List.of("Nothing.")));
  }

  @Test
  void an_empty_text_explains_nothing() throws MalformedExplanation {
    assertThat(ExplanationReader.read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alone",
        "means It belongs to no code.",
        "11210 grave Bad host name",
        "11210 error",
        "11210 error Bad host name",
        "@look Here.\n@look There.",
        "11210 error Bad\nmeans It.\ncause @nowhere",
        "11210 error Bad\nwhy It.",
        "11210 error Bad\nmeans a b\nmeans c d\ncause x y\ncheck x y\nremedy x y\nkolan x y"
      })
  void what_is_no_explanation_is_malformed(String text) {
    assertThatThrownBy(() -> ExplanationReader.read(text))
        .isInstanceOf(MalformedExplanation.class)
        .hasMessageStartingWith("line ");
  }

  @Test
  void a_code_that_is_explained_twice_is_malformed() {
    assertThatThrownBy(() -> ExplanationReader.read(WHOLE + WHOLE.replaceAll("(?m)^@.*$", "")))
        .hasMessageContaining("11210 is explained twice");
  }

  @Test
  void an_explanation_keeps_its_own_lists() throws MalformedExplanation {
    Explanation explanation = ExplanationReader.read(WHOLE).getFirst();

    assertThatThrownBy(() -> explanation.causes().add("Another."))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
