package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SecretMaskTest {
  private static final String DOCUMENT =
      """
      name: Clinic
      summary-url: https://a.example.com/calls
      summary-secret: first-secret
      tools:
      - name: book
        url: https://a.example.com/book
        secret: second-secret
        headers:
          Authorization: Bearer third-secret
          X-Plain: 12345
      - name: look
        url: https://b.example.com/look
        secret: ${LOOK_SECRET}
      """;

  @Test
  void no_secret_is_shown_and_a_reference_is_none() {
    assertThat(SecretMask.masked(DOCUMENT))
        .doesNotContain("first-secret", "second-secret", "third-secret", "12345")
        .contains("${LOOK_SECRET}", "https://a.example.com/book", "name: Clinic");
  }

  @Test
  void masks_that_come_back_are_the_secrets_that_were_there() {
    String back = SecretMask.restored(SecretMask.masked(DOCUMENT), DOCUMENT);

    assertThat(back).contains("first-secret", "second-secret", "third-secret", "12345");
  }

  @Test
  void a_tool_that_was_moved_in_the_list_keeps_its_secret() {
    String shown =
        """
        tools:
        - {name: other, url: "https://c.example.com/", secret: new-secret}
        - {name: book, url: "https://a.example.com/book", secret: "********"}
        """;

    assertThat(SecretMask.restored(shown, DOCUMENT)).contains("new-secret", "second-secret");
  }

  @Test
  void a_secret_does_not_go_along_to_another_address() {
    String moved =
        SecretMask.masked(DOCUMENT)
            .replace("https://a.example.com/book", "https://evil.example.org/book")
            .replace("https://a.example.com/calls", "https://evil.example.org/calls");

    assertThat(SecretMask.restored(moved, DOCUMENT))
        .doesNotContain("first-secret", "second-secret", "third-secret")
        .contains(SecretMask.MASK);
  }

  @Test
  void keys_of_providers_are_masked_and_come_back_at_the_same_address_alone() {
    String document =
        """
        providers:
          server-keys: true
          openai: { key: sk-first, url: "https://a.example.com" }
          deepgram: { key: sk-second }
          soniox: { key: "env:SONIOX" }
        """;

    String masked = SecretMask.masked(document);
    assertThat(masked).doesNotContain("sk-first", "sk-second").contains("env:SONIOX");
    assertThat(SecretMask.restored(masked, document)).contains("sk-first", "sk-second");
    assertThat(SecretMask.restored(masked.replace("a.example.com", "evil.example.org"), document))
        .doesNotContain("sk-first")
        .contains("sk-second");
  }

  @Test
  void a_document_that_is_no_map_is_left_without_harm() {
    assertThat(SecretMask.masked("- a\n- b\n")).doesNotContain("a");
    assertThat(
            SecretMask.restored(
                "tools: 5\nsummary-url: https://a.example.com/calls\nsummary-secret: '********'\n",
                DOCUMENT))
        .contains("first-secret");
  }
}
