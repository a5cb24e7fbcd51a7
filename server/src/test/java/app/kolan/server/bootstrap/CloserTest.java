package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CloserTest {
  private final List<String> closed = new ArrayList<>();
  private final Closer parts = new Closer();

  @Test
  void the_last_that_was_opened_is_closed_first_and_each_once() {
    parts.add(() -> closed.add("database"));
    parts.add(() -> closed.add("web"));

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("web", "database");
  }

  @Test
  void one_that_cannot_be_closed_keeps_no_other_open() {
    parts.add(() -> closed.add("database"));
    parts.add(
        () -> {
          throw new IllegalStateException("stuck");
        });
    parts.add(() -> closed.add("web"));

    parts.close();

    assertThat(closed).containsExactly("web", "database");
  }
}
