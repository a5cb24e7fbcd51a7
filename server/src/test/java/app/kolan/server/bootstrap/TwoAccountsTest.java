package app.kolan.server.bootstrap;

import static app.kolan.server.bootstrap.TwoBusinesses.CLINICS_ACCOUNT;
import static app.kolan.server.bootstrap.TwoBusinesses.CLINICS_NUMBER;
import static app.kolan.server.bootstrap.TwoBusinesses.CLINICS_TOKEN;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGES_ACCOUNT;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGES_NUMBER;
import static app.kolan.server.bootstrap.TwoBusinesses.GARAGES_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.twilio.webhook.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One server for two Twilio accounts: what it asks Twilio for, and what it says of requests that
/// it rejects, go by the account of the call.
@Tag("socket")
class TwoAccountsTest {
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String OTHER_CALL = "CA22222222222222222222222222222222";
  private static final String PATH = TwilioPaths.INCOMING_CALL;

  @TempDir private Path data;
  private FakeTwilio rest;
  private PhoneServer server;
  private TwilioByHand clinics;
  private TwilioByHand garages;

  @BeforeEach
  void start() throws Exception {
    rest = new FakeTwilio();
    server = Servers.ofDirectory(data, new TwoBusinesses(), rest.base());
    clinics = TwilioByHand.calling(server.port()).withToken(CLINICS_TOKEN);
    garages = clinics.withToken(GARAGES_TOKEN);
  }

  @AfterEach
  void stop() {
    server.close();
    rest.close();
  }

  @Test
  void a_recording_is_fetched_from_the_account_of_its_call() throws Exception {
    leaveMessage(garages, OTHER_CALL, GARAGES_ACCOUNT, GARAGES_NUMBER, "RE" + "2".repeat(32));
    assertAsked(rest.awaitRequest(), GARAGES_ACCOUNT, GARAGES_TOKEN);
    leaveMessage(clinics, CALL, CLINICS_ACCOUNT, CLINICS_NUMBER, "RE" + "1".repeat(32));

    FakeTwilio.Asked next = rest.awaitRequest();
    while (next.path().contains("RE2")) {
      next = rest.awaitRequest();
    }
    assertAsked(next, CLINICS_ACCOUNT, CLINICS_TOKEN);
  }

  @Test
  void a_rejection_is_explained_with_the_tokens_of_the_account_that_is_named() throws Exception {
    Map<String, String> form = form(CALL, GARAGES_ACCOUNT, GARAGES_NUMBER);
    garages.post(PATH, TwilioByHand.encoded(form), signed(garages, form));

    assertThat(diagnosis().getString("diagnosis")).isEqualTo("would-match");
  }

  @Test
  void the_token_of_another_account_explains_nothing() throws Exception {
    Map<String, String> form = form(CALL, GARAGES_ACCOUNT, GARAGES_NUMBER);
    clinics.post(PATH, TwilioByHand.encoded(form), signed(clinics, form));

    assertThat(diagnosis().getString("diagnosis")).isEqualTo("unknown-reason");
  }

  @Test
  void an_account_that_nobody_has_is_named_as_unknown() throws Exception {
    clinics.post(PATH, form(CALL, "ACnobody", new PhoneNumber("+97239999999")));

    JsonObject told = diagnosis();
    assertThat(told.getString("diagnosis")).isEqualTo("other-account");
    assertThat(told.getString("what")).contains("ACnobody", CLINICS_ACCOUNT, GARAGES_ACCOUNT);
  }

  /// Signed over the URL with a slash too many, as some proxies make it.
  private static String signed(TwilioByHand twilio, Map<String, String> form) {
    return twilio.signature("https://phone.example.com" + PATH + "/", form);
  }

  private static void assertAsked(FakeTwilio.Asked asked, String account, String token) {
    String credentials =
        Base64.getEncoder()
            .encodeToString((account + ":" + token).getBytes(StandardCharsets.UTF_8));
    assertThat(asked.path()).contains("/Accounts/" + account + "/Recordings/");
    assertThat(asked.authorization()).isEqualTo("Basic " + credentials);
  }

  private static void leaveMessage(
      TwilioByHand twilio, String call, String account, PhoneNumber called, String recording)
      throws Exception {
    Map<String, String> form = form(call, account, called);
    twilio.post(PATH, form);
    form.put("RecordingSid", recording);
    form.put("RecordingDuration", "2");
    form.put("RecordingUrl", "https://api.twilio.com/recording");
    assertThat(twilio.post(TwilioPaths.HANDLE_RECORDING, form).statusCode()).isEqualTo(200);
  }

  private static Map<String, String> form(String call, String account, PhoneNumber called) {
    Map<String, String> form = TwilioByHand.call(call);
    form.put("AccountSid", account);
    form.put("To", called.value());
    return form;
  }

  /// The only rejection; waits for it, since it is explained on a thread of its own.
  private JsonObject diagnosis() {
    return Await.until(this::rejected, found -> !found.isEmpty()).getJsonObject(0);
  }

  private JsonArray rejected() {
    URI page = URI.create("http://127.0.0.1:" + server.managementPort() + "/diagnostics/refused");
    try {
      return new JsonObject(clinics.send(HttpRequest.newBuilder(page).GET()).body())
          .getJsonArray("refused");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
