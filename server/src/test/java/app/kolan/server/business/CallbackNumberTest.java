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
  @ValueSource(strings = {"", "1", "12345", "*", "05253816489", "50541112233", "****"})
  void keys_that_cannot_be_a_number_are_none(String keys) {
    assertThat(CallbackNumber.ofKeys(keys, "IL")).isEmpty();
  }
}
