package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operation that somebody may use does not let him reach.
@Tag("socket")
class ApiBoundariesTest {
  private static final String CLINIC_NUMBER = "+97231111111";
  private static final String GARAGE_NUMBER = "+97232222222";
  private static final String PASSWORD = "four plain dull words";

  @TempDir private Path data;
  private ApiByHand api;
  private String operator = "";
  private long clinic;
  private long garage;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    operator = api.credential;
    clinic = api.business("clinic", CLINIC_NUMBER);
    garage = api.business("garage", GARAGE_NUMBER);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_key_of_one_business_changes_its_name_and_nothing_that_callers_are_led_by()
      throws Exception {
    api.credential = api.key(clinic, EnumSet.allOf(Permission.class));

    assertThat(patch("{\"name\":\"New\"}")).isEqualTo(200);
    assertThat(patch("{\"numbers\":[\"+97231111111\",\"+97239999999\"]}")).isEqualTo(403);
    assertThat(patch("{\"account\":\"" + TwilioByHand.ACCOUNT + "\"}")).isEqualTo(403);
    assertThat(patch("{\"state\":\"CLOSED\"}")).isEqualTo(403);
    assertThat(
            api.send(
                    "PUT",
                    "/businesses/clinic/numbers",
                    "application/json",
                    "{\"numbers\":[\"+97239999999\"]}",
                    Map.of("If-Match", "*"))
                .statusCode())
        .isEqualTo(403);
    JsonNode business = api.get("/businesses/clinic");
    assertThat(business.path("name").asText()).isEqualTo("New");
    assertThat(business.path("numbers")).hasSize(1);
    assertThat(business.path("state").asText()).isEqualTo("ACTIVE");

    api.credential = operator;
    assertThat(patch("{\"state\":\"SUSPENDED\"}")).isEqualTo(200);
    api.credential = api.key(clinic, EnumSet.allOf(Permission.class));
    assertThat(patch("{\"state\":\"ACTIVE\"}")).isEqualTo(403);
  }

  @Test
  void a_key_that_may_change_users_reaches_no_operator() throws Exception {
    User chief = user("chief@example.com", true, Map.of());
    User staff = user("staff@example.com", false, Map.of(clinic, Role.STAFF));
    api.credential = api.key(null, Set.of(Permission.USERS_WRITE));

    assertThat(api.send("DELETE", "/users/" + chief.id()).statusCode()).isEqualTo(403);
    assertThat(
            api.send("POST", "/users", "{\"email\":\"x@example.com\",\"operator\":true}")
                .statusCode())
        .isEqualTo(403);
    assertThat(api.send("DELETE", "/users/" + staff.id()).statusCode()).isEqualTo(204);
    assertThat(api.send("DELETE", "/users/" + staff.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void an_operator_who_may_sign_in_is_left_and_nobody_takes_his_own_account_away()
      throws Exception {
    User chief = operator("chief@example.com");
    String path = "/users/" + chief.id();
    assertThat(api.send("DELETE", path).statusCode()).isEqualTo(409);
    assertThat(change(path, "{\"state\":\"DISABLED\"}")).isEqualTo(409);
    assertThat(change(path, "{\"operator\":false}")).isEqualTo(409);

    User other = operator("other@example.com");
    HttpResponse<String> signedIn =
        api.send(
            "POST",
            "/sessions",
            "{\"email\":\"chief@example.com\",\"password\":\"%s\"}".formatted(PASSWORD));
    assertThat(signedIn.statusCode()).isEqualTo(201);
    api.credential = new ObjectMapper().readTree(signedIn.body()).path("token").asText();
    assertThat(api.send("DELETE", path).statusCode()).isEqualTo(403);
    assertThat(change(path, "{\"state\":\"DISABLED\"}")).isEqualTo(403);
    assertThat(change(path, "{\"operator\":false}")).isEqualTo(403);
    assertThat(api.send("POST", path + "/reset").statusCode()).isEqualTo(403);
    assertThat(change(path, "{\"name\":\"Chief\"}")).isEqualTo(200);
    assertThat(api.send("DELETE", "/users/" + other.id()).statusCode()).isEqualTo(204);
  }

  /// An operator who may sign in.
  private User operator(String email) {
    return api.server
        .identity()
        .users()
        .add(EmailAddress.of(email), "", true, Map.of(), PASSWORD, AuditActor.COMMAND);
  }

  private int change(String path, String json) throws Exception {
    String etag = api.send("GET", path).headers().firstValue("ETag").orElseThrow();
    return api.send("PATCH", path, "application/json", json, Map.of("If-Match", etag)).statusCode();
  }

  @Test
  void a_key_that_may_change_users_does_not_become_one() throws Exception {
    User owner = user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    User auditor = user("auditor@example.com", false, Map.of(clinic, Role.AUDITOR));
    api.credential = api.key(null, Set.of(Permission.USERS_WRITE));

    assertThat(api.send("POST", "/users/" + owner.id() + "/reset").statusCode()).isEqualTo(403);

    var enough = EnumSet.of(Permission.USERS_WRITE);
    enough.addAll(Role.AUDITOR.permissions());
    api.credential = api.key(null, enough);
    assertThat(api.send("POST", "/users/" + owner.id() + "/reset").statusCode()).isEqualTo(403);
    assertThat(api.send("POST", "/users/" + auditor.id() + "/reset").statusCode()).isEqualTo(201);
    api.credential = operator;
    assertThat(api.send("POST", "/users/" + owner.id() + "/reset").statusCode()).isEqualTo(201);
  }

  @Test
  void a_key_makes_no_key_that_outlives_it() throws Exception {
    api.credential = api.key(clinic, Set.of(Permission.KEYS_WRITE, Permission.CALLS_READ));
    HttpResponse<String> made = wish("/businesses/clinic/keys", "calls:read");
    String child = ApiByHand.JSON.readTree(made.body()).path("text").asText();
    long maker = api.server.identity().keys().findByText(api.credential).orElseThrow().id();
    api.credential = child;
    assertThat(api.send("GET", "/me").statusCode()).isEqualTo(200);

    api.credential = operator;
    assertThat(api.send("DELETE", "/keys/" + maker).statusCode()).isEqualTo(204);

    api.credential = child;
    assertThat(api.send("GET", "/me").statusCode()).isEqualTo(401);
  }

  @Test
  void a_key_makes_no_key_that_may_do_more_than_itself() throws Exception {
    api.credential = api.key(clinic, Set.of(Permission.KEYS_WRITE, Permission.CALLS_READ));

    assertThat(wish("/businesses/clinic/keys", "recordings:read").statusCode()).isEqualTo(403);
    HttpResponse<String> all = wish("/businesses/clinic/keys", "*");
    assertThat(all.statusCode()).isEqualTo(201);
    assertThat(ApiByHand.JSON.readTree(all.body()).at("/key/scopes"))
        .extracting(JsonNode::asText)
        .containsExactly("calls:read", "keys:write");
    assertThat(wish("/businesses/garage/keys", "calls:read").statusCode()).isEqualTo(404);
    assertThat(wish("/keys", "calls:read").statusCode()).isEqualTo(403);
  }

  @Test
  void a_role_is_neither_given_nor_taken_by_who_may_do_less() throws Exception {
    User owner = user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    api.credential = api.key(clinic, Set.of(Permission.USERS_WRITE));
    String member = "/businesses/clinic/users/" + owner.id();

    assertThat(api.send("PUT", member, "{\"role\":\"STAFF\"}").statusCode()).isEqualTo(403);
    assertThat(api.send("DELETE", member).statusCode()).isEqualTo(403);
    assertThat(
            api.send(
                    "POST",
                    "/businesses/clinic/users",
                    "{\"email\":\"x@example.com\",\"role\":\"STAFF\"}")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void what_belongs_to_another_business_is_not_found_under_ones_own() throws Exception {
    User foreigner = user("x@example.com", false, Map.of(garage, Role.STAFF));
    api.comesIn(ApiByHand.CALL, GARAGE_NUMBER);
    String keyId =
        ApiByHand.JSON
            .readTree(wish("/businesses/garage/keys", "calls:read").body())
            .at("/key/id")
            .asText();
    api.credential = api.key(clinic, EnumSet.allOf(Permission.class));

    String call = "/businesses/clinic/calls/" + ApiByHand.CALL;
    for (String part :
        List.of(
            "", "/turns", "/timeline", "/lead", "/summaries", "/recordings", "/turns/0/sound")) {
      assertThat(api.send("GET", call + part).statusCode()).as(part).isEqualTo(404);
    }
    String recording = call + "/recordings/RE" + "1".repeat(32) + "/sound";
    assertThat(api.send("GET", recording).statusCode()).isEqualTo(404);
    assertThat(api.send("DELETE", "/businesses/clinic/keys/" + keyId).statusCode()).isEqualTo(404);
    String member = "/businesses/clinic/users/" + foreigner.id();
    assertThat(api.send("DELETE", member).statusCode()).isEqualTo(404);
    assertThat(api.send("PUT", member, "{\"role\":\"OWNER\"}").statusCode()).isEqualTo(404);
    assertThat(api.get("/businesses/clinic/audit?limit=200").toString())
        .contains("clinic")
        .doesNotContain("garage", keyId + "\"");
  }

  @Test
  void an_answer_is_repeated_only_to_who_has_got_it() throws Exception {
    var once = Map.of("Idempotency-Key", "same");
    String wish = "{\"scopes\":[\"calls:read\"]}";
    String first =
        api.send("POST", "/businesses/clinic/keys", "application/json", wish, once).body();
    api.credential = api.key(clinic, EnumSet.allOf(Permission.class));
    String second =
        api.send("POST", "/businesses/clinic/keys", "application/json", wish, once).body();

    assertThat(text(second)).startsWith("kolan_").isNotEqualTo(text(first));
    api.credential = api.key(garage, EnumSet.allOf(Permission.class));
    assertThat(
            api.send("POST", "/businesses/clinic/keys", "application/json", wish, once)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void events_of_all_businesses_are_those_that_one_may_watch() throws Exception {
    api.credential = api.key(clinic, Set.of(Permission.EVENTS_READ));
    var stream = api.open("/events", Map.of());
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(": connected");
      api.comesIn("CA" + "2".repeat(32), GARAGE_NUMBER);
      api.comesIn(ApiByHand.CALL, CLINIC_NUMBER);
      String data = "";
      while (!data.startsWith("data:")) {
        data = lines.readLine();
      }
      assertThat(data).contains(ApiByHand.CALL);
    }
  }

  @Test
  void limits_are_the_operators_also_before_anything_was_published() throws Exception {
    var administration = api.server.directories().administration();
    var unpublished =
        administration.addUnpublished(
            new Identity("shop", "shop", null, List.of("+97233333333")),
            "",
            "",
            Author.operatorByApi("user:1"));
    api.credential = api.key(unpublished.id(), EnumSet.allOf(Permission.class));

    HttpResponse<String> draft =
        api.send(
            "POST",
            "/businesses/shop/settings/versions",
            "application/yaml",
            "limits:\n  concurrent-calls: 999\n");
    assertThat(draft.statusCode()).as(draft.body()).isEqualTo(422);
    assertThat(draft.body()).contains("only the operator");
  }

  private User user(String email, boolean isOperator, Map<Long, Role> roles) {
    return api.server
        .identity()
        .users()
        .invite(EmailAddress.of(email), "", isOperator, roles, AuditActor.COMMAND)
        .user();
  }

  private int patch(String json) throws Exception {
    return api.send(
            "PATCH", "/businesses/clinic", "application/json", json, Map.of("If-Match", "*"))
        .statusCode();
  }

  private HttpResponse<String> wish(String path, String scope) throws Exception {
    return api.send("POST", path, "{\"scopes\":[\"%s\"]}".formatted(scope));
  }

  private static String text(String body) throws Exception {
    return ApiByHand.JSON.readTree(body).path("text").asText();
  }
}
