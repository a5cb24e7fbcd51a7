package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class FormPairsTest {
  @Test
  void a_form_is_decoded_in_the_order_of_arrival() throws MalformedForm {
    assertThat(FormPairs.parse("From=%2B97250&City=%D7%97%D7%99%D7%A4%D7%94&a+b=c+d%20e"))
        .isEqualTo(FormPairs.of("From", "+97250", "City", "חיפה", "a b", "c d e"));
  }

  @Test
  void small_and_capital_escapes_are_one() throws MalformedForm {
    assertThat(FormPairs.parse("a=%d7%a9")).isEqualTo(FormPairs.parse("a=%D7%A9"));
  }

  @Test
  void plain_text_beyond_ascii_stays() throws MalformedForm {
    assertThat(FormPairs.parse("a=שלום😀")).isEqualTo(FormPairs.of("a", "שלום😀"));
  }

  @Test
  void empty_parts_are_passed_over_and_empty_values_kept() throws MalformedForm {
    assertThat(FormPairs.parse("&&a=&b&=c&d=e=f&"))
        .isEqualTo(FormPairs.of("a", "", "b", "", "", "c", "d", "e=f"));
    assertThat(FormPairs.parse("")).isEqualTo(FormPairs.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%4g", "a=%g4", "%zz=a", "a=%-1", "a=%\u0664\u0661"})
  void a_broken_escape_is_malformed(String form) {
    assertThatExceptionOfType(MalformedForm.class).isThrownBy(() -> FormPairs.parse(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=%FF", "a=%C0%80", "a=%D7", "a=%ED%A0%80", "a=%F4%90%80%80", "a=\uD83D"})
  void what_is_not_utf8_is_malformed(String form) {
    assertThatExceptionOfType(MalformedForm.class).isThrownBy(() -> FormPairs.parse(form));
  }

  @Test
  void a_malformed_form_does_not_say_its_values() {
    assertThatExceptionOfType(MalformedForm.class)
        .isThrownBy(() -> FormPairs.parse("secret=hidden%ZZ"))
        .withMessageNotContaining("hidden");
  }

  @Test
  void more_than_a_thousand_pairs_are_malformed() throws MalformedForm {
    assertThat(FormPairs.parse("a=1&".repeat(1000)).pairs()).hasSize(1000);
    assertThatExceptionOfType(MalformedForm.class)
        .isThrownBy(() -> FormPairs.parse("a=1&".repeat(1001)));
  }

  @Test
  void the_first_of_several_values_is_found() {
    var form = FormPairs.of("a", "1", "b", "2", "a", "3");

    assertThat(form.first("a")).contains("1");
    assertThat(form.first("A")).isEmpty();
    assertThat(form.names()).containsExactly("a", "b");
    assertThat(form.with("c", "4").names()).containsExactly("a", "b", "c");
  }

  @Test
  void its_pairs_are_copied() {
    var pairs = new ArrayList<>(List.of(new FormPairs.Pair("a", "1")));
    var form = new FormPairs(pairs);
    pairs.clear();

    assertThat(form.first("a")).contains("1");
  }

  @Test
  void a_name_without_a_value_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> FormPairs.of("a"));
  }

  @Test
  void it_is_sent_as_browsers_send_it() {
    assertThat(FormPairs.of("a b", "+1&2=3", "שם", "*-._~").encoded())
        .isEqualTo("a+b=%2B1%262%3D3&%D7%A9%D7%9D=*-._%7E");
  }
}
