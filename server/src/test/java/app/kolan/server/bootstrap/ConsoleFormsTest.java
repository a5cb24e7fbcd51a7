package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.console.settings.SettingsPart;
import app.kolan.server.identity.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forms that are filled in strangely, or too late, over real sockets.
@Tag("socket")
class ConsoleFormsTest {
  private static final String OWNER = "owner@example.com";
  private static final String ADD = "form[action$=/people][method=post]";
  private static final String AGAIN = "main form";

  /// What no form expects.
  private static final List<String> ABSURD =
      List.of(
          "\0",
          "a\0b",
          "\u202e\u2066דנה\u2069",
          "👩🏽‍🚀",
          "<script>alert(1)</script>",
          "0",
          "-1",
          "99999999999999999999",
          "9999-12-31",
          "+999999999-12-31",
          "-999999999-01-01",
          "+999999999-12-31T23:59",
          "1e400",
          "x".repeat(70_000));

  @TempDir private Path data;
  private ApiByHand api;
  private ConsoleByHand console;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    long clinic = api.business("clinic", "+97231111111");
    console = new ConsoleByHand(api.server);
    console.user(OWNER, false, Map.of(clinic, Role.OWNER));
    console.signIn(OWNER);
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
  }

  private boolean knows(String name) throws Exception {
    return console.get("/b/clinic/people").html().text().contains(name);
  }

  @Test
  void what_was_filled_in_when_the_session_ended_is_sent_after_signing_in() throws Exception {
    Shown people = console.get("/b/clinic/people");
    console.cookies.clear();

    Shown away =
        console.submit(people, ADD, Map.of("name", "דנה \"לוי\"", "numbers", "050-1234567"));

    assertThat(away.status()).isEqualTo(401);
    assertThat(away.html().select("main [role=alert]").text()).contains("לא אבד");
    Shown wrong = console.submit(away, AGAIN, Map.of("email", OWNER, "password", "not this one"));
    assertThat(wrong.status()).isEqualTo(401);
    Shown in =
        console.submit(wrong, AGAIN, Map.of("email", OWNER, "password", ConsoleByHand.PASSWORD));
    assertThat(in.status()).isEqualTo(200);
    assertThat(knows("לוי")).isFalse();
    assertThat(console.submit(in, AGAIN, Map.of()).status()).isEqualTo(303);
    assertThat(knows("דנה \"לוי\"")).isTrue();
  }

  @Test
  void a_form_of_the_session_before_is_sent_by_one_click_more() throws Exception {
    Shown people = console.get("/b/clinic/people");
    console.signIn(OWNER);

    Shown stale = console.submit(people, ADD, Map.of("name", "דנה", "numbers", "050-1234567"));

    assertThat(stale.status()).isEqualTo(403);
    assertThat(knows("050-123-4567")).isFalse();
    assertThat(console.submit(stale, AGAIN, Map.of()).status()).isEqualTo(303);
    assertThat(knows("050-123-4567")).isTrue();
  }

  @Test
  void a_form_of_one_user_is_never_sent_by_another() throws Exception {
    String other = "other@example.com";
    console.user(other, true, Map.of());
    Shown people = console.get("/b/clinic/people");
    Map<String, String> fields = Map.of("name", "דנה", "numbers", "050-1234567");

    console.cookies.clear();
    Shown away = console.submit(people, ADD, fields);
    Shown in =
        console.submit(away, AGAIN, Map.of("email", other, "password", ConsoleByHand.PASSWORD));
    assertThat(in.status()).isEqualTo(303);
    assertThat(in.location()).isEqualTo("/");

    Shown stale = console.submit(people, ADD, fields);
    assertThat(stale.status()).isEqualTo(403);
    assertThat(stale.html().select("main form")).isEmpty();
    assertThat(stale.text()).doesNotContain("דנה");
  }

  @Test
  void a_key_that_was_typed_is_on_no_page() throws Exception {
    Shown keys = console.get("/b/clinic/receptionist/edit/providers");
    String form = "form:has([name=new-key])";
    console.cookies.clear();

    Shown away = console.submit(keys, form, Map.of("new-key", "a secret of a provider"));

    assertThat(away.status()).isEqualTo(303);
    assertThat(away.location()).startsWith("/login");
  }

  @Test
  void somebody_is_written_again_beside_what_is_wrong() throws Exception {
    Shown people = console.get("/b/clinic/people");
    Shown number = console.submit(people, ADD, Map.of("name", "דנה", "numbers", "05x"));
    assertThat(number.status()).isEqualTo(400);
    assertThat(number.html().select("[role=alert]").text()).contains("05x");
    Shown email = console.submit(number, AGAIN, Map.of("numbers", "050-1234567", "email", "dana@"));
    assertThat(email.html().select("[role=alert]").text()).contains("dana@");
    Shown added = console.submit(email, AGAIN, Map.of("email", ""));
    assertThat(added.status()).isEqualTo(303);

    Shown taken = console.submit(people, ADD, Map.of("name", "רות", "numbers", "050-1234567"));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.html().select("input[name=name]").val()).isEqualTo("רות");

    Shown one = console.get(added.location());
    String form = "form:has([name=revision])";
    assertThat(console.submit(one, form, Map.of("name", "דנה לוי")).status()).isEqualTo(303);
    Shown late = console.submit(one, form, Map.of("name", "דנה כהן"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.html().select("input[name=name]").val()).isEqualTo("דנה כהן");
    assertThat(console.submit(late, AGAIN, Map.of()).status()).isEqualTo(303);
    assertThat(knows("דנה כהן")).isTrue();
  }

  @Test
  void a_form_from_elsewhere_is_never_kept() throws Exception {
    Map<String, String> fields = Map.of("name", "דנה", "numbers", "050-1234567");
    Shown unsigned = console.post("/b/clinic/people", fields);
    assertThat(unsigned.status()).isEqualTo(403);
    assertThat(unsigned.html().select(AGAIN)).isEmpty();

    console.headers.put("Sec-Fetch-Site", "cross-site");
    assertThat(console.post("/b/clinic/people", fields).html().select(AGAIN)).isEmpty();
    console.cookies.clear();
    Shown stranger = console.post("/b/clinic/people", fields);
    assertThat(stranger.status()).isEqualTo(303);
    assertThat(stranger.location()).startsWith("/login");
  }

  @Test
  void what_nobody_expects_breaks_no_page() throws Exception {
    var pages = new ArrayList<String>();
    for (SettingsPart part : SettingsPart.all()) {
      pages.add("/b/clinic/receptionist/edit/" + part.name());
    }
    for (var route : api.server.consoleRoutes().all()) {
      if (route.method().equals("GET")
          && route.path().startsWith("/b/{business}")
          && !route.path().matches(".*\\{(?!business).*|.*/events")) {
        pages.add(route.path().replace("{business}", "clinic"));
      }
    }
    var asked = new HashMap<String, Element>();
    for (String page : pages) {
      for (Element form : console.get(page).html().select("main form")) {
        asked.putIfAbsent(form.attr("method") + " " + form.attr("action"), form);
      }
    }
    asked.keySet().removeIf(form -> form.endsWith("/logout"));
    assertThat(asked).hasSizeGreaterThan(20);
    String csrf = console.get("/b/clinic/people").html().select("input[name=csrf]").attr("value");
    var broken = new ArrayList<String>();
    for (Element form : asked.values()) {
      for (String absurd : ABSURD) {
        Shown answer = send(form, absurd, csrf);
        if (answer.status() >= 500) {
          broken.add("%s %.20s: %d".formatted(form.attr("action"), absurd, answer.status()));
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(console.get("/b/clinic/people").status())
        .as("none of them signs out")
        .isEqualTo(200);
  }

  private Shown send(Element form, String absurd, String csrf) throws Exception {
    String path = form.attr("action").replaceFirst("^/console", "");
    var fields = new LinkedHashMap<String, String>();
    form.select("[name]").forEach(field -> fields.put(field.attr("name"), absurd));
    if (form.attr("method").equals("post")) {
      fields.put("csrf", csrf);
      return console.post(path, fields);
    }
    var query = new StringBuilder();
    fields.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(
                    URLEncoder.encode(
                        value.substring(0, Math.min(100, value.length())),
                        StandardCharsets.UTF_8)));
    return console.get(path + query);
  }
}
