package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Getting into the console and out of it.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class SignInTest {
  private final ConsoleWorld world;

  SignInTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void an_owner_signs_in_by_the_form() {
    try (Visit visit = world.visit(Look.PHONE)) {
      visit.signIn(TestSite.OWNER);

      assertThat(visit.page().url()).endsWith("/console/b/clinic/today");
      assertThat(visit.page().locator("h1").innerText()).isEqualTo("היום");
      visit.end();
    }
  }
}
