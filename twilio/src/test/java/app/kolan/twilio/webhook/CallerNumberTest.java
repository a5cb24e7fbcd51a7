package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.signature.FormPairs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class CallerNumberTest {
  @ParameterizedTest
  @CsvSource({
    "+972501234567, +972501234567",
    "' +972501234567 ', +972501234567",
    "sip:+972501234567@sip.example.com;transport=tls, +972501234567",
    "SIP:+972501234567@10.0.0.1, +972501234567",
    "whatsapp:+972501234567, +972501234567",
    "tel:+972501234567, +972501234567",
    "+٩٧٢٥٠١٢٣٤٥٦٧, +972501234567",
    "\u202e+972501234567, +972501234567",
  })
  void a_number_in_e164_is_found_wherever_it_stands(String text, String number) {
    assertThat(PhoneNumber.ofTwilio(text)).isEqualTo(new PhoneNumber(number));
    assertThat(PhoneNumber.ofTwilio(text).isDialable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anonymous",
        "Restricted",
        "",
        "+",
        "+0",
        "sip:anonymous@anonymous.invalid",
        "client:דנה",
        "<Dial>+900</Dial>",
        "+97250123456789012345"
      })
  void any_other_text_stays_and_cannot_be_called(String text) {
    assertThat(PhoneNumber.ofTwilio(text).value()).isEqualTo(text);
    assertThat(PhoneNumber.ofTwilio(text).isDialable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+266696687",
        "+1266696687",
        "+7748283225537",
        "+94844353",
        "+4683762846625",
        "266696687",
        "+7378742833",
        "+17378742833",
        "+2562533",
        "+8656696",
        "+18656696",
        "+86282452253",
        "+186282452253",
        "+7748283",
        "+17748283"
      })
  void a_word_on_the_keypad_is_a_withheld_number(String text) {
    assertThat(PhoneNumber.ofTwilio(text).isWithheld()).isTrue();
    assertThat(PhoneNumber.ofTwilio(text).isDialable()).isFalse();
  }

  @Test
  void on_a_call_that_the_business_placed_the_other_party_is_who_was_called() throws Exception {
    FormPairs form =
        FormPairs.of(
            "CallSid", "CA11111111111111111111111111111111",
            "Direction", "outbound-api",
            "From", "+97237654321",
            "To", "+972501234567");

    assertThat(WebhookReader.incomingCall(form).caller().value()).isEqualTo("+972501234567");
    assertThat(WebhookReader.incomingCall(form).called().value()).isEqualTo("+97237654321");
  }
}
