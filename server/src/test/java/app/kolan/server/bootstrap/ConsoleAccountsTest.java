package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.TwilioAccount;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.TestPasswords;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.telephony.rest.FakeTwilio;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator's page of Twilio accounts, over real sockets.
@Tag("socket")
class ConsoleAccountsTest {
  private static final String SID = "AC" + "b".repeat(32);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String NEWER = "fedcba9876543210fedcba9876543210";
  private static final String GARAGE = "+97232222222";
  private static final String LIST = "/agency/accounts";
  private static final String ADD = "form[action$=" + LIST + "]";
  private static final String CHANGE = "form:has(input[value=save])";
  private static final String CHECK = "form:has(input[value=check])";
  private static final String REMOVE = "form:has(input[value=remove])";

  @TempDir private Path data;
  private FakeTwilio twilio;
  private ApiByHand api;
  private ConsoleByHand console;

  @BeforeEach
  void start() throws Exception {
    twilio = new FakeTwilio();
    var settings =
        new TwilioSettings(
            TwilioByHand.ACCOUNT, List.of(new Secret(TwilioByHand.TOKEN)), twilio.base());
    api =
        ApiByHand.start(
            Config.builder(settings, data)
                .with(PasswordCost.GROUP, TestPasswords.CHEAP)
                .publicUrl(PublicUrl.parse("https://phone.example.com").orElseThrow())
                .build());
    api.business("garage", GARAGE);
    console = new ConsoleByHand(api.server);
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
    twilio.close();
  }

  private Shown add(String name, String token) throws Exception {
    return console.submit(
        console.get(LIST), ADD, Map.of("sid", SID, "name", name, "secret", token));
  }

  private Shown page() throws Exception {
    return console.get(LIST + "/" + SID);
  }

  private TwilioAccount stored() {
    return api.server.directories().accounts().find(SID).orElseThrow();
  }

  private List<String> tokens() {
    return stored().authTokens().stream().map(Secret::value).toList();
  }

  private void putGarageIn(String account) throws Exception {
    console.submitAndFollow(console.get("/b/garage/business"), CHANGE, Map.of("account", account));
  }

  private int comesIn(String call, String account, String token) throws Exception {
    Map<String, String> form = TwilioByHand.call(call);
    form.put("AccountSid", account);
    form.put("To", GARAGE);
    return TwilioByHand.calling(api.server.port())
        .withToken(token)
        .post(TwilioPaths.INCOMING_CALL, form)
        .statusCode();
  }

  private List<String> audited() throws Exception {
    var entries = new ArrayList<String>();
    for (JsonNode entry : api.get("/audit?limit=50").path("items")) {
      entries.add(entry.path("action").asText() + " " + entry.path("subject").asText());
    }
    return entries;
  }

  @Test
  void the_agency_leads_to_the_accounts_where_only_the_servers_own_is_at_first() throws Exception {
    Shown agency = console.get("/agency");
    assertThat(agency.html().select("a[href$=" + LIST + "]")).hasSize(1);

    Shown list = console.get(LIST + "?language=en");

    assertThat(list.html().select(".rows .row-link").eachText())
        .containsExactly("The server's own account " + TwilioByHand.ACCOUNT);
    assertThat(list.html().select(".rows .row").text()).contains("Token set", "2 businesses");
    assertThat(list.html().select(".empty").text()).contains("no other accounts");
    Shown own = console.get(LIST + "/" + TwilioByHand.ACCOUNT);
    assertThat(own.html().select(CHANGE)).isEmpty();
    assertThat(own.html().select(REMOVE)).isEmpty();
    assertThat(own.text()).doesNotContain(TwilioByHand.TOKEN);
    assertThat(own.html().select("a[href$=/b/garage/business]")).hasSize(1);
  }

  @Test
  void an_account_is_added_and_a_business_moves_into_it_with_its_calls() throws Exception {
    Shown added = add("הלקוח", TOKEN);
    assertThat(added.location()).isEqualTo(LIST + "/" + SID);
    Shown page = console.follow(added.location());
    assertThat(page.html().select("h1").text()).isEqualTo("הלקוח");
    assertThat(page.text()).doesNotContain(TOKEN);
    assertThat(console.get(LIST).html().select(".rows .row-link").eachText())
        .contains("הלקוח " + SID);
    assertThat(comesIn("CA" + "1".repeat(32), SID, TOKEN)).isEqualTo(403);

    putGarageIn(SID);

    assertThat(comesIn("CA" + "2".repeat(32), SID, TOKEN)).isEqualTo(200);
    assertThat(page().html().select("section:has(#uses-title) li").text()).contains("garage");
    assertThat(audited()).contains("account.set " + SID);
  }

  @Test
  void what_is_wrong_is_said_beside_its_field_and_nothing_is_added() throws Exception {
    Shown list = console.get(LIST + "?language=he");
    Shown wrong =
        console.submit(list, ADD, Map.of("sid", "AC12", "name", "x", "secret", "with a blank"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.html().select("#sid-problem").text()).contains("32");
    assertThat(wrong.html().select("#secret-problem").text()).contains("לא אסימון");
    assertThat(wrong.html().select("#sid").val()).isEqualTo("AC12");
    assertThat(wrong.text()).doesNotContain("with a blank");

    Shown own = console.submit(list, ADD, Map.of("sid", TwilioByHand.ACCOUNT, "secret", TOKEN));
    assertThat(own.html().select("#sid-problem").text()).contains("החשבון של השרת");
    Shown reference = add("x", "file:relative");
    assertThat(reference.html().select("#secret-problem").text()).contains("env:NAME");
    assertThat(api.get("/accounts").path("items")).isEmpty();

    add("x", TOKEN);
    Shown twice = add("other", NEWER);
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.html().select("#sid-problem").text()).contains("כבר ברשימה");
    assertThat(tokens()).containsExactly(TOKEN);
  }

  @Test
  void a_token_is_replaced_with_or_without_the_one_before_and_an_empty_field_keeps_it()
      throws Exception {
    add("a", TOKEN);
    console.submitAndFollow(page(), CHANGE, Map.of("name", "b"));
    assertThat(stored().name()).isEqualTo("b");
    assertThat(tokens()).containsExactly(TOKEN);

    Shown rotated =
        console.submitAndFollow(
            console.get(LIST + "/" + SID + "?language=en"),
            CHANGE,
            Map.of("secret", NEWER, "keep", "1"));
    assertThat(tokens()).containsExactly(NEWER, TOKEN);
    assertThat(rotated.html().select("#token-title ~ .facts").text()).contains("2 tokens");
    assertThat(rotated.text()).doesNotContain(TOKEN).doesNotContain(NEWER);

    Shown ended = console.submitAndFollow(rotated, "form:has(input[value=end-rotation])", Map.of());
    assertThat(tokens()).containsExactly(NEWER);
    assertThat(ended.html().select("form:has(input[value=end-rotation])")).isEmpty();
    console.submitAndFollow(ended, CHANGE, Map.of("secret", TOKEN));
    assertThat(tokens()).containsExactly(TOKEN);
    Shown wrong = console.submit(ended, CHANGE, Map.of("secret", "a,b"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.html().select("#secret-problem")).hasSize(1);
    assertThat(tokens()).containsExactly(TOKEN);
  }

  @Test
  void a_token_by_reference_is_shown_by_where_it_is_and_named_when_it_is_gone() throws Exception {
    Path file = Files.writeString(data.resolve("token"), TOKEN);
    add("a", "file:" + file);
    Shown page = console.get(LIST + "/" + SID + "?language=en");
    assertThat(page.html().select(".facts code").text()).isEqualTo("file:" + file);
    assertThat(page.html().select(".facts .tag").text()).isEqualTo("Token set");

    Files.delete(file);
    api.server.directories().directory().refresh();

    Shown gone = page();
    assertThat(gone.html().select(".facts .tag.bad").text()).isEqualTo("No token");
    assertThat(gone.html().select(".problem").text()).contains("not where its reference says");
    Shown asked = console.submit(gone, CHECK, Map.of());
    assertThat(asked.html().select("[role=alert]").text()).contains("Twilio cannot be asked");
    assertThat(twilio.asked()).isEmpty();
  }

  @Test
  void twilio_is_asked_whether_it_takes_the_token() throws Exception {
    add("a", TOKEN);
    Shown page = console.get(LIST + "/" + SID + "?language=en");

    twilio.next(FakeTwilio.status(200, "{\"status\": \"active\", \"type\": \"Trial\"}"));
    Shown good = console.submit(page, CHECK, Map.of());
    assertThat(good.html().select("[role=status].notice").text())
        .contains("the account is active", "trial account");
    assertThat(twilio.asked().getFirst().path()).endsWith("/Accounts/" + SID + ".json");

    twilio.next(FakeTwilio.status(401, "{\"code\": 20003}"));
    Shown bad = console.submit(page, CHECK, Map.of());
    assertThat(bad.status()).isEqualTo(200);
    assertThat(bad.html().select("[role=alert]").text()).contains("Twilio refuses the token");

    twilio.next(FakeTwilio.status(200, "{\"status\": \"suspended\", \"type\": \"Full\"}"));
    Shown suspended = console.submit(page, CHECK, Map.of());
    assertThat(suspended.html().select("[role=status].problem").text())
        .contains("suspended the account");
    assertThat(audited()).contains("account.examine " + SID);
  }

  @Test
  void one_refused_token_of_two_is_named() throws Exception {
    add("a", TOKEN);
    console.submitAndFollow(page(), CHANGE, Map.of("secret", NEWER, "keep", "1"));
    twilio.next(
        FakeTwilio.status(200, "{\"status\": \"active\"}"),
        FakeTwilio.status(401, "{\"code\": 20003}"));

    Shown asked = console.submit(console.get(LIST + "/" + SID + "?language=en"), CHECK, Map.of());

    assertThat(asked.html().select("[role=status].problem").text())
        .contains("One of the tokens is refused");
  }

  @Test
  void an_account_that_is_used_stays_and_another_one_is_removed_once_its_loss_was_named()
      throws Exception {
    add("a client", TOKEN);
    putGarageIn(SID);
    Shown used = console.get(LIST + "/" + SID + "?language=en");
    assertThat(used.html().select(REMOVE)).isEmpty();
    assertThat(used.html().select("#remove-title ~ p").text()).contains("cannot be removed");
    Shown refused =
        console.post(
            LIST + "/" + SID,
            Map.of(
                "csrf", used.html().select("input[name=csrf]").attr("value"), "action", "remove"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.html().select("[role=alert]").text()).contains("cannot be removed");
    assertThat(tokens()).containsExactly(TOKEN);

    putGarageIn("");
    Shown free = page();
    assertThat(free.html().select(REMOVE).text()).contains("a client", "cannot be brought back");
    Shown removed = console.submitAndFollow(free, REMOVE, Map.of());

    assertThat(removed.html().select("#flash").text()).contains("a client");
    assertThat(api.get("/accounts").path("items")).isEmpty();
    assertThat(page().status()).isEqualTo(404);
    assertThat(audited()).contains("account.remove " + SID);
  }

  private JsonNode checkedByApi() throws Exception {
    HttpResponse<String> answer = api.send("POST", "/accounts/" + SID + "/check");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return ApiByHand.JSON.readTree(answer.body());
  }

  @Test
  void the_api_keeps_tokens_that_it_is_not_given_and_checks_them() throws Exception {
    assertThat(api.status("PUT", "/accounts/" + SID, "{\"name\":\"a\"}")).isEqualTo(404);
    assertThat(api.status("POST", "/accounts/" + SID + "/check", null)).isEqualTo(404);
    add("a", TOKEN);

    assertThat(api.status("PUT", "/accounts/" + SID, "{\"name\":\"b\"}")).isEqualTo(200);

    assertThat(stored().name()).isEqualTo("b");
    assertThat(tokens()).containsExactly(TOKEN);
    assertThat(
            api.status(
                "PUT", "/accounts/" + TwilioByHand.ACCOUNT, "{\"name\":\"b\",\"tokens\":[\"x\"]}"))
        .isEqualTo(422);
    twilio.next(FakeTwilio.status(200, "{\"status\": \"active\", \"type\": \"Full\"}"));
    JsonNode good = checkedByApi();
    assertThat(good.path("accepted").asBoolean()).isTrue();
    assertThat(good.path("status").asText()).isEqualTo("active");
    twilio.next(FakeTwilio.status(401, "{\"code\": 20003}"));
    JsonNode bad = checkedByApi();
    assertThat(bad.path("accepted").asBoolean()).isFalse();
    assertThat(bad.path("problem").asText()).contains("Twilio takes no token");
  }
}
