package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PasswordRulesTest {
  private static final EmailAddress DANA = EmailAddress.of("dana.levi@clinic.example.com");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "four plain dull words",
        "ארבע מילים פשוטות",
        "correct horse battery stapler",
        "kJ8#vmQ2zz",
        "aaaaaaaaab cdefg",
        "דנה הולכת לים בשבת"
      })
  void a_password_of_ones_own_is_taken(String password) {
    assertThat(PasswordRules.accepted(password, DANA)).isEqualTo(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "ninechars",
        "password123",
        "Passw0rd123!",
        "P4$$w0rd!!!!",
        "qwertyuiop",
        "QWERTY123456",
        "1234567890",
        "0987654321",
        "0541234567",
        "aaaaaaaaaa",
        "abcabcabcabc",
        "abcdefghij",
        "1q2w3e4r5t",
        "dana.levi123",
        "dana.levi@clinic.example.com",
        "xdana.levi@clinic.example.comx",
        "clinic.example.com",
        "!!!!clinic!!!!",
        "kolan2026!!",
        "Summer2026!",
        "סיסמהסיסמה",
        "ישראל123456"
      })
  void what_is_tried_first_is_refused_and_not_repeated(String password) {
    assertThatThrownBy(() -> PasswordRules.accepted(password, DANA))
        .isInstanceOf(IdentityRefusal.class)
        .satisfies(
            refusal -> {
              if (password.length() > 5) {
                assertThat(refusal.getMessage()).doesNotContain(password);
              }
            });
  }

  @Test
  void a_password_is_the_same_in_whichever_form_it_is_typed() {
    assertThat(PasswordRules.accepted("cafe\u0301 au lait noir", DANA))
        .isEqualTo(PasswordRules.accepted("caf\u00e9 au lait noir", DANA));
  }

  @Test
  void a_password_has_a_bound() {
    String word = "plain dull words ";
    assertThat(PasswordRules.accepted(word.repeat(15), DANA)).isNotEmpty();
    assertThatThrownBy(() -> PasswordRules.accepted(word.repeat(16), DANA))
        .hasMessageContaining("too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "dana",
        "dana@",
        "@example.com",
        "da na@example.com",
        "dana@exa mple.com",
        "dana@example..com",
        "dana@-x.com",
        ".dana@x.com",
        "דנה@example.com",
        "dana@x.com\n.y",
        "a\u0000@x.com",
        "dana@x.com>",
        "\"a b\"@x.com"
      })
  void what_is_no_address_is_refused(String typed) {
    assertThatThrownBy(() -> EmailAddress.of(typed)).isInstanceOf(IdentityRefusal.class);
  }

  @Test
  void an_address_is_the_same_however_it_is_typed() {
    assertThat(EmailAddress.of("  Dana+Kolan@Example.COM ").value())
        .isEqualTo("dana+kolan@example.com");
    assertThat(EmailAddress.of("dana@דוגמה.קום").value()).isEqualTo("dana@xn--6dbbec0c.xn--9dbq2a");
  }
}
