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
    try (BrowserWindow visit = world.visit(Look.PHONE)) {
      visit.signIn(TestSite.OWNER);

      assertThat(visit.page().url()).endsWith("/console/b/clinic/today");
      assertThat(visit.page().locator("h1").innerText()).isEqualTo("היום");
      visit.end();
    }
  }

  @Test
  void an_auditor_gives_the_code_of_his_telephone_as_a_second_step() {
    try (BrowserWindow visit = world.visit(Look.DESK)) {
      visit.signIn(TestSite.AUDITOR, world.site()::auditorsCode);

      assertThat(visit.page().locator("nav.nav a").count()).isPositive();
      visit.end();
    }
  }

  @Test
  void whoever_types_the_wrong_password_reads_what_to_do() {
    try (BrowserWindow visit = world.visit(Look.PHONE)) {
      visit.open("/login");
      visit.page().fill("input[name=email]", TestSite.STAFF);
      visit.page().fill("input[name=password]", "not this one, surely");
      visit.page().click("main button[type=submit]");

      assertThat(visit.page().locator("[role=alert]").innerText()).isNotBlank();
      assertThat(Axe.findings(visit.page())).isEmpty();
      // The answer says that it is refused, and the browser tells that on its console.
      visit.faults().forget("401");
      visit.end();
    }
  }

  @Test
  void what_was_asked_for_is_shown_after_the_sign_in() {
    try (BrowserWindow visit = world.visit(Look.PHONE)) {
      visit.open("/b/clinic/people");
      visit.page().fill("input[name=email]", TestSite.OWNER);
      visit.page().fill("input[name=password]", TestSite.PASSWORD);
      visit.page().click("main button[type=submit]");

      visit.page().waitForURL("**/console/b/clinic/people");
      visit.end();
    }
  }
}
