package app.kolan.server.telephony.rest;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.rest.PlacedCalls.PlacedCall;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Against a server that follows https://www.twilio.com/docs/voice/api/call-resource.
@Tag("socket")
final class PlacedCallsTest {
  private static final Instant SINCE = Instant.parse("2026-11-28T10:00:00Z");

  @Test
  void a_call_that_a_document_has_dialled_is_none_that_was_placed() throws Exception {
    try (var twilio = new FakeTwilio();
        var rest = new TwilioRest(twilio.base(), "AC" + "b".repeat(32), List.of("token"))) {
      twilio.next(
          FakeTwilio.status(
              200,
              "{\"calls\": [%s, %s, %s]}"
                  .formatted(
                      call(1, "outbound-dial", "Sat, 28 Nov 2026 10:00:05 +0000"),
                      call(2, "outbound-api", "Sat, 28 Nov 2026 10:00:01 +0000"),
                      call(3, "outbound-api", "Sat, 28 Nov 2026 09:59:59 +0000"))));

      assertThat(
              new PlacedCalls(rest)
                  .since(new PhoneNumber("+972503334444"), new PhoneNumber("+972720000002"), SINCE))
          .isEqualTo(
              new Given<>(
                  List.of(
                      new PlacedCall(
                          new CallSid("CA%032d".formatted(2)),
                          CallStatus.RINGING,
                          0,
                          SINCE.plusSeconds(1)))));
    }
  }

  private static String call(int number, String direction, String created) {
    return """
        {"sid": "CA%032d", "status": "ringing", "direction": "%s", "date_created": "%s"}
        """
        .formatted(number, direction, created);
  }
}
