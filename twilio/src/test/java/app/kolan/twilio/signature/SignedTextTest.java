package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What goes into a signature, and in which order.
@Tag("unit")
class SignedTextTest {
  private static final String URL = "https://kolan.example/voice";

  @Test
  void the_order_of_arrival_does_not_matter() {
    assertThat(signature(FormPairs.of("B", "2", "a", "3", "A", "1")))
        .isEqualTo(signature(FormPairs.of("a", "3", "A", "1", "B", "2")));
  }

  @Test
  void capitals_come_before_small_letters() {
    assertThat(signature(FormPairs.of("a", "3", "B", "2", "A", "1")))
        .isEqualTo(RequestSignature.compute("token", URL + "A1B2a3", FormPairs.NONE));
  }

  @Test
  void names_are_in_the_order_of_their_bytes() {
    assertThat(signature(FormPairs.of("\uFF21", "1", "😀", "2", "א", "3")))
        .isEqualTo(RequestSignature.compute("token", URL + "א3\uFF211😀2", FormPairs.NONE));
  }

  @Test
  void white_space_around_a_value_counts() {
    assertThat(signature(FormPairs.of("Body", " x ")))
        .isNotEqualTo(signature(FormPairs.of("Body", "x")))
        .isEqualTo(RequestSignature.compute("token", URL + "Body x ", FormPairs.NONE));
  }

  @Test
  void an_empty_value_still_contributes_its_name() {
    assertThat(signature(FormPairs.of("Digits", "")))
        .isEqualTo(RequestSignature.compute("token", URL + "Digits", FormPairs.NONE));
  }

  @Test
  void a_repeated_name_counts_each_distinct_value_once() {
    assertThat(signature(FormPairs.of("A", "2", "B", "", "A", "1", "A", "2")))
        .isEqualTo(RequestSignature.compute("token", URL + "A1A2B", FormPairs.NONE));
  }

  @Test
  void the_query_is_signed_in_the_bytes_that_came() {
    for (String query : List.of("?a=%3a", "?a=%3A", "?a=:", "?a=שלום", "?a=%D7%A9", "?a=b+c")) {
      String url = URL + query;
      assertThat(
              new SignatureCheck(List.of("token"))
                  .judge(
                      List.of(url),
                      FormPairs.NONE,
                      RequestSignature.compute("token", url, FormPairs.NONE)))
          .isEqualTo(new SignatureVerdict.Genuine(url));
    }
    assertThat(RequestSignature.compute("token", URL + "?a=%3a", FormPairs.NONE))
        .isNotEqualTo(RequestSignature.compute("token", URL + "?a=%3A", FormPairs.NONE));
  }

  private static String signature(FormPairs form) {
    return RequestSignature.compute("token", URL, form);
  }
}
