package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SignatureCheckTest {
  private static final String URL = "https://kolan.example/voice";
  private static final FormPairs FORM = FormPairs.of("CallSid", "CA1");

  @Test
  void during_a_rotation_either_token_is_good() {
    var check = new SignatureCheck(List.of("new", "old"));

    for (String token : List.of("new", "old")) {
      assertThat(check.judge(List.of(URL), FORM, RequestSignature.compute(token, URL, FORM)))
          .isEqualTo(new SignatureVerdict.Genuine(URL));
    }
    assertThat(check.judge(List.of(URL), FORM, RequestSignature.compute("older", URL, FORM)))
        .isInstanceOf(SignatureVerdict.Forged.class);
  }

  @Test
  void any_of_the_urls_may_be_the_signed_one() {
    var check = new SignatureCheck(List.of("token"));
    String behindProxy = "http://10.0.0.1:8080/voice";

    assertThat(
            check.judge(
                List.of(behindProxy, URL), FORM, RequestSignature.compute("token", URL, FORM)))
        .isEqualTo(new SignatureVerdict.Genuine(URL));
  }

  @Test
  void a_request_without_a_signature_is_unsigned() {
    var check = new SignatureCheck(List.of("token"));

    assertThat(check.judge(List.of(URL), FORM, null)).isEqualTo(new SignatureVerdict.Unsigned());
    assertThat(check.judge(List.of(URL), FORM, " ")).isEqualTo(new SignatureVerdict.Unsigned());
  }

  @Test
  void a_forged_request_lists_the_urls_that_were_tried() {
    var check = new SignatureCheck(List.of("token"));

    assertThat(check.judge(List.of(URL), FORM, "x"))
        .isEqualTo(new SignatureVerdict.Forged(List.of(URL, "https://kolan.example:443/voice")));
  }

  @Test
  void without_urls_everything_is_forged() {
    assertThat(new SignatureCheck(List.of("token")).judge(List.of(), FORM, "x"))
        .isEqualTo(new SignatureVerdict.Forged(List.of()));
  }

  @Test
  void a_check_needs_tokens() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SignatureCheck(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new SignatureCheck(List.of("a", " ")));
  }

  @Test
  void its_tokens_are_copied_and_never_printed() {
    var tokens = new ArrayList<>(List.of("secret-token"));
    var check = new SignatureCheck(tokens);
    tokens.clear();

    assertThat(check.tokens()).containsExactly("secret-token");
    assertThat(check).asString().isEqualTo("SignatureCheck[1 tokens]");
  }
}
