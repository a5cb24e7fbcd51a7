package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The signatures that Twilio's own libraries expect in their tests.
///
/// Source: twilio-java's RequestValidatorTest, twilio-node's validation.spec.js and twilio-python's
/// test_request_validator.py.
@Tag("unit")
class LibraryVectorsTest {
  private static final String TOKEN = "12345";
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final FormPairs PARAMS =
      FormPairs.of(
          "CallSid", "CA1234567890ABCDE",
          "Caller", "+14158675309",
          "Digits", "1234",
          "From", "+14158675309",
          "To", "+18005551212");

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=2,                  RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com:443/myapp.php?foo=1&bar=2,              kvajT1Ptam85bY51eRf/AJRuM3w=",
    "http://mycompany.com:1234/myapp.php?foo=1&bar=2,              Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    "http://mycompany.com:80/myapp.php?foo=1&bar=2,                0ZXoZLH/DfblKGATFgpif+LLRf4=",
    "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2,        CukzLTc1tT5dXEDIHm/tKBanW10=",
    "https://user@mycompany.com/myapp.php?foo=1&bar=2,             2YRLlVAflCqxaNicjMpJcSTgzSs=",
    "https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2,    ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
    "https://mycompany.com/myapp.php?foo=1&bar=2&Body=It's+amazing,  dsq4Ehbj6cs+KdTkpF5sSSplOWw=",
  })
  void a_url_is_signed_as_it_stands(String url, String signature) {
    assertThat(RequestSignature.compute(TOKEN, url, PARAMS)).isEqualTo(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=2,            RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com:1234/myapp.php?foo=1&bar=2,       RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com/myapp.php?foo=1&bar=2,            kvajT1Ptam85bY51eRf/AJRuM3w=",
    "http://mycompany.com:1234/myapp.php?foo=1&bar=2,        Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    "http://mycompany.com/myapp.php?foo=1&bar=2,             0ZXoZLH/DfblKGATFgpif+LLRf4=",
    "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2,  CukzLTc1tT5dXEDIHm/tKBanW10=",
    "https://user@mycompany.com/myapp.php?foo=1&bar=2,       2YRLlVAflCqxaNicjMpJcSTgzSs=",
    "https://user:pass@mycompany.com/myapp.php?foo=1&bar=2,  ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
  })
  void a_request_is_genuine_with_and_without_its_port(String url, String signature) {
    assertThat(judge(url, PARAMS, signature)).isInstanceOf(SignatureVerdict.Genuine.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256="
        + "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620,"
        + "a9nBmqA0ju/hNViExpshrM61xv4=",
    "https://mycompany.com/myapp.php?bodySHA256="
        + "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620,"
        + "y77kIzt2vzLz71DgmJGsen2scGs=",
    "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256="
        + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a,"
        + "Ldidvp12m26NI7eqEvxnEpkd9Hc=",
  })
  void a_json_body_adds_nothing_to_the_url_with_its_hash(String url, String signature) {
    assertThat(judge(url, FormPairs.NONE, signature)).isInstanceOf(SignatureVerdict.Genuine.class);
  }

  @Test
  void a_repeated_name_contributes_each_value_once_and_sorted() {
    var bindings =
        FormPairs.of(
            "MessagingBinding.Address", "+1415xxxxxxx", "MessagingBinding.Address", "+1325xxxxxxx");
    var digits =
        FormPairs.of(
            "Sid", "CA123",
            "SidAccount", "AC123",
            "Digits", "5678",
            "Digits", "1234",
            "Digits", "1234");

    assertThat(RequestSignature.compute(TOKEN, URL, bindings))
        .isEqualTo("83O6e2vORAoJHUNzJjDWN1jz+BA=");
    assertThat(RequestSignature.compute(TOKEN, URL, digits))
        .isEqualTo("IK+Dwps556ElfBT0I3Rgjkr1wJU=");
  }

  @ParameterizedTest
  @CsvSource({"NOTRSOYDt4T1cUTdK1PDd93/VVr8B8=", "WRONG_SIGNATURE"})
  void a_wrong_signature_is_forged(String signature) {
    assertThat(judge(URL, PARAMS, signature)).isInstanceOf(SignatureVerdict.Forged.class);
  }

  private static SignatureVerdict judge(String url, FormPairs form, String signature) {
    return new SignatureCheck(List.of(TOKEN)).judge(List.of(url), form, signature);
  }
}
