package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DocumentDiffTest {
  @Test
  void texts_that_are_the_same_have_no_difference() {
    assertThat(DocumentDiff.unified("a\nb\n", "a\nb\n", "1", "2")).isEmpty();
  }

  @Test
  void a_changed_line_is_shown_as_diff_and_patch_write_it() {
    assertThat(
            DocumentDiff.unified(
                lines(1, 10), lines(1, 10).replace("line 5\n", "line five\n"), "1", "2"))
        .isEqualTo(
            """
            --- 1
            +++ 2
            @@ -2,7 +2,7 @@
             line 2
             line 3
             line 4
            -line 5
            +line five
             line 6
             line 7
             line 8
            """);
  }

  @Test
  void changes_that_are_far_apart_are_hunks_of_their_own() {
    String changed = lines(1, 20).replace("line 2\n", "").replace("line 19\n", "line 19\nnew\n");

    assertThat(DocumentDiff.unified(lines(1, 20), changed, "1", "2"))
        .isEqualTo(
            """
            --- 1
            +++ 2
            @@ -1,5 +1,4 @@
             line 1
            -line 2
             line 3
             line 4
             line 5
            @@ -17,4 +16,5 @@
             line 17
             line 18
             line 19
            +new
             line 20
            """);
  }

  @Test
  void a_text_that_was_empty_is_all_new() {
    assertThat(DocumentDiff.unified("", "a\nb\n", "1", "2"))
        .isEqualTo("--- 1\n+++ 2\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  }

  @Test
  void texts_that_are_too_long_to_compare_line_by_line_are_compared_as_a_whole() {
    assertThat(DocumentDiff.unified(lines(1, 5000), lines(10_000, 15_000), "1", "2"))
        .contains("-line 5000\n+line 10000\n");
  }

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }
}
