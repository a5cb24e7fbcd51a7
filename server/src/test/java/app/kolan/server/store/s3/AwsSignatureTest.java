package app.kolan.server.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The examples of Amazon's documentation:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
@Tag("unit")
class AwsSignatureTest {
  private static final AwsSignature SIGNATURE =
      new AwsSignature(
          "AKIAIOSFODNN7EXAMPLE",
          new Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
          "us-east-1");
  private static final String HOST = "https://examplebucket.s3.amazonaws.com";
  private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");

  @Test
  void the_documented_requests_are_signed_as_documented() {
    assertThat(signature("GET", "/test.txt", Map.of("range", "bytes=0-9"), ""))
        .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    assertThat(
            signature(
                "PUT",
                "/" + AwsSignature.encoded("test$file.text", true),
                Map.of(
                    "date",
                    "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class",
                    "REDUCED_REDUNDANCY"),
                "Welcome to Amazon S3."))
        .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    assertThat(signature("GET", "/?lifecycle", Map.of(), ""))
        .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    assertThat(signature("GET", "/?max-keys=2&prefix=J", Map.of(), ""))
        .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void what_is_no_letter_is_encoded_by_its_bytes() {
    assertThat(AwsSignature.encoded("a b/ש+~", true)).isEqualTo("a%20b/%D7%A9%2B~");
    assertThat(AwsSignature.encoded("a/b", false)).isEqualTo("a%2Fb");
  }

  @Test
  void nothing_of_the_key_is_printed() {
    assertThat(SIGNATURE.toString()).doesNotContain("wJalr");
  }

  private static String signature(
      String method, String path, Map<String, String> headers, String body) {
    String authorization =
        SIGNATURE
            .sign(
                method,
                URI.create(HOST + path),
                headers,
                AwsSignature.hash(body.getBytes(StandardCharsets.UTF_8)),
                AT)
            .get("authorization");
    return String.valueOf(authorization).replaceAll(".*Signature=", "");
  }
}
