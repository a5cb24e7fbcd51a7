package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.signature.FormPairs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How far a call and its stream have come.
@Tag("unit")
class ProgressWebhooksTest {
  private static final CallSid CALL = new CallSid("CA1");

  @Test
  void the_end_of_a_call_is_read_whole() throws Exception {
    var form =
        FormPairs.parse(
            "CallSid=CA1&CallbackSource=call-progress-events&SequenceNumber=3"
                + "&CallStatus=completed&Duration=1&CallDuration=49&AnsweredBy=human"
                + "&Timestamp=Sun%2C+25+Mar+2018+09%3A53%3A19+%2B0000&ErrorCode=31921");

    assertThat(WebhookReader.callProgress(form))
        .isEqualTo(
            new Webhook.CallProgress(CALL, CallStatus.COMPLETED, 3, Duration.ofSeconds(49), 31921));
  }

  @Test
  void the_progress_of_a_call_needs_only_its_identifier() throws MalformedWebhook {
    assertThat(WebhookReader.callProgress(FormPairs.of("CallSid", "CA1")))
        .isEqualTo(new Webhook.CallProgress(CALL, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "0x1", "1 ", "99999999999999999999"})
  void odd_numbers_are_none(String number) throws MalformedWebhook {
    var form =
        FormPairs.of(
            "CallSid", "CA1",
            "SequenceNumber", number,
            "CallDuration", number,
            "ErrorCode", number,
            "CallStatus", number);

    assertThat(WebhookReader.callProgress(form))
        .isEqualTo(new Webhook.CallProgress(CALL, null, null, null, null));
  }

  @Test
  void an_error_of_a_stream_is_read_whole() throws MalformedWebhook {
    var form =
        FormPairs.of(
            "CallSid", "CA1",
            "StreamSid", "MZ1",
            "StreamEvent", "stream-error",
            "StreamError", "31921 closed");

    assertThat(WebhookReader.streamProgress(form))
        .isEqualTo(
            new Webhook.StreamProgress(CALL, new StreamSid("MZ1"), "stream-error", "31921 closed"));
  }

  @Test
  void the_progress_of_a_stream_needs_only_its_call() throws MalformedWebhook {
    assertThat(WebhookReader.streamProgress(FormPairs.of("CallSid", "CA1", "StreamSid", "?")))
        .isEqualTo(new Webhook.StreamProgress(CALL, null, "", null));
  }
}
