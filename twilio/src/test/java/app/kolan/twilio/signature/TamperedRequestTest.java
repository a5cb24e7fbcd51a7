package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.SeededTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;

/// A request in which one character was changed on the way.
@Tag("unit")
class TamperedRequestTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String URL = "https://kolan.example/voice?first=1&second=%20x";
  private static final FormPairs FORM =
      FormPairs.of("CallSid", "CA0123", "From", "+972501234567", "City", "תל אביב");
  private static final String SIGNATURE = RequestSignature.compute(TOKEN, URL, FORM);

  @SeededTest(50)
  void a_changed_signature_is_forged(long seed) {
    assertForged(TOKEN, URL, FORM, changed(SIGNATURE, new Random(seed)));
  }

  @SeededTest(50)
  void another_token_is_not_ours(long seed) {
    assertForged(changed(TOKEN, new Random(seed)), URL, FORM, SIGNATURE);
  }

  @SeededTest(50)
  void a_changed_url_is_forged(long seed) {
    var random = new Random(seed);
    String url;
    do {
      url = changed(URL, random);
    } while (isSameHostInOtherLetters(url));

    assertForged(TOKEN, url, FORM, SIGNATURE);
  }

  @SeededTest(50)
  void a_changed_name_or_value_is_forged(long seed) {
    var random = new Random(seed);
    var pairs = new ArrayList<>(FORM.pairs());
    int at = random.nextInt(pairs.size());
    FormPairs.Pair pair = pairs.get(at);
    pairs.set(
        at,
        random.nextBoolean()
            ? new FormPairs.Pair(changed(pair.name(), random), pair.value())
            : new FormPairs.Pair(pair.name(), changed(pair.value(), random)));

    assertForged(TOKEN, URL, new FormPairs(pairs), SIGNATURE);
  }

  @SeededTest(20)
  void a_missing_or_additional_pair_is_forged(long seed) {
    var pairs = new ArrayList<>(FORM.pairs());
    pairs.remove(new Random(seed).nextInt(pairs.size()));

    assertForged(TOKEN, URL, new FormPairs(pairs), SIGNATURE);
    assertForged(TOKEN, URL, FORM.with("More", "x"), SIGNATURE);
  }

  /// A host's name means the same in capitals, and Twilio may have signed it in small letters.
  private static boolean isSameHostInOtherLetters(String url) {
    int path = URL.indexOf('/', "https://".length());
    return url.equalsIgnoreCase(URL) && url.endsWith(URL.substring(path));
  }

  private static void assertForged(String token, String url, FormPairs form, String signature) {
    assertThat(new SignatureCheck(List.of(token)).judge(List.of(url), form, signature))
        .isInstanceOf(SignatureVerdict.Forged.class);
  }

  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = (char) (text.charAt(at) ^ (1 << random.nextInt(7)));
    return text.substring(0, at) + other + text.substring(at + 1);
  }
}
