package app.kolan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class YamlEditTest {
  private static final String TEXT =
      """
      # The clinic.
      name: Clinic

      # What callers hear.
      greeting: "Hello"   # short
      instructions: |
        Be kind.

        # not a comment
        Ask for the name.

      hours:
        sunday: 08:00-12:00   # until noon

      # The end.
      """;

  private static ObjectNode tree(String text) {
    return YamlText.map("text", text, new ArrayList<>());
  }

  @Test
  void a_change_leaves_the_comments_and_the_layout_of_the_rest() {
    ObjectNode tree = tree(TEXT);
    tree.put("greeting", "Good morning");
    tree.put("mode", "listen");

    String edited = YamlEdit.of(TEXT, tree);

    assertThat(edited)
        .isEqualTo(
            TEXT.replace("greeting: \"Hello\"   # short", "greeting: Good morning")
                + "mode: listen\n");
    assertThat(tree(edited)).isEqualTo(tree);
  }

  @Test
  void what_is_removed_is_gone_and_what_is_the_same_is_the_same_text() {
    ObjectNode tree = tree(TEXT);
    assertThat(YamlEdit.of(TEXT, tree)).isSameAs(TEXT);
    tree.remove("hours");
    tree.remove("instructions");

    assertThat(YamlEdit.of(TEXT, tree))
        .contains("# What callers hear.", "# The end.")
        .doesNotContain("sunday", "kind", "not a comment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"name\": \"Clinic\", \"hours\": {\"sunday\": \"closed\"}}",
        "name: Clinic\n\"odd key: x\": 1\n",
        "---\nname: 'a\n\n  b'\n",
        "name: &a x\nother: *a\n",
        "? name\n: x\n",
        "name: >\n  folded\n  text\n",
        "tools:\n- name: a\n  url: b\n- name: c\nname: x\n"
      })
  void whatever_the_text_is_like_it_says_what_the_tree_says(String text) {
    ObjectNode tree = tree(text);
    tree.put("name", "שם: \"חדש\" # ולא הערה");
    tree.putObject("lexicon").put("a: b", "c");

    assertThat(tree(YamlEdit.of(text, tree))).isEqualTo(tree);
    tree.removeAll();
    assertThat(tree(YamlEdit.of(text, tree))).isEqualTo(tree);
  }
}
