package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /// The vectors of [RFC 6238](https://www.rfc-editor.org/rfc/rfc6238#appendix-B) for SHA-1.
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void the_codes_are_those_of_the_standard(long seconds, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)), 8)).isEqualTo(code);
  }

  @Test
  void a_code_is_good_in_its_step_and_its_neighbours() {
    String code = Totp.code(SECRET, 100, Totp.DIGITS);

    assertThat(Totp.stepOf(SECRET, code, at(99))).hasValue(100);
    assertThat(Totp.stepOf(SECRET, code, at(100))).hasValue(100);
    assertThat(Totp.stepOf(SECRET, code, at(101))).hasValue(100);
    assertThat(Totp.stepOf(SECRET, code, at(98))).isEmpty();
    assertThat(Totp.stepOf(SECRET, code, at(102))).isEmpty();
    assertThat(Totp.stepOf(SECRET, "", at(100))).isEmpty();
    assertThat(Totp.stepOf(SECRET, "۱۲۳۴۵۶", at(100))).isEmpty();
  }

  /// The vectors of [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648#section-10), without padding.
  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void a_secret_is_shown_in_base_32(String bytes, String text) {
    assertThat(Totp.base32(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
  }

  private static Instant at(long step) {
    return Instant.ofEpochSecond(step * 30 + 7);
  }
}
