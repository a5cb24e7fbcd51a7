package app.kolan.twilio.signature;

import static app.kolan.twilio.signature.Refused.BODY;
import static app.kolan.twilio.signature.Refused.SIGNED;
import static app.kolan.twilio.signature.Refused.TOKEN;
import static app.kolan.twilio.signature.Refused.hmac;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.signature.Difference.Kind;
import com.twilio.security.RequestValidator;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SignatureExplainerTest {
  private static final String PATH = "/webhook/incoming_call";
  private static final String GOOD = "https://phone.example.com" + PATH;
  private static final Refused PLAIN = Refused.webhook(PATH, GOOD);

  @Test
  void the_signatures_that_are_made_here_are_twilios() {
    assertThat(
            new RequestValidator(TOKEN).validate(GOOD, Map.of("a", "1"), hmac(TOKEN, GOOD + "a1")))
        .isTrue();
  }

  @Test
  void a_good_signature_matches() {
    assertThat(PLAIN.signed(GOOD + SIGNED)).isEqualTo(new SignatureDiagnosis.Matches(GOOD));
  }

  @ParameterizedTest
  @CsvSource({
    "https://phone.example.com, SCHEME,  X-Forwarded-Proto",
    "http://phone.example.com:8080, PORT, Host $http_host",
    "http://phone.example.com:8443, PORT, Host $http_host",
  })
  void a_base_that_differs_from_the_headers_is_named(String base, Kind kind, String remedy) {
    SignatureDiagnosis diagnosis =
        Refused.webhook(PATH, "http://phone.example.com" + PATH)
            .header("Host", "phone.example.com")
            .header("X-Forwarded-Port", "8443")
            .signed(base + PATH + SIGNED);

    assertWouldMatch(diagnosis, base, kind);
    assertThat(diagnosis.remedies().getFirst()).isEqualTo("Set KOLAN_PUBLIC_URL=" + base + ".");
    assertThat(diagnosis.remedies().getLast()).contains(remedy);
  }

  @Test
  void a_configured_base_that_is_not_the_one_that_twilio_calls_is_named() {
    SignatureDiagnosis diagnosis =
        PLAIN
            .publicUrl("https://phone.example.com")
            .header("Host", "phone.other.example")
            .signed("https://phone.other.example" + PATH + SIGNED);

    assertWouldMatch(diagnosis, "https://phone.other.example", Kind.HOST);
    assertThat(diagnosis.what())
        .isEqualTo(
            "It would match if the public URL were https://phone.other.example: it was signed with"
                + " the host phone.other.example, not phone.example.com.");
    assertThat(diagnosis.remedies())
        .containsExactly(
            "Set KOLAN_PUBLIC_URL=https://phone.other.example; it is https://phone.example.com now.",
            "Or, if https://phone.example.com is right, let the URL in Twilio's Console begin with"
                + " it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Host|phone.example.com",
        "X-Forwarded-Host|inner.example, phone.example.com",
        "X-Original-Host|phone.example.com:443",
        "Forwarded|for=1.2.3.4;host=\"phone.example.com\";proto=https, for=10.0.0.1",
      })
  void a_host_that_the_proxy_rewrote_is_found_in_what_it_forwards(String name, String value) {
    SignatureDiagnosis diagnosis =
        Refused.webhook(PATH, "http://127.0.0.1:8080" + PATH)
            .header("Host", "127.0.0.1:8080")
            .header(name, value)
            .untrusted()
            .signed(GOOD + SIGNED);

    assertWouldMatch(diagnosis, "https://phone.example.com", Kind.SCHEME, Kind.HOST);
  }

  @Test
  void a_correct_proxy_that_is_not_trusted_is_named() {
    SignatureDiagnosis diagnosis =
        Refused.webhook(PATH, "http://phone.example.com" + PATH)
            .header("Host", "phone.example.com")
            .header("X-Forwarded-Proto", "https")
            .untrusted()
            .signed(GOOD + SIGNED);

    assertThat(diagnosis.remedies().getLast()).contains("KOLAN_TRUSTED_PROXIES");
  }

  @Test
  void http_in_the_console_is_better_mended_there() {
    SignatureDiagnosis diagnosis = PLAIN.signed("http://phone.example.com" + PATH + SIGNED);

    assertWouldMatch(diagnosis, "http://phone.example.com", Kind.SCHEME);
    assertThat(diagnosis.remedies().getFirst()).contains("Write https for http");
  }

  @Test
  void a_prefix_that_a_proxy_takes_off_belongs_into_the_public_url() {
    SignatureDiagnosis diagnosis =
        PLAIN
            .header("X-Forwarded-Prefix", "/line/")
            .signed("https://phone.example.com/line" + PATH + SIGNED);

    assertWouldMatch(diagnosis, "https://phone.example.com/line", Kind.PREFIX);
  }

  @Test
  void a_prefix_that_the_public_url_has_too_much_is_named() {
    SignatureDiagnosis diagnosis =
        Refused.webhook(PATH, "https://phone.example.com/line" + PATH)
            .publicUrl("https://phone.example.com/line")
            .signed(GOOD + SIGNED);

    assertWouldMatch(diagnosis, "https://phone.example.com", Kind.PREFIX);
  }

  @Test
  void a_prefix_that_a_proxy_adds_is_a_rewritten_path() {
    SignatureDiagnosis diagnosis =
        Refused.webhook("/line" + PATH, "https://phone.example.com/line" + PATH)
            .publicUrl("https://phone.example.com/line")
            .signed(GOOD + SIGNED);

    // The path that arrived begins with the prefix, so that no public URL makes up for it.
    assertThat(differences(diagnosis)).containsExactly(Kind.PATH_REWRITTEN);
  }

  @ParameterizedTest
  @CsvSource({
    "/webhook/incoming_call,       /webhook/incoming_call/,     LAST_SLASH",
    "/webhook/incoming_call/,      /webhook/incoming_call,      LAST_SLASH",
    "/webhook/incoming_call,       //webhook/incoming_call,     DOUBLE_SLASH",
    "/webhook/incoming_call,       /webhook//incoming_call,     DOUBLE_SLASH",
    "//webhook//incoming_call,     /webhook/incoming_call,      DOUBLE_SLASH",
    "/%D7%A7/call,                 /ק/call,                     PATH_ENCODING",
    "/a%2fb,                       /a%2Fb,                      PATH_ENCODING",
    "/ק,                           /%D7%A7,                     PATH_ENCODING",
    "/call?a=1,                    /call,                       QUERY_ADDED",
    "/call?a=1&b=2&c=3,            /call?a=1&c=3,               QUERY_PARAMETER_ADDED",
    "/call?x=1,                    /call?x=1&bodySHA256=H,      BODY_HASH_LOST",
    "/call?a=b%20c,                /call?a=b+c,                 QUERY_ENCODING",
    "/call?a=b+c,                  /call?a=b%20c,               QUERY_ENCODING",
    "/call?a=%3A%2F,               /call?a=:/,                  QUERY_ENCODING",
    "/call?a=:/,                   /call?a=%3A%2F,              QUERY_ENCODING",
    "/call?a=%3a,                  /call?a=%3A,                 QUERY_ENCODING",
    "/call?a=It's+b,               /call?a=It%27s%20b,          QUERY_ENCODING",
    "/call,                        /call?,                      QUERY_ENCODING",
    "/call?b=2&a=1&c=3,            /call?a=1&b=2&c=3,           QUERY_ORDER",
    "/call?a=1&b=2&c=3&d=4,        /call?c=3&a=1&d=4&b=2,       QUERY_ORDER",
    "/call?u=http://x/y/?z,        /call,                       QUERY_ADDED",
  })
  void a_path_or_query_that_was_changed_is_named(String arrived, String signed, Kind kind) {
    String text = signed.replace("=H", "=" + RequestBody.of(BODY).sha256());
    SignatureDiagnosis diagnosis =
        Refused.webhook(arrived, "https://phone.example.com" + arrived)
            .signed("https://phone.example.com" + text + SIGNED);

    assertThat(differences(diagnosis)).containsExactly(kind);
    assertThat(diagnosis)
        .isInstanceOfSatisfying(
            SignatureDiagnosis.WouldMatch.class,
            would -> {
              assertThat(would.url()).isEqualTo("https://phone.example.com" + text);
              assertThat(would.publicUrl()).isNull();
            });
    assertThat(diagnosis.remedies()).isNotEmpty();
  }

  @Test
  void a_stripped_query_is_found_in_the_proxys_headers() {
    SignatureDiagnosis diagnosis =
        PLAIN.header("X-Original-URI", PATH + "?tenant=7").signed(GOOD + "?tenant=7" + SIGNED);

    assertThat(differences(diagnosis)).containsExactly(Kind.QUERY_REPLACED);
    assertThat(diagnosis.what()).doesNotContain("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {" " + TOKEN, TOKEN + "\n", "\"" + TOKEN + "\"", "'" + TOKEN + "' "})
  void a_token_that_was_set_with_more_than_itself_is_named(String token) {
    SignatureDiagnosis diagnosis =
        PLAIN.with(List.of("another", token), hmac(TOKEN, GOOD + SIGNED));

    assertThat(differences(diagnosis)).containsExactly(Kind.TOKEN_SPELLING);
    assertThat(diagnosis.remedies().getFirst()).contains("TWILIO_AUTH_TOKEN");
  }

  @Test
  void either_token_of_a_rotation_is_tried() {
    for (String token : List.of("new", "old")) {
      assertThat(
              PLAIN.with(
                  List.of("new", "old"), hmac(token, "http://phone.example.com" + PATH + SIGNED)))
          .isInstanceOf(SignatureDiagnosis.WouldMatch.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "a=1&b=+x+,              a1bx,                   VALUES_TRIMMED",
        "b=&a=1,                 a1,                     EMPTY_VALUES_DROPPED",
        "a=1&a=2,                a1,                     FIRST_OF_REPEATED",
        "a=1&a=2,                a2,                     LAST_OF_REPEATED",
        "a=1&a=1,                a1a1,                   EVERY_REPEATED",
        "a=2&a=1,                a2a1,                   EVERY_REPEATED",
        "a=%E9t%E9,              aété,                   CHARSET",
        "a=%D7%A9,               a×©,                    CHARSET",
        "a=b+c,                  ab+c,                   PLUS_KEPT",
        "a=%3A+b,                a%3A+b,                 NOT_DECODED",
        "a=b%0D%0Ac,             ab⏎c,                  LINE_ENDS",
        "a=b%0Ac,                ab↵⏎c,                  LINE_ENDS",
        "a=1&token=2&b=3,        a1b3,                   PARAMETER_ADDED",
        "a=1,                    '',                     FORM_NOT_SIGNED",
      })
  void a_body_that_was_changed_or_read_otherwise_is_named(String body, String signed, Kind kind) {
    String text = signed.replace("⏎", "\n").replace("↵", "\r").replace("''", "");
    SignatureDiagnosis diagnosis = PLAIN.body(body).signed(GOOD + text);

    assertThat(diagnosis).isInstanceOf(SignatureDiagnosis.BodyChanged.class);
    assertThat(differences(diagnosis)).containsExactly(kind);
    assertThat(diagnosis.remedies()).isNotEmpty();
  }

  @Test
  void raw_octets_beyond_ascii_are_read_as_latin_too() {
    var body = RequestBody.of("a=été".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(differences(PLAIN.body(body).signed(GOOD + "aété"))).containsExactly(Kind.CHARSET);
  }

  @Test
  void empty_places_that_a_proxy_dropped_are_found() {
    SignatureDiagnosis diagnosis =
        PLAIN
            .body("FromCity=Haifa&CallSid=CA1")
            .signed(
                GOOD
                    + "CallSidCA1CalledCityCalledCountryCalledStateCalledZip"
                    + "CallerCityCallerCountryCallerStateCallerZip"
                    + "FromCityHaifaFromCountryFromStateFromZip"
                    + "ToCityToCountryToStateToZip");

    assertThat(differences(diagnosis)).containsExactly(Kind.EMPTY_VALUES_LOST);
  }

  @Test
  void a_query_that_is_counted_among_the_form_is_named() {
    String target = PATH + "?z=9&A=1";
    String url = "https://phone.example.com" + target;

    assertThat(differences(Refused.webhook(target, url).signed(url + "A1" + SIGNED + "z9")))
        .containsExactly(Kind.QUERY_IN_FORM);
  }

  @Test
  void a_json_body_is_distinguished_from_a_changed_one() throws URISyntaxException {
    var json = RequestBody.of("{\"CallSid\":\"CA1\"}");
    String target = PATH + "?bodySHA256=" + json.sha256();
    String url = "https://phone.example.com" + target;
    Refused request = Refused.webhook(target, url).header("Content-Type", "application/json");

    assertThat(new RequestValidator(TOKEN).validate(url, "{\"CallSid\":\"CA1\"}", hmac(TOKEN, url)))
        .isTrue();
    assertThat(differences(request.body(json).signed(url))).containsExactly(Kind.JSON_BODY);
    assertThat(differences(request.body("{\"CallSid\":\"CA2\"}").signed(url)))
        .containsExactly(Kind.BODY_NOT_ITS_HASH);
  }

  @Test
  void two_parts_that_differ_are_both_named() {
    Refused request =
        Refused.webhook("/call?b=2&a=1", "http://10.0.0.7:8080/call?b=2&a=1")
            .header("Host", "10.0.0.7:8080")
            .header("X-Forwarded-Host", "phone.example.com");

    assertThat(differences(request.signed("https://phone.example.com/call?a=1&b=2" + SIGNED)))
        .containsExactly(Kind.SCHEME, Kind.HOST, Kind.QUERY_ORDER);
    assertThat(
            differences(
                request
                    .body(BODY + "&x=1")
                    .signed("https://phone.example.com/call?b=2&a=1" + SIGNED)))
        .containsExactly(Kind.SCHEME, Kind.HOST, Kind.PARAMETER_ADDED);
  }

  @Test
  void a_socket_is_explained_over_wss() {
    Refused request =
        Refused.socket("/ws/twilio-media", "ws://127.0.0.1:8080/ws/twilio-media")
            .header("Host", "127.0.0.1:8080")
            .header("X-Forwarded-Host", "phone.example.com");

    assertWouldMatch(
        request.signed("wss://phone.example.com/ws/twilio-media"),
        "https://phone.example.com",
        Kind.SCHEME,
        Kind.HOST);
    assertWouldMatch(
        request.signed("wss://phone.example.com/ws/twilio-media/"),
        "https://phone.example.com",
        Kind.SCHEME,
        Kind.HOST);
    SignatureDiagnosis web = request.signed("https://phone.example.com/ws/twilio-media");
    assertThat(web)
        .isInstanceOfSatisfying(
            SignatureDiagnosis.WouldMatch.class, would -> assertThat(would.publicUrl()).isNull());
    assertThat(web.remedies().getFirst()).contains("wss");
  }

  @Test
  void another_accounts_request_is_recognised_by_its_form() {
    String sid = "ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    SignatureDiagnosis diagnosis =
        PLAIN
            .body("AccountSid=" + sid)
            .with(List.of(TOKEN), hmac("theirs", GOOD + "AccountSid" + sid));

    assertThat(diagnosis).isEqualTo(new SignatureDiagnosis.OtherAccount(sid, Refused.ACCOUNT));
    assertThat(diagnosis.what()).startsWith("The token is another account's");
  }

  @Test
  void a_text_that_is_no_account_is_not_repeated() {
    assertThat(PLAIN.body("AccountSid=<script>").signed("something else"))
        .isInstanceOf(SignatureDiagnosis.UnknownReason.class);
  }

  @Test
  void what_has_no_signature_is_unsigned() {
    assertThat(new SignatureExplainer(settings()).explain(PLAIN.arrived()))
        .isEqualTo(new SignatureDiagnosis.Unsigned(false));
    assertThat(PLAIN.header("X-Forwarded-For", "1.2.3.4").with(List.of(TOKEN), " "))
        .isEqualTo(new SignatureDiagnosis.Unsigned(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|base64 of another length",
        "bm9uc2Vuc2U=|base64 of another length",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=, RSOYDt4T1cUTdK1PDd93/VVr8B8=|a list, as if the header came"
            + " more than once",
        "4523980ede13d5c51374ad4f0ddf77fd556bf01f|hexadecimal",
        "RSOYDt4T1cUTdK1PDd93_VVr8B8=|in the alphabet for URLs, or without its =",
        "RSOYDt4T1cUTdK1PDd93%2FVVr8B8%3D|percent-encoded",
        "שלום|something else",
      })
  void what_cannot_be_a_signature_is_said_so(String signature, String looks) {
    assertThat(PLAIN.with(List.of(TOKEN), signature))
        .isEqualTo(new SignatureDiagnosis.NotASignature(looks));
  }

  @Test
  void causes_are_in_the_order_of_likelihood() {
    String wrong = hmac("rotated", GOOD + SIGNED);

    assertThat(causes(PLAIN.with(List.of(TOKEN), wrong))).startsWith(LikelyCause.TOKEN);
    assertThat(causes(PLAIN.body("").with(List.of(TOKEN), wrong)))
        .startsWith(LikelyCause.BODY_LOST);
    assertThat(
            causes(
                Refused.webhook(PATH, "http://127.0.0.1:8080" + PATH).with(List.of(TOKEN), wrong)))
        .startsWith(LikelyCause.HOST_UNKNOWN, LikelyCause.TOKEN);
    assertThat(
            causes(
                PLAIN
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .with(List.of(TOKEN), wrong)))
        .startsWith(LikelyCause.BODY_CHANGED);
    var proven = new SignatureSettings(null, List.of(TOKEN), Refused.ACCOUNT, 0, true);
    assertThat(
            causes(
                new SignatureExplainer(proven)
                    .explain(PLAIN.header("X-Twilio-Signature", wrong).arrived())))
        .startsWith(LikelyCause.URL_CHANGED)
        .contains(LikelyCause.TOKEN);
  }

  @Test
  void no_explanation_contains_a_value_or_a_secret() {
    for (String text : List.of("nothing", GOOD + SIGNED + "x", GOOD + "/" + SIGNED, GOOD)) {
      SignatureDiagnosis diagnosis = PLAIN.signed(text);
      assertThat(diagnosis + diagnosis.what() + diagnosis.remedies())
          .doesNotContain("Dana", "97250", TOKEN, hmac(TOKEN, text));
    }
    assertThat(PLAIN.header("X-Twilio-Signature", "s").arrived().toString()).doesNotContain("Dana");
    assertThat(settings().toString()).doesNotContain(TOKEN);
  }

  @Test
  void the_names_for_logs_are_short() {
    assertThat(PLAIN.signed(GOOD + SIGNED).name()).isEqualTo("matches");
    assertThat(PLAIN.signed("x").name()).isEqualTo("unknown-reason");
    assertThat(new SignatureDiagnosis.NotASignature("x").name()).isEqualTo("not-a-signature");
  }

  @Test
  void headers_are_found_in_any_case() {
    assertThat(
            new SignatureExplainer(settings())
                .explain(PLAIN.header("x-twilio-signature", hmac(TOKEN, GOOD + SIGNED)).arrived()))
        .isEqualTo(new SignatureDiagnosis.Matches(GOOD));
  }

  private static SignatureSettings settings() {
    return new SignatureSettings(null, List.of(TOKEN), Refused.ACCOUNT, 8080, false);
  }

  private static void assertWouldMatch(
      SignatureDiagnosis diagnosis, String publicUrl, Kind... kinds) {
    assertThat(diagnosis)
        .isInstanceOfSatisfying(
            SignatureDiagnosis.WouldMatch.class,
            would -> assertThat(would.publicUrl()).isEqualTo(publicUrl));
    assertThat(differences(diagnosis)).containsExactly(kinds);
    assertThat(diagnosis.what()).contains(publicUrl);
  }

  private static List<LikelyCause> causes(SignatureDiagnosis diagnosis) {
    assertThat(diagnosis).isInstanceOf(SignatureDiagnosis.UnknownReason.class);
    return diagnosis instanceof SignatureDiagnosis.UnknownReason(var causes, _)
        ? causes
        : List.of();
  }

  private static List<Kind> differences(SignatureDiagnosis diagnosis) {
    List<Difference> found =
        switch (diagnosis) {
          case SignatureDiagnosis.WouldMatch(_, _, var differences, _) -> differences;
          case SignatureDiagnosis.BodyChanged(_, var differences, _) -> differences;
          case SignatureDiagnosis.Matches _,
              SignatureDiagnosis.OtherAccount _,
              SignatureDiagnosis.Unsigned _,
              SignatureDiagnosis.NotASignature _,
              SignatureDiagnosis.UnknownReason _ ->
              List.of();
        };
    return found.stream().map(Difference::kind).toList();
  }
}
