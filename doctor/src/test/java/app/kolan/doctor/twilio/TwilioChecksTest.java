package app.kolan.doctor.twilio;

import static app.kolan.doctor.twilio.TwilioHarness.NUMBER;
import static app.kolan.doctor.twilio.TwilioHarness.SECONDARY;
import static app.kolan.doctor.twilio.TwilioHarness.TOKEN;
import static app.kolan.doctor.twilio.TwilioHarness.VOICE;
import static app.kolan.doctor.twilio.TwilioHarness.account;
import static app.kolan.doctor.twilio.TwilioHarness.look;
import static app.kolan.doctor.twilio.TwilioHarness.number;
import static app.kolan.doctor.twilio.TwilioHarness.target;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.business.AnswerMode;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.account.DebuggerAlert;
import app.kolan.simulator.account.RestRefusal;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class TwilioChecksTest {
  @Test
  void an_account_in_order_is_fine() throws InterruptedException {
    assertThat(look(account()))
        .extracting(Finding::what)
        .containsExactly(
            "the account takes the auth token, which is its primary one",
            "the number **********21 sends its calls to " + VOICE,
            "the account may call IL, where the human is",
            "the Debugger has shown nothing in the last 24 hours");
  }

  @Test
  void a_wrong_token_is_broken_and_ends_the_look() throws InterruptedException {
    assertThat(look(account(), target(SECONDARY)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.BROKEN);
              assertThat(finding.what()).isEqualTo("Twilio refuses the auth token");
              assertThat(finding.codes()).contains(20003, 11200);
            });
  }

  @Test
  void during_a_rotation_the_primary_token_is_named() throws InterruptedException {
    assertThat(look(account().withTokens(TOKEN, SECONDARY), target(SECONDARY, TOKEN)))
        .extracting(Finding::what)
        .contains(
            "the second of the 2 auth tokens is the primary one, which Twilio signs with; take the"
                + " rest out when the rotation is over");
  }

  @Test
  void an_old_token_is_reported_by_its_position() throws InterruptedException {
    assertThat(look(account(), target(SECONDARY, TOKEN)))
        .filteredOn(finding -> finding.codes().contains(20003))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.what()).isEqualTo("Twilio refuses the first of the 2 auth tokens");
            });
  }

  @Test
  void a_server_that_knows_the_secondary_token_alone_is_broken() throws InterruptedException {
    assertThat(look(account().withTokens(TOKEN, SECONDARY), target(SECONDARY)))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).contains("primary token is none of");
              assertThat(finding.codes()).contains(11200, 31920);
            });
  }

  @ParameterizedTest
  @CsvSource({"suspended", "closed"})
  void an_account_that_is_not_active_is_broken(String status) throws InterruptedException {
    assertThat(look(account().withStatus(status)))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).isEqualTo("the account is " + status);
              assertThat(finding.codes()).containsExactly(10001);
            });
  }

  @Test
  void an_account_that_is_refused_as_inactive_is_broken() throws InterruptedException {
    assertThat(refused(RestRefusal.of("GET", "/Accounts/", 403, 20005)))
        .extracting(Finding::what)
        .containsExactly("the account is not active");
  }

  @Test
  void a_trial_is_a_note() throws InterruptedException {
    assertThat(look(account().withType("Trial")))
        .filteredOn(finding -> finding.level() == Level.NOTE)
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("trial", "10 minutes"));
  }

  @ParameterizedTest
  @CsvSource({
    "VoiceUrl, https://old.example.com/webhook/incoming_call, the host is another, BROKEN",
    "VoiceUrl, http://phone.example.com/webhook/incoming_call, it begins with http://, BROKEN",
    "VoiceUrl, https://phone.example.com/webhook/incoming_call/, a last /, BROKEN",
    "VoiceUrl, https://phone.example.com:8443/webhook/incoming_call, the port, BROKEN",
    "VoiceUrl, https://phone.example.com/voice, the path is another, BROKEN",
    "VoiceUrl, https://phone.example.com/webhook/incoming_call?a=1, another query, BROKEN",
    "VoiceUrl, '', it is not set, BROKEN",
    "VoiceMethod, GET, 405, BROKEN",
    "VoiceFallbackUrl, '', application error, WARNING",
    "VoiceFallbackMethod, GET, refused, WARNING",
    "StatusCallback, https://phone.example.com/status, the path is another, WARNING",
    "StatusCallbackMethod, GET, refused, WARNING"
  })
  void a_field_that_differs_is_named(String field, String is, String why, Level level)
      throws InterruptedException {
    assertThat(look(account().withNumbers(number().with(field, is))))
        .filteredOn(finding -> finding.isWorseThan(Level.NOTE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(level);
              assertThat(finding.what()).contains("**********21", "→ should be");
              assertThat(finding.why()).contains(why);
              assertThat(finding.remedy()).contains("--fix");
            });
  }

  @Test
  void connection_overrides_in_a_fragment_are_no_difference() throws InterruptedException {
    assertThat(look(account().withNumbers(number().with("VoiceUrl", VOICE + "#rc=3&rp=all"))))
        .extracting(Finding::level)
        .containsOnly(Level.FINE);
  }

  @Test
  void a_password_in_a_url_is_not_shown() throws InterruptedException {
    String url = "https://me:secret@phone.example.com/webhook/incoming_call";

    assertThat(look(account().withNumbers(number().with("VoiceUrl", url))).toString())
        .contains("****@phone.example.com")
        .doesNotContain("secret");
  }

  @Test
  void a_number_whose_urls_are_not_used_is_reported() throws InterruptedException {
    assertThat(look(account().withNumbers(number().with(SimulatedNumber.TRUNK, "TK1"))))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .extracting(Finding::what)
        .containsExactly("the calls of the number **********21 go to a SIP trunk");
    assertThat(look(account().withNumbers(number().with(SimulatedNumber.APPLICATION, "AP1"))))
        .filteredOn(finding -> finding.level() == Level.WARNING)
        .extracting(Finding::what)
        .containsExactly("the calls of the number **********21 follow a TwiML application");
  }

  @Test
  void a_number_without_voice_is_broken() throws InterruptedException {
    assertThat(look(account().withNumbers(number().withoutVoice())))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .extracting(Finding::what)
        .containsExactly("the number **********21 takes no calls");
  }

  @Test
  void of_several_numbers_those_are_looked_at_that_point_here() throws InterruptedException {
    assertThat(look(account().withNumbers(other(1), number(), other(2))))
        .extracting(Finding::what)
        .contains("the number **********21 sends its calls to " + VOICE);
  }

  @Test
  void when_no_number_points_here_all_are_named_masked() throws InterruptedException {
    assertThat(look(account().withNumbers(other(1), other(2))))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what())
                  .isEqualTo(
                      "none of the account's 2 phone numbers sends its calls to phone.example.com");
              assertThat(finding.why())
                  .isEqualTo("**********01 → demo.example.com, **********02 → demo.example.com");
              assertThat(finding.remedy()).contains("--number");
            });
  }

  @Test
  void an_account_without_numbers_is_broken() throws InterruptedException {
    assertThat(look(account().withNumbers()))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .extracting(Finding::what)
        .containsExactly("the account has no phone number");
  }

  @Test
  void a_named_number_is_found_on_a_later_page_and_a_missing_one_is_broken()
      throws InterruptedException {
    SimulatedNumber[] many =
        IntStream.range(0, 1003).mapToObj(TwilioChecksTest::other).toArray(SimulatedNumber[]::new);
    SimulatedNumber last = many[1002];
    assertThat(named(account().withNumbers(many), last.number()))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .extracting(Finding::what)
        .containsExactly(
            "“a call comes in” of the number **********02 is https://demo.example.com/voice →"
                + " should be "
                + VOICE);
    assertThat(named(account().withNumbers(other(1)), NUMBER))
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .extracting(Finding::what)
        .containsExactly("the account has no phone number **********21");
  }

  @Test
  void a_country_that_may_not_be_called_is_a_warning_and_in_listen_mode_broken()
      throws InterruptedException {
    SimulatedAccount account = account().withCountries("US");

    assertThat(look(account))
        .filteredOn(finding -> finding.level() == Level.WARNING)
        .singleElement()
        .satisfies(finding -> assertThat(finding.codes()).containsExactly(13227, 21215));
    try (Carrier carrier = TwilioHarness.open(account);
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      assertThat(look(twilioChecks, null, AnswerMode.LISTEN, false).worst())
          .isEqualTo(Level.BROKEN);
    }
  }

  @Test
  void alerts_are_reported_by_code_with_count_cause_and_remedy() throws InterruptedException {
    Instant now = Instant.now();
    try (Carrier carrier = TwilioHarness.open(account());
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      raise(carrier, Problems.STREAM_HANDSHAKE, now.minusSeconds(7200), VOICE);
      raise(carrier, Problems.STREAM_HANDSHAKE, now.minusSeconds(60), "https://x.example/ws");
      raise(carrier, Problems.STREAM_CLOSED, now.minusSeconds(3000), VOICE);
      raise(carrier, Problems.GATHER_LANGUAGE, now.minus(Duration.ofHours(25)), VOICE);

      List<Finding> findings =
          look(twilioChecks, null).findings().stream()
              .filter(seen -> seen.check().equals("Debugger"))
              .map(Diagnosis.Seen::finding)
              .toList();

      assertThat(findings).extracting(Finding::level).containsExactly(Level.WARNING, Level.NOTE);
      assertThat(findings.getFirst().what())
          .startsWith(
              "the Debugger has shown 31920 (Stream: WebSocket handshake error) 2 times in the last"
                  + " 24 hours, last at ")
          .endsWith("1 of them at phone.example.com");
      assertThat(findings.getFirst().why()).startsWith("the usual cause: The proxy");
      assertThat(findings.getFirst().remedy()).isNotBlank();
      assertThat(findings).flatExtracting(Finding::codes).containsExactly(31920, 31921);
    }
  }

  @Test
  void all_pages_are_asked_of_the_address_that_is_set() throws InterruptedException {
    try (Carrier carrier = TwilioHarness.open(account());
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      for (int i = 0; i < 1001; i++) {
        raise(carrier, Problems.EMPTY_BODY, Instant.now(), VOICE);
      }

      assertThat(look(twilioChecks, null).findings())
          .extracting(seen -> seen.finding().what())
          .anySatisfy(what -> assertThat(what).contains("11770", "1001 times"));
    }
  }

  @Test
  void alerts_about_other_servers_can_be_left_out() throws InterruptedException {
    try (Carrier carrier = TwilioHarness.open(account());
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      raise(carrier, Problems.EMPTY_BODY, Instant.now(), "https://x.example/ws");

      assertThat(look(twilioChecks, null, AnswerMode.CONVERSE, true).worst()).isEqualTo(Level.FINE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/IncomingPhoneNumbers, 429, 20429, in a minute",
    "/IncomingPhoneNumbers, 503, 20503, status.twilio.com",
    "/Alerts, 500, 20500, status.twilio.com",
    "/Alerts, 403, 20003, restricted",
    "/Countries, 404, 20404, region"
  })
  void what_twilio_does_not_give_is_a_warning(String path, int status, int code, String remedy)
      throws InterruptedException {
    assertThat(refused(RestRefusal.of("GET", path, status, code)))
        .filteredOn(finding -> finding.isWorseThan(Level.NOTE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).endsWith("could not be looked at");
              assertThat(finding.why()).isEqualTo("Twilio answers %d, code %d", status, code);
              assertThat(finding.remedy()).contains(remedy);
              assertThat(finding.codes()).containsExactly(code);
            });
  }

  @Test
  void a_twilio_that_is_silent_is_waited_for_a_while_only() throws InterruptedException {
    var silence = new RestRefusal("GET", "/Alerts", 200, 0, Duration.ofMinutes(1));
    try (Carrier carrier = TwilioHarness.open(account().withRefusals(silence));
        TwilioChecks twilioChecks =
            TwilioChecks.begin(target(TOKEN), carrier.restUrl(), Duration.ofSeconds(3))) {
      assertThat(look(twilioChecks, null).findings())
          .filteredOn(seen -> seen.check().equals("Debugger"))
          .singleElement()
          .satisfies(
              seen -> {
                assertThat(seen.finding().level()).isEqualTo(Level.WARNING);
                assertThat(seen.finding().why()).contains("gives no answer within 3 s");
              });
    }
  }

  @Test
  void a_twilio_that_cannot_be_reached_is_a_warning() throws InterruptedException {
    try (TwilioChecks twilioChecks =
        TwilioChecks.begin(
            target(TOKEN), URI.create("http://127.0.0.1:1"), Duration.ofSeconds(30))) {
      assertThat(look(twilioChecks, null).findings())
          .singleElement()
          .satisfies(
              seen -> {
                assertThat(seen.finding().level()).isEqualTo(Level.WARNING);
                assertThat(seen.finding().remedy()).contains("port 443");
              });
    }
  }

  @Test
  void no_finding_contains_a_token_or_a_whole_number() throws InterruptedException {
    var told = new StringBuilder();
    told.append(look(account().withTokens(TOKEN, SECONDARY), target(SECONDARY, TOKEN)));
    told.append(look(account().withTokens(TOKEN, SECONDARY), target(SECONDARY)));
    told.append(look(account(), target(SECONDARY)));
    told.append(look(account().withNumbers(other(1), other(2))));
    told.append(target(TOKEN));

    assertThat(told.toString())
        .doesNotContain(TOKEN, SECONDARY, NUMBER.value(), other(1).number().value());
  }

  private static List<Finding> refused(RestRefusal blocked) throws InterruptedException {
    return look(account().withRefusals(blocked));
  }

  private static List<Finding> named(SimulatedAccount account, PhoneNumber number)
      throws InterruptedException {
    try (Carrier carrier = TwilioHarness.open(account);
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      return look(twilioChecks, number).findings().stream().map(Diagnosis.Seen::finding).toList();
    }
  }

  private static SimulatedNumber other(int index) {
    return SimulatedNumber.of(
        "PN%032d".formatted(100 + index),
        new PhoneNumber("+9723%07d".formatted(1_000_000 + index)),
        "https://demo.example.com/voice");
  }

  private static void raise(
      Carrier carrier, app.kolan.twilio.problem.Problem problem, Instant at, String url) {
    carrier.account().raise(new DebuggerAlert(at, problem, "CA1", url, "a test"));
  }
}
