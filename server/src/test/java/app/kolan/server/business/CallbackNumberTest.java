package app.kolan.server.business;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.webhook.PhoneNumber;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class CallbackNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0525381648, +972525381648, 0525381648",
    "036123456, +97236123456, 036123456",
    "0771234567, +972771234567, 0771234567",
    "972525381648, +972525381648, 0525381648",
    "1700123456, +9721700123456, 1700123456",
    "0012125550123, +12125550123, 12125550123"
  })
  void keys_that_can_be_a_number_are_one(String keys, String number, String readBack) {
    PhoneNumber taken = CallbackNumber.ofKeys(keys, "IL").orElseThrow();

    assertThat(taken.value()).isEqualTo(number);
    assertThat(CallbackNumber.digits(taken, "IL")).isEqualTo(readBack);
  }

  @ParameterizedTest
  @CsvSource({
    "0301234567, +49301234567, 0301234567",
    "00972525381648, +972525381648, 972525381648"
  })
  void elsewhere_keys_are_a_number_of_that_country(String keys, String number, String readBack) {
    PhoneNumber taken = CallbackNumber.ofKeys(keys, "DE").orElseThrow();

    assertThat(taken.value()).isEqualTo(number);
    assertThat(CallbackNumber.digits(taken, "DE")).isEqualTo(readBack);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "12345", "*", "05253816489", "50541112233", "****"})
  void keys_that_cannot_be_a_number_are_none(String keys) {
    assertThat(CallbackNumber.ofKeys(keys, "IL")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0501234567, +972501234567",
    "972501234567, +972501234567",
    "+972-50-123-4567, +972501234567",
    "03-6123456, +97236123456",
    "+972501234567, +972501234567",
    "anonymous, anonymous",
    "266696687, 266696687",
    "+972, +972"
  })
  void a_callers_number_is_read_as_it_is_dialled_at_home(String given, String number) {
    assertThat(CallbackNumber.ofCaller(new PhoneNumber(given), "IL"))
        .isEqualTo(new PhoneNumber(number));
  }
}
