package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SecretCipherTest {
  private static final String OLD = "the key of last year, long enough";
  private static final String NEW = "the key of this year, long enough";
  private static final SecretCipher CIPHER = SecretCipher.of(OLD);

  @Test
  void what_was_encrypted_comes_back() {
    for (String text : List.of("", "token", "סוד עם עברית 😀", "x".repeat(100_000))) {
      assertThat(CIPHER.decrypt(CIPHER.encrypt(text, "here"), "here")).isEqualTo(text);
    }
  }

  @Test
  void the_same_text_is_never_encrypted_the_same_way() {
    assertThat(CIPHER.encrypt("token", "here"))
        .doesNotContain("token")
        .isNotEqualTo(CIPHER.encrypt("token", "here"));
  }

  @Test
  void what_was_made_for_one_row_is_not_read_in_another() {
    String sealed = CIPHER.encrypt("token", "accounts/a");

    assertThatExceptionOfType(SecretCipher.UnreadableSecret.class)
        .isThrownBy(() -> CIPHER.decrypt(sealed, "accounts/b"))
        .withMessageContaining("accounts/b")
        .withMessageNotContaining("token");
  }

  @Test
  void what_was_changed_or_is_no_secret_is_not_read() {
    String sealed = CIPHER.encrypt("token", "here");
    for (String broken :
        List.of(
            "", "token", "v1:", "v1:!!", "v2:" + sealed, sealed.substring(0, 20), sealed + "A")) {
      assertThatExceptionOfType(SecretCipher.UnreadableSecret.class)
          .isThrownBy(() -> CIPHER.decrypt(broken, "here"));
    }
  }

  @Test
  void after_a_rotation_the_old_key_still_opens_and_the_new_one_encrypts() {
    String before = CIPHER.encrypt("token", "here");
    SecretCipher rotated = SecretCipher.of(NEW + "," + OLD);

    assertThat(rotated.decrypt(before, "here")).isEqualTo("token");
    assertThat(SecretCipher.of(NEW).decrypt(rotated.encrypt("token", "here"), "here"))
        .isEqualTo("token");
    assertThatExceptionOfType(SecretCipher.UnreadableSecret.class)
        .isThrownBy(() -> SecretCipher.of(NEW).decrypt(before, "here"))
        .withMessageContaining("KOLAN_SECRET_KEY");
  }
}
