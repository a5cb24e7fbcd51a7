package app.kolan.server.telephony.rest;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.rest.RecordingList.Message;
import app.kolan.server.telephony.rest.RecordingList.RecordedCall;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Against a server that follows https://www.twilio.com/docs/voice/api/recording.
@Tag("socket")
final class RecordingListTest {
  private static final String ACCOUNT = "AC" + "b".repeat(32);
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));
  private static final Instant SINCE = Instant.parse("2026-11-28T10:00:00Z");

  FakeTwilio twilio;
  TwilioRest rest;
  RecordingList list;

  @BeforeEach
  void start() throws IOException {
    twilio = new FakeTwilio();
    rest = new TwilioRest(twilio.base(), ACCOUNT, List.of("old", "new"));
    list = new RecordingList(rest);
  }

  @AfterEach
  void stop() {
    rest.close();
    twilio.close();
  }

  @Test
  void messages_are_listed_page_by_page_and_nothing_else_is() throws InterruptedException {
    String next =
        "/2010-04-01/Accounts/%s/Recordings.json?DateCreated%%3E=2026-11-28&PageSize=1000&Page=1&PageToken=PARE7"
            .formatted(ACCOUNT);
    twilio.next(
        page(
            "\"" + next + "\"",
            recording(1, "completed", "RecordVerb", "Sat, 28 Nov 2026 12:00:00 +0000", "7"),
            recording(2, "in-progress", "RecordVerb", "Sat, 28 Nov 2026 12:00:00 +0000", "-1"),
            recording(3, "completed", "DialVerb", "Sat, 28 Nov 2026 12:00:00 +0000", "7")),
        page(
            "null",
            recording(4, "processing", "RecordVerb", "Sat, 28 Nov 2026 10:00:00 +0000", "-1"),
            recording(5, "completed", "RecordVerb", "Sat, 28 Nov 2026 09:59:59 +0000", "7"),
            recording(6, "completed", "RecordVerb", "yesterday", "7"),
            "{}"));

    assertThat(list.since(SINCE))
        .isEqualTo(
            new Given<>(
                List.of(
                    new Message(
                        sid(1), CALL, SINCE.plus(Duration.ofHours(2)), Duration.ofSeconds(7)),
                    new Message(sid(4), CALL, SINCE, null))));
    assertThat(twilio.asked()).hasSize(2);
  }

  @Test
  void a_call_is_looked_up_with_each_token_in_turn() throws InterruptedException {
    twilio.next(
        FakeTwilio.status(401, "{\"code\": 20003}"),
        FakeTwilio.status(
            200,
            """
            {"sid": "CA1", "from": "+972541234567", "to": "+97231234567", "status": "completed",
             "date_created": "Sat, 28 Nov 2026 10:00:00 +0000"}
            """));

    assertThat(list.call(CALL))
        .isEqualTo(
            new Given<>(
                new RecordedCall(
                    new PhoneNumber("+972541234567"), new PhoneNumber("+97231234567"), SINCE)));
    assertThat(twilio.asked().getLast().path())
        .isEqualTo("/2010-04-01/Accounts/%s/Calls/%s.json".formatted(ACCOUNT, CALL));
  }

  @Test
  void a_list_that_cannot_be_had_is_no_empty_list() throws InterruptedException {
    twilio.next(FakeTwilio.status(503, "{\"code\": 20503}"), FakeTwilio.status(200, "<html>"));

    assertThat(list.since(SINCE)).isEqualTo(new Refused<>(503, 20503));
    assertThat(list.since(SINCE)).isInstanceOf(Unreachable.class);
  }

  private static RecordingSid sid(int number) {
    return new RecordingSid("RE%032d".formatted(number));
  }

  private static String recording(
      int number, String status, String source, String created, String duration) {
    return """
    {"account_sid": "%s", "api_version": "2010-04-01", "call_sid": "%s", "channels": 1,
     "date_created": "%s", "duration": "%s", "sid": "%s", "source": "%s", "status": "%s"}
    """
        .formatted(ACCOUNT, CALL, created, duration, sid(number), source, status);
  }

  private static FakeTwilio.Answer page(String next, String... recordings) {
    return FakeTwilio.status(
        200,
        "{\"next_page_uri\": %s, \"page\": 0, \"recordings\": [%s]}"
            .formatted(next, String.join(",", recordings)));
  }
}
