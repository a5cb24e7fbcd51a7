package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.twilio.signature.FormPairs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class MissingCallSidTest {
  private static final List<Reader> READERS =
      List.of(
          WebhookReader::incomingCall,
          WebhookReader::streamEnded,
          WebhookReader::messageRecorded,
          WebhookReader::callProgress,
          WebhookReader::streamProgress,
          WebhookReader::recordingProgress,
          WebhookReader::fallback);

  @Test
  void a_webhook_without_a_call_is_malformed() {
    for (Reader reader : READERS) {
      assertMalformed(reader, FormPairs.of("RecordingSid", "RE1", "callsid", "CA1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CA", "ca1", "RE1", "CA/1", "CA../x", "CA1\n", " CA1", "CAא", "CA1 "})
  void a_webhook_with_an_odd_call_is_malformed(String callSid) {
    for (Reader reader : READERS) {
      assertMalformed(reader, FormPairs.of("RecordingSid", "RE1", "CallSid", callSid));
    }
  }

  @Test
  void a_name_longer_than_a_file_name_is_malformed() {
    assertMalformed(READERS.getFirst(), FormPairs.of("CallSid", "CA" + "1".repeat(65)));
  }

  private static void assertMalformed(Reader reader, FormPairs form) {
    assertThatExceptionOfType(MalformedWebhook.class)
        .isThrownBy(() -> reader.read(form))
        .withMessage("CallSid is missing or is not a call's identifier");
  }

  private interface Reader {
    Webhook read(FormPairs form) throws MalformedWebhook;
  }
}
