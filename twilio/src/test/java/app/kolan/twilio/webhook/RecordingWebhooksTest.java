package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.twilio.signature.FormPairs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Twilio's callbacks about recordings.
@Tag("unit")
class RecordingWebhooksTest {
  private static final CallSid CALL = new CallSid("CA1");
  private static final RecordingSid RECORDING = new RecordingSid("RE2");
  private static final String URL = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE2";

  @Test
  void a_message_is_found_by_its_url() throws MalformedWebhook {
    var form =
        FormPairs.of(
            "CallSid", "CA1", "RecordingUrl", URL, "RecordingDuration", "12", "Digits", "hangup");

    assertThat(WebhookReader.messageRecorded(form))
        .isEqualTo(new Webhook.MessageRecorded(CALL, RECORDING, URL, Duration.ofSeconds(12)));
  }

  @Test
  void a_message_that_says_its_identifier_is_believed() throws MalformedWebhook {
    var form = FormPairs.of("CallSid", "CA1", "RecordingUrl", URL, "RecordingSid", "RE3");

    assertThat(WebhookReader.messageRecorded(form).recordingSid())
        .isEqualTo(new RecordingSid("RE3"));
  }

  @Test
  void a_message_needs_only_its_call() throws MalformedWebhook {
    assertThat(WebhookReader.messageRecorded(FormPairs.of("CallSid", "CA1")))
        .isEqualTo(new Webhook.MessageRecorded(CALL, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "1e3", "9999999999", " 5", "٣"})
  void an_odd_length_is_none(String length) throws MalformedWebhook {
    var form = FormPairs.of("CallSid", "CA1", "RecordingDuration", length);

    assertThat(WebhookReader.messageRecorded(form).length()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://kolan.example/Recordings/RE2.wav, RE2",
    "https://kolan.example/Recordings/RE2/Media?x=1, RE2",
    "https://kolan.example/Recordings/../RE2,",
    "https://kolan.example/Recordings/CA2,",
    "https://kolan.example/recordings/RE2,",
    "RE2,",
  })
  void a_recording_in_a_url_stands_below_recordings(String url, String sid)
      throws MalformedWebhook {
    var form = FormPairs.of("CallSid", "CA1", "RecordingUrl", url);

    assertThat(WebhookReader.messageRecorded(form).recordingSid())
        .isEqualTo(sid == null ? null : new RecordingSid(sid));
  }

  @Test
  void the_progress_of_a_recording_is_read_whole() throws MalformedWebhook {
    var form =
        FormPairs.of(
            "AccountSid", "AC1",
            "CallSid", "CA1",
            "RecordingSid", "RE2",
            "RecordingUrl", URL,
            "RecordingStatus", "completed",
            "RecordingDuration", "3",
            "RecordingChannels", "1",
            "RecordingSource", "RecordVerb");

    assertThat(WebhookReader.recordingProgress(form))
        .isEqualTo(
            new Webhook.RecordingProgress(
                CALL, RECORDING, URL, "completed", Duration.ofSeconds(3)));
  }

  @Test
  void the_progress_of_a_recording_needs_its_call_and_its_recording() throws MalformedWebhook {
    assertThat(
            WebhookReader.recordingProgress(FormPairs.of("CallSid", "CA1", "RecordingSid", "RE2")))
        .isEqualTo(new Webhook.RecordingProgress(CALL, RECORDING, null, "", null));
    assertThatExceptionOfType(MalformedWebhook.class)
        .isThrownBy(
            () ->
                WebhookReader.recordingProgress(
                    FormPairs.of("CallSid", "CA1", "RecordingSid", "../../etc")))
        .withMessageNotContaining("etc");
  }
}
