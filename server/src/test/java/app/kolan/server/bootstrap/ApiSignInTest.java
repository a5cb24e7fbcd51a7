package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.identity.TestAuthenticatorApp;
import app.kolan.server.identity.TestPasskey;
import app.kolan.server.identity.User;
import app.kolan.server.mail.SmtpSettings;
import app.kolan.server.mail.smtp.TestSmtpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ways in, and what people look after themselves, by the API.
@Tag("socket")
class ApiSignInTest {
  private static final String PASSWORD = "four plain dull words";
  private static final String OTHER = "quite other dull words";
  private static final String EMAIL = "dana@example.com";
  private static final RelyingParty PARTY =
      new RelyingParty("phone.example.com", "https://phone.example.com");

  @TempDir private Path data;
  private final TestClock clock = new TestClock(Instant.parse("2026-11-29T12:00:00Z"));
  private TestSmtpServer mail;
  private ApiByHand api;
  private String operator = "";
  private User dana;

  @BeforeEach
  void start() throws Exception {
    mail = new TestSmtpServer(false);
    api =
        ApiByHand.start(
            ApiByHand.config(data)
                .with(
                    SmtpSettings.GROUP,
                    Optional.of(
                        new SmtpSettings(
                            "127.0.0.1", mail.port(), false, null, null, "kolan@example.com")))
                .build(),
            clock);
    operator = api.credential;
    dana =
        api.server
            .identity()
            .users()
            .add(EmailAddress.of(EMAIL), "", false, Map.of(), PASSWORD, AuditActor.COMMAND);
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    mail.close();
  }

  @Test
  void one_time_codes_are_set_up_asked_for_and_removed() throws Exception {
    signIn(PASSWORD);
    var app = enrolled();
    assertThat(json(api.send("POST", "/me/totp/confirm", code("000000")), 422)).isNotNull();
    JsonNode codes =
        json(api.send("POST", "/me/totp/confirm", code(app.code(clock.instant()))), 201);
    assertThat(codes.path("recoveryCodes")).hasSize(10);
    JsonNode newer = json(api.send("POST", "/me/recovery-codes"), 201);
    assertThat(api.get("/me/second-factor").path("recoveryCodes").asInt()).isEqualTo(10);

    String token = json(password(PASSWORD), 202).path("secondFactorToken").asText();
    assertThat(second(token, codes.at("/recoveryCodes/0").asText()).statusCode()).isEqualTo(401);
    api.credential =
        json(second(token, newer.at("/recoveryCodes/0").asText()), 201).path("token").asText();
    assertThat(api.send("DELETE", "/me/totp").statusCode()).isEqualTo(204);
    assertThat(api.send("DELETE", "/me/totp").statusCode()).isEqualTo(409);
    assertThat(api.send("POST", "/me/recovery-codes").statusCode()).isEqualTo(409);
    signIn(PASSWORD);
  }

  @Test
  void a_passkey_is_added_signs_in_and_is_removed() throws Exception {
    signIn(PASSWORD);
    var device = new TestPasskey(PARTY);
    JsonNode added = json(api.send("POST", "/me/passkeys", passkey(device)), 201);
    assertThat(api.get("/me/passkeys").path("items")).singleElement().isEqualTo(added);

    JsonNode begun = json(byPasskey(device), 201);
    api.credential = begun.path("token").asText();
    assertThat(api.get("/me").path("name").asText()).isEqualTo(EMAIL);
    String path = "/me/passkeys/" + added.path("id").asText();
    assertThat(api.send("DELETE", path).statusCode()).isEqualTo(204);
    assertThat(api.send("DELETE", path).statusCode()).isEqualTo(404);
    assertThat(byPasskey(device).statusCode()).isEqualTo(401);
  }

  @Test
  void a_telephone_is_noted_for_oneself_soon_after_signing_in() throws Exception {
    signIn(PASSWORD);
    assertThat(api.get("/me/telephone").path("telephone").isNull()).isTrue();
    String path = "/me/telephone";
    String typed = "{\"telephone\": \"%s\"}";
    assertThat(json(api.send("PUT", path, typed.formatted("050-7654321")), 200).path("telephone"))
        .isEqualTo(TextNode.valueOf("+972507654321"));
    JsonNode refused = json(api.send("PUT", path, typed.formatted("12")), 422);
    assertThat(refused.at("/errors/0/remedy").asText()).contains("E.164");
    assertThat(api.get(path).path("telephone").asText()).isEqualTo("+972507654321");
    clock.advance(Duration.ofMinutes(16));
    assertThat(api.send("PUT", path, typed.formatted("050-7654322")).statusCode()).isEqualTo(403);
    assertThat(api.send("DELETE", path).statusCode()).isEqualTo(403);

    signIn(PASSWORD);
    assertThat(api.send("DELETE", path).statusCode()).isEqualTo(204);
    assertThat(api.get(path).path("telephone").isNull()).isTrue();
    api.credential = operator;
    JsonNode audited = api.get("/audit?action=user.telephone").path("items");
    assertThat(audited).as("%s", audited).hasSize(2);
    assertThat(audited.toString()).doesNotContain("7654321");
  }

  @Test
  void a_session_that_was_left_open_changes_nothing_that_one_signs_in_with() throws Exception {
    signIn(PASSWORD);
    clock.advance(Duration.ofMinutes(16));

    for (String path : new String[] {"/me/totp", "/me/recovery-codes", "/me/passkeys/options"}) {
      JsonNode problem = json(api.send("POST", path), 403);
      assertThat(problem.path("type").asText()).isEqualTo("/api/v1/problems/sign-in-again");
    }
    assertThat(api.send("GET", "/me/passkeys").statusCode()).isEqualTo(200);
    signIn(PASSWORD);
    assertThat(api.send("POST", "/me/totp").statusCode()).isEqualTo(201);
  }

  @Test
  void a_session_is_seen_and_ended_by_its_owner_alone() throws Exception {
    signIn(PASSWORD);
    String first = api.credential;
    signIn(PASSWORD);
    JsonNode sessions = api.get("/me/sessions").path("items");
    assertThat(sessions).extracting(one -> one.path("current").asBoolean()).containsOnlyOnce(true);
    long other =
        sessions.get(0).path("current").asBoolean()
            ? sessions.get(1).path("id").asLong()
            : sessions.get(0).path("id").asLong();

    assertThat(api.send("DELETE", "/me/sessions/" + other).statusCode()).isEqualTo(204);
    assertThat(api.send("DELETE", "/me/sessions/" + other).statusCode()).isEqualTo(404);
    api.credential = first;
    assertThat(api.send("GET", "/me").statusCode()).isEqualTo(401);
    assertThat(actions()).contains("session.end");
  }

  @Test
  void a_reset_by_mail_keeps_the_second_factor_and_ends_sessions() throws Exception {
    signIn(PASSWORD);
    var device = new TestPasskey(PARTY);
    json(api.send("POST", "/me/passkeys", passkey(device)), 201);
    var app = enrolled();
    json(api.send("POST", "/me/totp/confirm", code(app.code(clock.instant()))), 201);
    String session = api.credential;
    api.credential = "";

    String nobody = "{\"email\":\"nobody@example.com\"}";
    assertThat(api.send("POST", "/password-resets", nobody).statusCode()).isEqualTo(202);
    String wish = "{\"email\":\"%s\"}".formatted(EMAIL);
    assertThat(api.send("POST", "/password-resets", wish).statusCode()).isEqualTo(202);
    Await.until("a mail", () -> !mail.mails().isEmpty());
    String token = tokenOf(mail.mails().getFirst());
    assertThat(json(api.send("POST", "/passwords/token", token(token)), 200).path("email").asText())
        .isEqualTo(EMAIL);
    assertThat(choose(token, OTHER).statusCode()).isEqualTo(204);
    assertThat(choose(token, OTHER).statusCode()).isEqualTo(404);

    assertThat(password(PASSWORD).statusCode()).isEqualTo(401);
    assertThat(password(OTHER).statusCode()).isEqualTo(202);
    assertThat(byPasskey(device).statusCode()).isEqualTo(201);
    api.credential = session;
    assertThat(api.send("GET", "/me").statusCode()).isEqualTo(401);
  }

  @Test
  void a_reset_by_the_operator_leaves_nothing_that_a_stranger_may_have_added() throws Exception {
    signIn(PASSWORD);
    var device = new TestPasskey(PARTY);
    json(api.send("POST", "/me/passkeys", passkey(device)), 201);
    var app = enrolled();
    json(api.send("POST", "/me/totp/confirm", code(app.code(clock.instant()))), 201);
    String session = api.credential;

    api.credential = operator;
    String token =
        json(api.send("POST", "/users/%d/reset".formatted(dana.id())), 201).path("reset").asText();
    assertThat(byPasskey(device).statusCode()).isEqualTo(401);
    assertThat(choose(token, OTHER).statusCode()).isEqualTo(204);
    assertThat(password(OTHER).statusCode()).isEqualTo(201);
    api.credential = session;
    assertThat(api.send("GET", "/me").statusCode()).isEqualTo(401);
  }

  @Test
  void an_invitation_is_mailed_accepted_and_made_anew() throws Exception {
    api.business("clinic", "+97231111111");
    JsonNode invited =
        json(
            api.send(
                "POST",
                "/businesses/clinic/users",
                "{\"email\":\"noa@example.com\",\"role\":\"STAFF\"}"),
            201);
    Await.until("a mail", () -> !mail.mails().isEmpty());
    assertThat(tokenOf(mail.mails().getFirst())).isEqualTo(invited.path("invitation").asText());
    long id = invited.at("/user/id").asLong();
    String again =
        json(api.send("POST", "/users/%d/invitation".formatted(id)), 201)
            .path("invitation")
            .asText();

    assertThat(choose(invited.path("invitation").asText(), OTHER).statusCode()).isEqualTo(404);
    assertThat(choose(again, "short").statusCode()).isEqualTo(422);
    assertThat(choose(again, OTHER).statusCode()).isEqualTo(204);
    assertThat(api.send("POST", "/users/%d/invitation".formatted(id)).statusCode()).isEqualTo(409);
  }

  @Test
  void a_user_is_disabled_from_the_state_that_was_read() throws Exception {
    signIn(PASSWORD);
    String session = api.credential;
    api.credential = operator;
    String path = "/users/" + dana.id();
    String etag = api.send("GET", path).headers().firstValue("ETag").orElseThrow();
    String off = "{\"state\":\"DISABLED\"}";

    assertThat(api.send("PATCH", path, off).statusCode()).isEqualTo(428);
    assertThat(change(path, off, etag)).isEqualTo(200);
    assertThat(change(path, "{\"state\":\"ACTIVE\"}", etag)).isEqualTo(412);
    api.credential = session;
    assertThat(api.send("GET", "/me").statusCode()).isEqualTo(401);
  }

  private int change(String path, String json, String etag) throws Exception {
    return api.send("PATCH", path, "application/json", json, Map.of("If-Match", etag)).statusCode();
  }

  private TestAuthenticatorApp enrolled() throws Exception {
    return new TestAuthenticatorApp(
        json(api.send("POST", "/me/totp"), 201).path("secret").asText());
  }

  private String passkey(TestPasskey device) throws Exception {
    String options = api.send("POST", "/me/passkeys/options").body();
    return "{\"name\":\"phone\",\"credential\":%s}".formatted(device.create(options));
  }

  private HttpResponse<String> byPasskey(TestPasskey device) throws Exception {
    String options = api.send("POST", "/sessions/passkey/options").body();
    return api.send(
        "POST", "/sessions/passkey", "{\"credential\":%s}".formatted(device.get(options)));
  }

  private void signIn(String password) throws Exception {
    api.credential = json(password(password), 201).path("token").asText();
  }

  private HttpResponse<String> password(String password) throws Exception {
    return api.send(
        "POST", "/sessions", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(EMAIL, password));
  }

  private HttpResponse<String> second(String token, String code) throws Exception {
    return api.send(
        "POST", "/sessions", "{\"token\":\"%s\",\"code\":\"%s\"}".formatted(token, code));
  }

  private HttpResponse<String> choose(String token, String password) throws Exception {
    return api.send(
        "POST", "/passwords", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
  }

  private Iterable<String> actions() {
    return api.server.identity().auditReader().find(AuditRecord.Query.newest(20)).stream()
        .map(entry -> entry.entry().action())
        .toList();
  }

  private static String code(String code) {
    return "{\"code\":\"%s\"}".formatted(code);
  }

  private static String token(String token) {
    return "{\"token\":\"%s\"}".formatted(token);
  }

  /// The token of a mail's link. Mail breaks lines by `=`.
  private static String tokenOf(String mail) {
    Matcher link =
        Pattern.compile("console/(?:reset|invitation)#([0-9A-Za-z]{43})")
            .matcher(mail.replaceAll("=\r?\n", ""));
    assertThat(link.find()).as(mail).isTrue();
    return link.group(1);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return ApiByHand.JSON.readTree(answer.body());
  }
}
