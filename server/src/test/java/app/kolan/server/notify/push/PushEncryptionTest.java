package app.kolan.server.notify.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Web push by its standards: the example of RFC 8291, and tokens of RFC 8292.
@Tag("unit")
class PushEncryptionTest {
  /// RFC 8291, section 5 and appendix A.
  private static final String OURS =
      "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

  private static final String OUR_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
  private static final String THEIRS =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
  private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
  private static final String BODY =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
          + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSx"
          + "sj_Qulcy4a-fN";

  private static final PushEndpoint ENDPOINT =
      PushEndpoint.of(
              "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV", THEIRS, AUTH)
          .orElseThrow();

  @Test
  void the_example_of_the_rfc_is_encrypted_as_it_says() {
    var fresh = new KeyPair(EcKeys.publicKey(bytes(OURS)), EcKeys.privateKey(bytes(OUR_PRIVATE)));

    byte[] body =
        PushEncryption.encrypt(
            "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8),
            ENDPOINT,
            fresh,
            bytes(SALT));

    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body)).isEqualTo(BODY);
  }

  @Test
  void no_two_messages_are_alike_and_too_long_ones_are_refused() {
    assertThat(PushEncryption.encrypt(new byte[10], ENDPOINT))
        .isNotEqualTo(PushEncryption.encrypt(new byte[10], ENDPOINT));
    assertThat(PushEncryption.encrypt(new byte[PushEncryption.LONGEST], ENDPOINT)).hasSize(4096);
    assertThatThrownBy(() -> PushEncryption.encrypt(new byte[PushEncryption.LONGEST + 1], ENDPOINT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_token_is_signed_for_the_push_service_and_outlives_being_kept() throws Exception {
    VapidKey key = VapidKey.of(VapidKey.generate().secretText());

    String header =
        key.authorization(
            URI.create("https://push.example.net:8443/abc"),
            "https://phone.example.com",
            Instant.ofEpochSecond(1_800_000_000));

    assertThat(header).startsWith("vapid t=").endsWith(", k=" + key.publicText());
    String[] token = header.substring(8, header.indexOf(',')).split("\\.", -1);
    assertThat(new String(bytes(token[1]), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"aud\":\"https://push.example.net:8443\",\"exp\":1800043200,"
                + "\"sub\":\"https://phone.example.com\"}");
    Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
    check.initVerify(key.publicKey());
    check.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(check.verify(bytes(token[2]))).isTrue();
    assertThat(key).hasToString("VapidKey[" + key.publicText() + "]");
  }

  @Test
  void what_is_no_endpoint_is_none() {
    String url = "https://push.example.net/a";
    String beside = OURS.substring(0, OURS.length() - 2) + "AA";
    assertThat(PushEndpoint.of("ftp://push.example.net/a", THEIRS, AUTH)).isEmpty();
    assertThat(PushEndpoint.of("not a url", THEIRS, AUTH)).isEmpty();
    assertThat(PushEndpoint.of("https://me@push.example.net/a", THEIRS, AUTH)).isEmpty();
    assertThat(PushEndpoint.of(url, beside, AUTH)).isEmpty();
    assertThat(PushEndpoint.of(url, "!", AUTH)).isEmpty();
    assertThat(PushEndpoint.of(url, THEIRS, "c2hvcnQ")).isEmpty();
    assertThat(PushEndpoint.of(url + "a".repeat(2000), THEIRS, AUTH)).isEmpty();
    assertThat(ENDPOINT.toString()).doesNotContain("JzLQ3", "BTBZ");
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
