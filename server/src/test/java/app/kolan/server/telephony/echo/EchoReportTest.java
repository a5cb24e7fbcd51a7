package app.kolan.server.telephony.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class EchoReportTest {
  private static final EchoReport FACTS =
      new EchoReport(
          "aa",
          "POST",
          "HTTP/1.1",
          "/webhook/echo?a=1",
          List.of(new EchoReport.Header("Host", "a"), new EchoReport.Header("X", "שלום")),
          false,
          "127.0.0.1",
          true,
          3,
          "00",
          "YWJj",
          "https://a",
          List.of("https://a/webhook/echo?a=1"),
          null,
          List.of("127.0.0.0/8"),
          EchoReport.GENUINE,
          1,
          "0.1.0",
          EchoOptions.sampleText(2000),
          "0123456789abcdef",
          List.of("bb"),
          "kolan-1",
          47,
          List.of("0123456789abcdef", "fedcba9876543210"));

  @Test
  void what_is_told_is_what_is_read() {
    assertThat(EchoReport.parse(FACTS.json())).contains(FACTS);
    assertThat(FACTS.bodyBytes()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(FACTS.header("host")).contains("a");
    assertThat(FACTS.signatureIsGenuine()).isTrue();
  }

  @Test
  void an_older_server_names_no_instance() {
    String text =
        new String(FACTS.json(), StandardCharsets.UTF_8).replaceFirst(",\"instance\":.*}$", "}");

    EchoReport older = EchoReport.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();

    assertThat(text).endsWith("}").doesNotContain("instance", "peers");
    assertThat(older.instance()).isEmpty();
    assertThat(older.repeated()).isEmpty();
    assertThat(older.node()).isEmpty();
    assertThat(older.schema()).isZero();
    assertThat(older.peers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "<html>", "{\"nonce\":1}", "{\"nonce\":"})
  void what_is_no_echo_is_none(String text) {
    assertThat(EchoReport.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void an_echo_with_something_behind_it_is_none() {
    String text = new String(FACTS.json(), StandardCharsets.UTF_8);

    assertThat(EchoReport.parse((text + "<!-- x -->").getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void any_bytes_are_read_or_not() {
    var random = new Random(7);
    byte[] json = FACTS.json();
    for (int i = 0; i < 2000; i++) {
      byte[] broken = json.clone();
      broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      assertThat(EchoReport.parse(broken)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "status=404;type=application/xml; charset=utf-8;sample=10, 404, application/xml; charset=utf-8,"
        + " 10",
    "status=999;type=x;sample=-1, 200, application/json, 0",
    "sample=999999, 200, application/json, 100000",
    "type=text/html%0d%0aX:1, 200, application/json, 0",
    "status=204, 200, application/json, 0"
  })
  void a_wish_is_kept_within_bounds(String header, int status, String type, int sample) {
    assertThat(EchoOptions.parse(header)).isEqualTo(new EchoOptions(status, type, sample));
  }

  @Test
  void a_wish_is_read_as_it_was_sent() {
    var wish = new EchoOptions(503, "audio/mpeg", 40_000);

    assertThat(EchoOptions.parse(wish.text())).isEqualTo(wish);
    assertThat(EchoOptions.parse(null)).isEqualTo(EchoOptions.USUAL);
    assertThat(EchoOptions.sampleText(12_345)).hasSize(12_345);
  }
}
