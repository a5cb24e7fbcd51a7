package app.kolan.twilio.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProblemsTest {
  @Test
  void every_named_problem_is_found_by_its_code() throws IllegalAccessException {
    var constants =
        Arrays.stream(Problems.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .toList();

    assertThat(constants).isNotEmpty();
    for (var constant : constants) {
      var problem = (Problem) constant.get(null);
      assertThat(problem).isNotNull();
      assertThat(Problems.withCode(problem.code())).contains(problem);
    }
  }

  @Test
  void an_unknown_code_has_no_problem() {
    assertThat(Problems.withCode(1)).isEmpty();
  }
}
