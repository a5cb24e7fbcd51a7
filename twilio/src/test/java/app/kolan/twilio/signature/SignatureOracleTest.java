package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.HostileText;
import app.kolan.twilio.seed.SeededTest;
import com.twilio.security.RequestValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Twilio's own Java library as an oracle.
@Tag("unit")
class SignatureOracleTest {
  private static final List<String> URLS =
      List.of(
          "https://kolan.example/voice",
          "https://kolan.example/",
          "https://kolan.example:443/voice",
          "http://kolan.example:8080/voice?a=1",
          "http://kolan.example/voice?a=1",
          "http://kolan.example:80/voice?a=1",
          "http://kolan.example/voice?a=1&b=2",
          "https://kolan.example/voice?name=%D7%A9%D7%9C%D7%95%D7%9D&x=%3A+%2F",
          "https://kolan.example/%D7%A7%D7%95%D7%9C/voice?It's",
          "wss://kolan.example/media");

  @SeededTest(300)
  void the_library_takes_our_signature(long seed) {
    var random = new Random(seed);
    String token = HostileText.any(random) + "token";
    String url = url(random);
    Map<String, String> params = params(random);

    String signature = RequestSignature.compute(token, url, form(params));

    assertThat(new RequestValidator(token).validate(url, params, signature)).isTrue();
  }

  @SeededTest(300)
  void the_library_and_we_agree_on_what_is_genuine(long seed) {
    var random = new Random(seed);
    String token = random.nextInt(4) == 0 ? "other" : "token";
    String signature = RequestSignature.compute(token, url(random), FormPairs.NONE);
    String presented = url(random);

    SignatureVerdict verdict =
        new SignatureCheck(List.of("token")).judge(List.of(presented), FormPairs.NONE, signature);

    assertThat(verdict instanceof SignatureVerdict.Genuine)
        .isEqualTo(new RequestValidator("token").validate(presented, Map.of(), signature));
  }

  @Test
  void an_explicit_port_leaves_our_query_encoded_where_the_library_decodes_it() {
    String token = "12345";
    String called = "https://kolan.example:443/voice?to=sip%3Aa%40b";
    String signed = "https://kolan.example/voice?to=sip%3Aa%40b";
    String signature = RequestSignature.compute(token, signed, FormPairs.NONE);

    assertThat(new SignatureCheck(List.of(token)).judge(List.of(called), FormPairs.NONE, signature))
        .isEqualTo(new SignatureVerdict.Genuine(signed));
    assertThat(new RequestValidator(token).validate(called, Map.of(), signature)).isFalse();
  }

  private static String url(Random random) {
    return URLS.get(random.nextInt(URLS.size()));
  }

  private static Map<String, String> params(Random random) {
    var params = new LinkedHashMap<String, String>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      params.put(name(random), HostileText.any(random));
    }
    return params;
  }

  private static String name(Random random) {
    return random
        .ints(1 + random.nextInt(8), 'A', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static FormPairs form(Map<String, String> params) {
    return new FormPairs(
        params.entrySet().stream()
            .map(entry -> new FormPairs.Pair(entry.getKey(), entry.getValue()))
            .toList());
  }
}
