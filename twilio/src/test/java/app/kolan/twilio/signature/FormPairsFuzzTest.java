package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

@Tag("unit")
class FormPairsFuzzTest {
  @FuzzTest
  void any_bytes_are_a_form_that_comes_back_or_malformed(byte[] bytes) {
    FormPairs form;
    try {
      form = FormPairs.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (MalformedForm e) {
      return;
    }
    assertThatItComesBack(form);
  }

  private static void assertThatItComesBack(FormPairs form) {
    try {
      assertThat(FormPairs.parse(form.encoded())).isEqualTo(form);
    } catch (MalformedForm e) {
      throw new AssertionError("its own encoding is malformed", e);
    }
  }
}
