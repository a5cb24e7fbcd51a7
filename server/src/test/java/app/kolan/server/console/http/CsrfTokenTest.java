package app.kolan.server.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CsrfTokenTest {
  @Test
  void each_page_has_another_text_of_the_same_token() {
    String one = CsrfToken.of("session", 7);
    String other = CsrfToken.of("session", 7);

    assertThat(one).isNotEqualTo(other);
    assertThat(CsrfToken.matches("session", one)).isTrue();
    assertThat(CsrfToken.matches("session", other)).isTrue();
  }

  @Test
  void any_other_text_is_none() {
    assertThat(CsrfToken.matches("session", CsrfToken.of("another", 7))).isFalse();
    assertThat(CsrfToken.matches("session", "")).isFalse();
    assertThat(CsrfToken.matches("session", "no base64!")).isFalse();
    assertThat(CsrfToken.matches("session", "A".repeat(86))).isFalse();
  }
}
