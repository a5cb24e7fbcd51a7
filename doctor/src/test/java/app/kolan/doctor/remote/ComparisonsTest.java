package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Comparisons of what was sent with what arrived, without a network.
@Tag("unit")
class ComparisonsTest {
  @ParameterizedTest
  @CsvSource({
    "/a, /a/, a slash is added at the end of the path",
    "/a/, /a, the slash at the end of the path is taken off",
    "/a/b, /b, the prefix /a is taken off the path",
    "/b, /a/b, the prefix /a is added to the path",
    "/a//b, /a/b, slashes of the path are merged or doubled",
    "/a%20b, /a b, the path is decoded or encoded anew",
    "/a%2fb, /a%2Fb, the path is decoded or encoded anew",
    "/A/b, /a/b, the case of the path is changed",
    "/a, /c, the path is changed",
    "/a?b=1, /a, the query is taken off",
    "/a, /a?b=1, a query is added: ?b=…",
    "/a?b=%20, /a?b=+, the query is encoded anew: b=%20 becomes b=+",
    "/a?b=1&c=2, /a?b=1, the query is changed: ?b=…&c=… becomes ?b=…"
  })
  void a_change_of_the_target_is_named(String sent, String arrived, String what) {
    assertThat(TargetChange.between(sent, arrived).map(TargetChange::what).orElseThrow())
        .startsWith(what);
  }

  @Test
  void a_target_with_the_host_in_front_is_the_same() {
    assertThat(TargetChange.between("/a?b=1", "http://h:1/a?b=1")).isEmpty();
    assertThat(TargetChange.between("/a?b=1", "/a?b=1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "a=1&b=%20, a=1&b=+, the form is encoded anew, false",
        "a=1&b=2, b=2&a=1, the parameters of the form are put in another order, false",
        "a=1&b=+x+, a=1&b=x, white space at the ends of values is taken off, true",
        "a=1&b=2, a=1, the form is cut: 3 of 7 bytes arrive, true",
        "a=1&b=2, a=1&c=2, the form is changed: lost b gained c, true",
        "a=1, a=2, values of the form are changed, true",
        "a=1, {%22, what arrives is no form any more, true"
      })
  void a_change_of_the_form_is_named(String sent, String arrived, String what, boolean breaks)
      throws Exception {
    Optional<BodyChange> change =
        BodyChange.between(
            sent.getBytes(StandardCharsets.UTF_8), facts(arrived.replace("{%22", "{%2")));

    assertThat(change.orElseThrow().what()).startsWith(what);
    assertThat(change.orElseThrow().breaksSignature()).isEqualTo(breaks);
  }

  @Test
  void a_form_that_is_the_same_is_no_change() throws Exception {
    assertThat(BodyChange.between("a=1".getBytes(StandardCharsets.UTF_8), facts("a=1"))).isEmpty();
    assertThat(
            BodyChange.between("a=1".getBytes(StandardCharsets.UTF_8), facts(""))
                .orElseThrow()
                .what())
        .startsWith("the form is taken off");
  }

  @Test
  void a_sound_is_known_by_its_bytes() throws Exception {
    byte[] wav = Wav.of(Pcm.of(new short[8000], 8000));

    assertThat(SoundFile.of(wav).kind()).isEqualTo("WAV");
    assertThat(SoundFile.of(wav).length()).hasSeconds(1);
    assertThat(SoundFile.of("<html>".getBytes(StandardCharsets.UTF_8)).isPlayable()).isFalse();
    assertThat(SoundFile.of(new byte[0]).isPlayable()).isFalse();
  }

  private static EchoReport facts(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    String start = Base64.getEncoder().encodeToString(bytes);
    return new EchoReport(
        "aa",
        "POST",
        "HTTP/1.1",
        "/",
        List.of(),
        false,
        "127.0.0.1",
        true,
        bytes.length,
        hash,
        start,
        "https://a",
        List.of("https://a/"),
        null,
        List.of(),
        "forged",
        1,
        "0.1.0",
        "",
        "",
        List.of(),
        null,
        null,
        null);
  }
}
