package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.TestAuthenticatorApp;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserState;
import app.kolan.server.settings.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in to the console, over real sockets.
@Tag("socket")
class ConsoleSignInTest {
  private static final String EMAIL = "dana@example.com";
  private static final String PASSWORD = ConsoleByHand.PASSWORD;

  @TempDir private Path data;
  private ApiByHand api;
  private ConsoleByHand console;
  private long clinic;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    clinic = api.business("clinic", "+97231111111");
    console = new ConsoleByHand(api.server);
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
  }

  private User owner() {
    return console.user(EMAIL, false, Map.of(clinic, Role.OWNER));
  }

  @Test
  void a_page_leads_to_the_form_and_the_form_back_to_the_page() throws Exception {
    owner();
    Shown away = console.get("/b/clinic/more?x=1");

    assertThat(away.status()).isEqualTo(303);
    assertThat(away.location()).startsWith("/login?next=");

    Shown form = console.get(away.location());
    assertThat(form.html().title()).contains("כניסה");
    Shown in = console.submit(form, "form", Map.of("email", EMAIL, "password", PASSWORD));

    assertThat(in.status()).isEqualTo(303);
    assertThat(in.location()).isEqualTo("/b/clinic/more?x=1");
    assertThat(console.get(in.location()).status()).isEqualTo(200);
  }

  @Test
  void a_wrong_password_and_an_unknown_address_are_refused_alike() throws Exception {
    owner();
    Shown wrong = console.post("/login", Map.of("email", EMAIL, "password", "not this one"));
    Shown unknown =
        console.post("/login", Map.of("email", "nobody@example.com", "password", "not this one"));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(wrong.html().select("[role=alert]").text())
        .isNotEmpty()
        .isEqualTo(unknown.html().select("[role=alert]").text());
    assertThat(console.cookies).doesNotContainKey("kolan");
  }

  @Test
  void guesses_have_to_wait() throws Exception {
    owner();
    Shown last = console.get("/login");
    for (int i = 0; i < 7; i++) {
      last = console.post("/login", Map.of("email", EMAIL, "password", "guess number " + i));
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.html().select("[role=alert]").text()).contains("ניסיונות");
  }

  @Test
  void a_code_is_asked_for_after_the_password_and_may_come_with_it() throws Exception {
    User user = owner();
    String recovery = secondFactor(user);

    Shown step = console.post("/login", Map.of("email", EMAIL, "password", PASSWORD));
    assertThat(step.status()).isEqualTo(200);
    assertThat(step.html().select("input[name=code]")).hasSize(1);
    Shown wrong = console.submit(step, "form", Map.of("code", "000000x"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(console.cookies).doesNotContainKey("kolan");
    assertThat(console.submit(wrong, "form", Map.of("code", recovery)).status()).isEqualTo(303);
    assertThat(console.get("/b/clinic/more").status()).isEqualTo(200);

    console.cookies.clear();
    Shown atOnce =
        console.post("/login", Map.of("email", EMAIL, "password", PASSWORD, "code", "not-a-code"));
    assertThat(atOnce.status()).isEqualTo(401);
  }

  @Test
  void codes_are_set_up_in_the_console_and_other_devices_are_signed_out() throws Exception {
    User user = owner();
    console.signIn(EMAIL);
    String elsewhere = console.cookies.get("kolan");
    console.signIn(EMAIL);

    Shown step = console.submit(console.get("/profile"), "form[action$=second-factor]", Map.of());
    String secret = step.html().select(".command code").text().replace(" ", "");
    assertThat(step.html().select("a[href^=otpauth]").attr("href")).contains(secret);
    Shown wrong = console.submit(step, "form[action$=confirm]", Map.of("code", "12x"));
    assertThat(wrong.status()).isEqualTo(400);
    String code = new TestAuthenticatorApp(secret).code(Instant.now());
    Shown codes = console.submit(wrong, "form[action$=confirm]", Map.of("code", code));

    assertThat(codes.html().select(".plain-list li")).hasSizeGreaterThan(5);
    assertThat(api.server.identity().users().find(user.id()).orElseThrow().secondFactor()).isTrue();

    Shown profile = console.get("/profile");
    assertThat(console.submit(profile, "form[action*=sessions]", Map.of()).status()).isEqualTo(303);
    Shown removed = console.submitAndFollow(profile, "form[action$=remove]", Map.of());
    assertThat(removed.html().select("form[action$=second-factor]")).hasSize(1);
    console.cookies.put("kolan", elsewhere);
    assertThat(console.get("/profile").location()).startsWith("/login");
  }

  private String secondFactor(User user) {
    var factors = api.server.identity().secondFactors();
    var enrolment = factors.begin(user.id(), AuditActor.COMMAND);
    String code = new TestAuthenticatorApp(enrolment.secret().value()).code(Instant.now());
    List<Secret> codes = factors.confirm(user.id(), code, AuditActor.COMMAND);
    return codes.getFirst().value();
  }

  @Test
  void a_password_is_changed_by_the_present_one_and_other_devices_are_signed_out()
      throws Exception {
    owner();
    try (var elsewhere = new ConsoleByHand(api.server)) {
      elsewhere.signIn(EMAIL);
      console.signIn(EMAIL);
      Shown form = console.get("/profile/password");
      String own = "main form";

      Shown wrong =
          console.submit(
              form,
              own,
              Map.of("current-password", "not this one", "password", "a new pass phrase"));
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.html().select("[role=alert]").text()).contains("לא הסיסמה");
      assertThat(wrong.text()).doesNotContain("not this one", "a new pass phrase");
      Shown weak =
          console.submit(form, own, Map.of("current-password", PASSWORD, "password", "short"));
      assertThat(weak.status()).isEqualTo(400);

      Shown changed =
          console.submitAndFollow(
              form, own, Map.of("current-password", PASSWORD, "password", "a new pass phrase"));

      assertThat(changed.html().select("#flash").text()).contains("הסיסמה הוחלפה");
      assertThat(console.get("/b/clinic/today").status()).isEqualTo(200);
      assertThat(elsewhere.get("/b/clinic/today").status()).isEqualTo(303);
      console.cookies.clear();
      assertThat(
              console
                  .post("/login", Map.of("email", EMAIL, "password", "a new pass phrase"))
                  .status())
          .isEqualTo(303);
    }
  }

  @Test
  void a_password_that_was_typed_after_the_session_ended_is_on_no_page() throws Exception {
    owner();
    console.signIn(EMAIL);
    Shown form = console.get("/profile/password");
    console.cookies.clear();

    Shown away =
        console.submit(form, "main form", Map.of("current-password", PASSWORD, "password", ""));

    assertThat(away.status()).isEqualTo(303);
    assertThat(away.location()).startsWith("/login");
  }

  @Test
  void the_cookie_is_bound_to_the_host_by_https_and_hidden_from_scripts() throws Exception {
    owner();
    console.headers.put("X-Forwarded-Proto", "https");
    Shown in = console.post("/login", Map.of("email", EMAIL, "password", PASSWORD));

    assertThat(in.header("set-cookie"))
        .contains("__Host-kolan=")
        .contains("; Path=/; HttpOnly; SameSite=Lax; Secure");
    assertThat(console.get("/b/clinic/more").status()).isEqualTo(200);

    console.headers.clear();
    assertThat(console.get("/b/clinic/more").status()).isEqualTo(303);
  }

  @Test
  void signing_out_ends_the_session() throws Exception {
    owner();
    console.signIn(EMAIL);
    Map<String, String> kept = Map.copyOf(console.cookies);
    Shown page = console.get("/b/clinic/more");

    Shown out = console.submitAndFollow(page, "form[action$=/logout]", Map.of());

    assertThat(out.html().select("#flash").text()).isNotEmpty();
    console.cookies.putAll(kept);
    assertThat(console.get("/b/clinic/more").status()).isEqualTo(303);
  }

  @Test
  void a_form_from_elsewhere_changes_nothing() throws Exception {
    owner();
    console.signIn(EMAIL);

    assertThat(console.post("/logout", Map.of()).status()).isEqualTo(403);
    assertThat(console.post("/logout", Map.of("csrf", "x".repeat(86))).status()).isEqualTo(403);

    Shown page = console.get("/b/clinic/more");
    String token = page.html().select("input[name=csrf]").attr("value");
    for (Map<String, String> foreign :
        List.of(
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"),
            Map.of("Origin", "https://evil.example.com"),
            Map.of("Origin", "null"))) {
      console.headers.putAll(foreign);
      assertThat(console.post("/logout", Map.of("csrf", token)).status())
          .as(foreign.toString())
          .isEqualTo(403);
      assertThat(console.post("/login", Map.of("email", EMAIL, "password", PASSWORD)).status())
          .as(foreign.toString())
          .isEqualTo(403);
      console.headers.clear();
    }
    assertThat(console.get("/b/clinic/more").status()).isEqualTo(200);

    console.headers.put("Origin", "https://phone.example.com");
    assertThat(console.post("/logout", Map.of("csrf", token)).status()).isEqualTo(303);
  }

  @Test
  void a_form_of_another_session_is_not_taken() throws Exception {
    owner();
    console.signIn(EMAIL);
    String token = console.get("/b/clinic/more").html().select("input[name=csrf]").attr("value");
    console.signIn(EMAIL);

    assertThat(console.post("/logout", Map.of("csrf", token)).status()).isEqualTo(403);
  }

  @Test
  void where_to_go_next_is_a_page_of_this_console() throws Exception {
    owner();
    for (String next :
        List.of("https://evil.example.com", "//evil.example.com", "javascript:x", "/\\evil")) {
      console.cookies.clear();
      Shown in = console.post("/login", Map.of("email", EMAIL, "password", PASSWORD, "next", next));
      assertThat(in.header("location")).as(next).startsWith("/console/");
    }
  }

  @Test
  void an_invited_user_chooses_a_password_and_is_in() throws Exception {
    String token =
        api.server
            .identity()
            .users()
            .invite(
                EmailAddress.of(EMAIL),
                "דנה",
                false,
                Map.of(clinic, Role.STAFF),
                AuditActor.COMMAND)
            .token()
            .value();
    Shown form = console.get("/invitation");
    Shown weak = console.submit(form, "form", Map.of("token", token, "password", "1234567890"));
    assertThat(weak.status()).isEqualTo(400);
    assertThat(weak.html().select("[role=alert]").text()).contains("10");

    Shown in = console.submitAndFollow(weak, "form", Map.of("password", PASSWORD));
    assertThat(in.status()).isEqualTo(200);
    assertThat(in.html().select(".where").text()).isEqualTo("clinic");

    console.cookies.clear();
    Shown again = console.submit(form, "form", Map.of("token", token, "password", PASSWORD));
    assertThat(again.status()).isEqualTo(400);
  }

  @Test
  void the_first_user_is_made_by_a_link_once() throws Exception {
    String token = api.server.inviteFirstUser().orElseThrow().value();
    Shown form = console.get("/first");
    Map<String, String> filled =
        Map.of("token", token, "email", EMAIL, "name", "דנה", "password", PASSWORD);

    assertThat(
            console
                .post("/first", Map.of("token", "x", "email", EMAIL, "password", PASSWORD))
                .status())
        .isEqualTo(400);
    Shown in = console.submitAndFollow(form, "form", filled);

    assertThat(in.status()).isEqualTo(200);
    assertThat(api.server.identity().users().find(EmailAddress.of(EMAIL)).orElseThrow())
        .satisfies(user -> assertThat(user.operator()).isTrue())
        .satisfies(user -> assertThat(user.state()).isEqualTo(UserState.ACTIVE));
    assertThat(console.post("/first", filled).status()).isEqualTo(400);
    assertThat(api.server.inviteFirstUser()).isEmpty();
  }

  @Test
  void a_page_that_a_script_asks_for_sends_the_browser_to_the_form() throws Exception {
    console.headers.put("HX-Request", "true");

    Shown answer = console.get("/b/clinic/more");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("hx-redirect")).isEqualTo("/console/login");
  }
}
