package app.kolan.server.calltrace;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.CallbackNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class NumberPseudonymsTest {
  private final NumberPseudonyms stubs = new NumberPseudonyms("IL", new Random(3));

  @ParameterizedTest
  @ValueSource(
      strings = {"+972541234567", "+97231234567", "+14155552671", "+442071838750", "+4930901820"})
  void a_number_is_replaced_by_one_of_its_country_and_length(String number)
      throws NumberParseException {
    String stub = stubs.of(number);

    var numbers = PhoneNumberUtil.getInstance();
    assertThat(stub).isNotEqualTo(number).hasSameSizeAs(number);
    assertThat(new PhoneNumber(stub).isDialable()).isTrue();
    assertThat(numbers.parse(stub, null).getCountryCode())
        .isEqualTo(numbers.parse(number, null).getCountryCode());
    assertThat(numbers.isValidNumber(numbers.parse(stub, null)))
        .isEqualTo(numbers.isValidNumber(numbers.parse(number, null)));
  }

  @Test
  void the_same_number_has_the_same_stand_in_and_another_one_another() {
    String first = stubs.of("+972541234567");

    assertThat(stubs.of("+972541234568")).isNotEqualTo(first);
    assertThat(stubs.of("+972541234567")).isEqualTo(first);
  }

  @Test
  void another_tape_has_other_stand_ins() {
    assertThat(new NumberPseudonyms("IL", new Random(4)).of("+972541234567"))
        .isNotEqualTo(stubs.of("+972541234567"));
  }

  @ParameterizedTest
  @CsvSource({
    "anonymous, anonymous",
    "Restricted, Restricted",
    "+266696687, +266696687",
    "client:dana, client:caller",
    "sip:dana@pbx.example.com, sip:caller",
    "***********67, *************"
  })
  void what_is_no_number_keeps_its_kind_alone(String caller, String stub) {
    assertThat(stubs.of(caller)).isEqualTo(stub);
  }

  @Test
  void a_local_number_keeps_its_length() {
    assertThat(stubs.of("0541234567")).matches("0[0-9]{9}").isNotEqualTo("0541234567");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0525381648#",
        "036123456#",
        "12345#",
        "1700123456",
        "00442071838750#",
        "0525381648",
        "052*5381648#",
        "972541234567",
        "99",
        "01234567890123456789"
      })
  void keys_are_replaced_by_others_that_the_receptionist_takes_alike(String keys) {
    String stub = stubs.ofKeys(keys);

    assertThat(stub).isNotEqualTo(keys);
    assertAlike(keys, stub);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "#", "*", "0#", ""})
  void a_choice_from_a_menu_stays(String keys) {
    assertThat(stubs.ofKeys(keys)).isEqualTo(keys);
  }

  @Test
  void any_keys_are_taken_alike() {
    var random = new Random(5);
    for (int i = 0; i < 300; i++) {
      var keys = new StringBuilder(i % 3 == 0 ? "05" : i % 3 == 1 ? "0" : "");
      int length = 2 + random.nextInt(12);
      while (keys.length() < length) {
        keys.append("0123456789".charAt(random.nextInt(10)));
      }
      assertAlike(keys.toString(), stubs.ofKeys(keys.toString()));
    }
  }

  @Test
  void a_caller_who_keys_the_own_number_keeps_it() {
    String caller = stubs.of("+972541234567");

    String keyed = stubs.ofKeys("0541234567#");

    assertThat(CallbackNumber.ofKeys(keyed.replace("#", ""), "IL"))
        .contains(new PhoneNumber(caller));
  }

  @Test
  void a_number_that_was_keyed_is_known_again_in_the_lead() {
    String keyed = stubs.ofKeys("0525381648#");

    assertThat(Optional.of(new PhoneNumber(stubs.of("+972525381648"))))
        .isEqualTo(CallbackNumber.ofKeys(keyed.replace("#", ""), "IL"));
  }

  @Test
  void keys_are_a_number_of_the_business_country() {
    var german = new NumberPseudonyms("DE", new Random(3));
    String caller = german.of("+49301234567");

    String keyed = german.ofKeys("0301234567#");

    assertThat(CallbackNumber.ofKeys(keyed.replace("#", ""), "DE"))
        .contains(new PhoneNumber(caller));
  }

  private static void assertAlike(String keys, String stub) {
    assertThat(stub.replaceAll("[1-9]", "x")).isEqualTo(keys.replaceAll("[1-9]", "x"));
    Optional<PhoneNumber> meant = CallbackNumber.ofKeys(keys.replaceAll("#.*", ""), "IL");
    Optional<PhoneNumber> other = CallbackNumber.ofKeys(stub.replaceAll("#.*", ""), "IL");
    assertThat(other.isPresent()).as("%s as %s", keys, stub).isEqualTo(meant.isPresent());
  }
}
