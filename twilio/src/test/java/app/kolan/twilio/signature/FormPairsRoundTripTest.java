package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.HostileText;
import app.kolan.twilio.seed.Mutation;
import app.kolan.twilio.seed.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;

@Tag("unit")
class FormPairsRoundTripTest {
  @SeededTest(300)
  void what_is_encoded_comes_back(long seed) throws MalformedForm {
    FormPairs form = form(new Random(seed));

    assertThat(FormPairs.parse(form.encoded())).isEqualTo(form);
  }

  @SeededTest(300)
  void what_is_encoded_is_plain_ascii(long seed) {
    assertThat(form(new Random(seed)).encoded()).matches("[A-Za-z0-9*\\-._+%=&]*");
  }

  @SeededTest(300)
  void any_text_is_a_form_or_malformed(long seed) {
    var random = new Random(seed);
    parse(Mutation.of(form(random).encoded(), random));
    parse(new String(Mutation.anything(random), StandardCharsets.ISO_8859_1));
  }

  private static void parse(String text) {
    try {
      assertThat(FormPairs.parse(text).pairs()).doesNotContainNull();
    } catch (MalformedForm e) {
      assertThat(e).hasMessageNotContaining(text + "=");
    }
  }

  private static FormPairs form(Random random) {
    FormPairs form = FormPairs.NONE;
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      form = form.with(HostileText.any(random), HostileText.any(random));
    }
    return form;
  }
}
