package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EvalStoriesTest {
  @Test
  void the_stories_that_come_with_kolan_are_all_in_the_index()
      throws IOException, URISyntaxException {
    URL index = Objects.requireNonNull(EvalStories.class.getResource("/evals/he/index"));
    List<String> files;
    try (Stream<Path> all =
        Files.list(Objects.requireNonNull(Path.of(index.toURI()).getParent()))) {
      files =
          all.map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".story"))
              .map(name -> name.replace(".story", ""))
              .toList();
    }

    assertThat(EvalStories.shipped())
        .hasSize(69)
        .allSatisfy(story -> assertThat(story.title()).isNotEmpty())
        .extracting(story -> story.name())
        .containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void the_pages_say_how_many_there_are() throws IOException {
    int count = EvalStories.shipped().size();

    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("lets %d callers".formatted(count));
    assertThat(Files.readString(Path.of("..", "docs", "evals.md")))
        .contains("%d stories come with Kolan".formatted(count));
  }
}
