package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SidTest {
  @Test
  void an_identifier_prints_as_itself() {
    assertThat(new CallSid("CA1")).asString().isEqualTo("CA1");
    assertThat(new StreamSid("MZ1")).asString().isEqualTo("MZ1");
    assertThat(new RecordingSid("RE1")).asString().isEqualTo("RE1");
  }

  @Test
  void an_identifier_has_the_prefix_of_its_kind() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CallSid("MZ1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new StreamSid("RE1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new RecordingSid("CA1"));
  }

  @Test
  void a_refused_identifier_is_not_repeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallSid("secret"))
        .withMessageNotContaining("secret");
  }
}
