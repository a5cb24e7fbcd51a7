package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.signature.FormPairs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Personal data does not reach a log through `toString`.
@Tag("unit")
class MaskingTest {
  @ParameterizedTest
  @CsvSource({
    "+972501234567, ***********67",
    "anonymous, *******us",
    "12345, ***45",
    "1234, ****",
    "1, *",
    "'', ''",
  })
  void a_number_shows_its_last_two_digits_at_most(String number, String shown) {
    assertThat(new PhoneNumber(number)).asString().isEqualTo(shown);
    assertThat(new PhoneNumber(number).masked()).isEqualTo(shown);
  }

  @Test
  void a_call_does_not_show_its_numbers() throws MalformedWebhook {
    var form =
        FormPairs.of(
            "CallSid", "CA1", "From", "+972501234567", "To", "+97231234567", "Digits", "4711");

    for (Webhook webhook :
        new Webhook[] {
          WebhookReader.incomingCall(form),
          WebhookReader.streamEnded(form),
          WebhookReader.fallback(form)
        }) {
      assertThat(webhook).asString().contains("CA1").doesNotContain("0501234567", "31234567");
    }
    assertThat(form).asString().contains("From", "Digits").doesNotContain("9725", "4711");
    assertThat(form.pairs()).asString().doesNotContain("9725", "4711");
  }

  @ParameterizedTest
  @CsvSource({
    "+972501234567, true", "+1234567, true", "+123456, false", "+0123456789, false",
    "972501234567, false", "anonymous, false", "client:dana, false", "'', false",
    "+97250123456789012, false", "+266696687, false", "+7378742833, false", "+٩٧٢٥٠١٢٣٤٥٦٧, false",
  })
  void only_full_international_numbers_can_be_called_back(String number, boolean dialable) {
    assertThat(new PhoneNumber(number).isDialable()).isEqualTo(dialable);
  }
}
