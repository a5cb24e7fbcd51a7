package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.account.RestRefusal;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The account as a REST client sees it.
@Tag("socket")
class AccountTest {
  private static final String BASE = "/2010-04-01/Accounts/" + Calls.ACCOUNT;
  private static final String NUMBERS = BASE + "/IncomingPhoneNumbers";
  private static final CarrierSettings SETTINGS =
      Calls.settings(URI.create("https://phone.example.com/voice"));

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void the_account_shows_its_state_and_its_primary_token() throws Exception {
    try (var carrier =
        Carrier.start(SETTINGS, account().withTokens("one", "two").withType("Trial"))) {
      for (String token : new String[] {"one", "two"}) {
        assertThat(get(carrier, BASE + ".json", token).body())
            .contains("\"auth_token\": \"one\"", "\"status\": \"active\"", "\"type\": \"Trial\"");
      }
      assertThat(get(carrier, BASE + ".json", "three").statusCode()).isEqualTo(401);
      assertThat(get(carrier, BASE + ".json", "three").body()).contains("\"code\": 20003");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2010-04-01/Accounts/ACother.json",
        "/2010-04-01/Accounts/ACother/IncomingPhoneNumbers.json"
      })
  void another_account_is_not_found(String path) throws Exception {
    try (var carrier = Carrier.start(SETTINGS)) {
      assertThat(get(carrier, path, Calls.TOKEN).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void the_number_of_the_settings_is_there_and_can_be_changed() throws Exception {
    try (var carrier = Carrier.start(SETTINGS)) {
      SimulatedNumber before = carrier.account().numbers().getFirst();
      assertThat(get(carrier, NUMBERS + ".json", Calls.TOKEN).body())
          .contains(
              "\"voice_url\": \"https://phone.example.com/voice\"",
              "\"voice_method\": \"POST\"",
              "\"phone_number\": \"+972720000002\"",
              "\"trunk_sid\": null",
              "\"next_page_uri\": null");

      String one = NUMBERS + "/" + before.sid() + ".json";
      String form = "VoiceUrl=https%3A%2F%2Fnew.example.com%2Fv&VoiceMethod=GET";
      assertThat(post(carrier, one, form).body()).contains("https://new.example.com/v");
      assertThat(post(carrier, one, "VoiceUrl=no+url").body()).contains("\"code\": 21502");
      assertThat(post(carrier, one, "VoiceMethod=PUT").statusCode()).isEqualTo(400);
      assertThat(get(carrier, NUMBERS + "/PN404.json", Calls.TOKEN).statusCode()).isEqualTo(404);
      assertThat(carrier.account().numbers())
          .containsExactly(
              before
                  .with(SimulatedNumber.VOICE_URL, "https://new.example.com/v")
                  .with(SimulatedNumber.VOICE_METHOD, "GET"));
    }
  }

  @Test
  void many_numbers_come_in_pages_and_one_can_be_asked_for() throws Exception {
    SimulatedNumber[] many =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    SimulatedNumber.of(
                        "PN%032d".formatted(i), new PhoneNumber("+9723100000" + i), "https://x/"))
            .toArray(SimulatedNumber[]::new);
    try (var carrier = Carrier.start(SETTINGS, account().withNumbers(many))) {
      String first = get(carrier, NUMBERS + ".json?PageSize=3", Calls.TOKEN).body();
      assertThat(first)
          .contains("+97231000002", "PageSize=3&Page=1")
          .doesNotContain("+97231000003");
      assertThat(get(carrier, NUMBERS + ".json?PageSize=3&Page=1", Calls.TOKEN).body())
          .contains("+97231000003", "+97231000004", "\"next_page_uri\": null");
      assertThat(get(carrier, NUMBERS + ".json?PhoneNumber=%2B97231000004", Calls.TOKEN).body())
          .contains("+97231000004")
          .doesNotContain("+97231000003");
    }
  }

  @Test
  void countries_are_allowed_one_by_one() throws Exception {
    try (var carrier = Carrier.start(SETTINGS)) {
      String path = "/v1/DialingPermissions/Countries/";
      assertThat(get(carrier, path + "IL", Calls.TOKEN).body())
          .contains("\"low_risk_numbers_enabled\": true");
      assertThat(get(carrier, path + "FR", Calls.TOKEN).body())
          .contains("\"low_risk_numbers_enabled\": false");
    }
  }

  @Test
  void what_goes_wrong_in_a_call_is_an_alert() throws Exception {
    var peer = new TestPeer();
    peer.twiml("/voice", "<Gather language=\"he\" timeout=\"1\"/><Hangup/>");
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      var report =
          carrier.call(Calls.plan(Sounds.NONE, "caller waits 60s")).await(Duration.ofSeconds(200));

      assertThat(get(carrier, "/v1/Alerts?PageSize=50", Calls.TOKEN).body())
          .contains("\"error_code\": \"13512\"", "\"log_level\": \"warning\"")
          .contains(report.callSid(), peer.url("/voice").toString());
      String later = Instant.now().plusSeconds(60).toString();
      assertThat(get(carrier, "/v1/Alerts?StartDate=" + later, Calls.TOKEN).body())
          .contains("\"alerts\": []");
    } finally {
      peer.close();
    }
  }

  @Test
  void a_request_can_be_refused() throws Exception {
    var refused =
        account().withRefusals(RestRefusal.of("GET", "/IncomingPhoneNumbers", 429, 20429));
    try (var carrier = Carrier.start(SETTINGS, refused)) {
      assertThat(get(carrier, NUMBERS + ".json", Calls.TOKEN).statusCode()).isEqualTo(429);
      assertThat(get(carrier, BASE + ".json", Calls.TOKEN).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tokens_do_not_print() {
    assertThat(account().withTokens("one", "two").toString()).doesNotContain("one", "two");
  }

  private static SimulatedAccount account() {
    return SimulatedAccount.of(Calls.ACCOUNT, Calls.TOKEN);
  }

  private HttpResponse<String> get(Carrier carrier, String path, String token)
      throws IOException, InterruptedException {
    return client.send(request(carrier, path, token).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Carrier carrier, String path, String form)
      throws IOException, InterruptedException {
    return client.send(
        request(carrier, path, Calls.TOKEN).POST(BodyPublishers.ofString(form)).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Carrier carrier, String path, String token) {
    byte[] credentials = (Calls.ACCOUNT + ":" + token).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(carrier.restUrl().resolve(path))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }
}
