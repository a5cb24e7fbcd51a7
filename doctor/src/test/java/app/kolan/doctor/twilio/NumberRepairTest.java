package app.kolan.doctor.twilio;

import static app.kolan.doctor.twilio.TwilioHarness.TOKEN;
import static app.kolan.doctor.twilio.TwilioHarness.account;
import static app.kolan.doctor.twilio.TwilioHarness.number;
import static app.kolan.doctor.twilio.TwilioHarness.target;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.account.RestRefusal;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class NumberRepairTest {
  private static final SimulatedNumber MISCONFIGURED =
      number()
          .with(SimulatedNumber.VOICE_URL, "https://phone.example.com/old?it's")
          .with(SimulatedNumber.VOICE_METHOD, "GET")
          .with(SimulatedNumber.FALLBACK_URL, "");

  @Test
  void what_differs_is_set_and_nothing_else() throws InterruptedException {
    SimulatedNumber misconfigured = MISCONFIGURED.with("SmsUrl", "https://sms.example.com");
    try (Carrier carrier = TwilioHarness.open(account().withNumbers(misconfigured));
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      var before = TwilioHarness.look(twilioChecks, null);

      NumberRepair repair = repairAfter(twilioChecks);
      assertThat(repair.table())
          .containsExactly(
              "The number **********21 at Twilio would be changed:",
              "  VoiceUrl              https://phone.example.com/old?it's",
              "                        → https://phone.example.com/webhook/incoming_call",
              "  VoiceMethod           GET",
              "                        → POST",
              "  VoiceFallbackUrl      not set",
              "                        → https://phone.example.com/webhook/voice_fallback");
      NumberRepair.Outcome outcome = repair.carryOut();

      assertThat(outcome.whole()).isTrue();
      assertThat(outcome.lines())
          .containsExactly(
              "Twilio has taken the change. Read back: everything is as it should be.",
              "To undo it:",
              "  curl -X POST -u \"$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN\" \\",
              "    --data-urlencode 'VoiceUrl=https://phone.example.com/old?it'\\''s' \\",
              "    --data-urlencode 'VoiceMethod=GET' \\",
              "    --data-urlencode 'VoiceFallbackUrl=' \\",
              "    '%s/2010-04-01/Accounts/%s/IncomingPhoneNumbers/%s.json'"
                  .formatted(carrier.restUrl(), TwilioHarness.ACCOUNT, misconfigured.sid()));
      assertThat(carrier.account().numbers())
          .containsExactly(number().with("SmsUrl", "https://sms.example.com"));
      assertThat(before.worst()).isEqualTo(Finding.Level.BROKEN);
      assertThat(twilioChecks.lookAgain(before).worst()).isEqualTo(Finding.Level.FINE);
    }
  }

  @Test
  void a_change_that_twilio_refuses_is_reported_and_nothing_is_undone()
      throws InterruptedException {
    assertThat(
            outcome(
                account()
                    .withNumbers(MISCONFIGURED)
                    .withRefusals(RestRefusal.of("POST", "/IncomingPhoneNumbers/", 400, 21502))))
        .isEqualTo(
            new NumberRepair.Outcome(
                false,
                false,
                java.util.List.of(
                    "Twilio refused the change: Twilio answers 400, code 21502. Read back:"
                        + " everything is as it was.")));
  }

  @Test
  void a_change_that_cannot_be_read_back_is_reported_with_how_to_undo_it()
      throws InterruptedException {
    NumberRepair.Outcome outcome =
        outcome(
            account()
                .withNumbers(MISCONFIGURED)
                .withRefusals(RestRefusal.of("GET", "/IncomingPhoneNumbers/", 503, 20503)));

    assertThat(outcome.whole()).isFalse();
    assertThat(outcome.lines().getFirst())
        .isEqualTo(
            "Twilio has taken the change; it could not be read back: Twilio answers 503, code"
                + " 20503.");
    assertThat(outcome.lines()).contains("To undo it:");
  }

  @Test
  void a_number_that_is_right_or_does_not_count_is_left_alone() throws InterruptedException {
    assertThat(offer(account()))
        .isEqualTo(
            new NumberRepair.Offer.Nothing(
                "The number is set as it should be; there is nothing to fix."));
    assertThat(offer(account().withNumbers(MISCONFIGURED.with(SimulatedNumber.TRUNK, "TK1"))))
        .isInstanceOf(NumberRepair.Offer.Nothing.class);
    assertThat(offer(account().withNumbers(number(), number()))).asString().contains("--number");
    assertThat(offer(account().withNumbers())).asString().contains("--number");
    assertThat(offer(account().withTokens("another"))).asString().contains("could not be asked");
  }

  private static NumberRepair repairAfter(TwilioChecks twilioChecks) {
    if (NumberRepair.after(twilioChecks) instanceof NumberRepair.Offer.Ready(NumberRepair repair)) {
      return repair;
    }
    throw new AssertionError("there is something to repair");
  }

  private static NumberRepair.Outcome outcome(SimulatedAccount account)
      throws InterruptedException {
    try (Carrier carrier = TwilioHarness.open(account);
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      TwilioHarness.look(twilioChecks, null);
      return repairAfter(twilioChecks).carryOut();
    }
  }

  private static NumberRepair.Offer offer(SimulatedAccount account) throws InterruptedException {
    try (Carrier carrier = TwilioHarness.open(account);
        TwilioChecks twilioChecks = TwilioHarness.twilioChecks(carrier, target(TOKEN))) {
      TwilioHarness.look(twilioChecks, null);
      return NumberRepair.after(twilioChecks);
    }
  }
}
