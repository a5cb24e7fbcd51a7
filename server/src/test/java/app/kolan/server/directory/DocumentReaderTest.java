package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.BusinessReader;
import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.tool.http.HttpToolsReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class DocumentReaderTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "KOLAN_MIND", "anthropic",
          "KOLAN_RECOGNISER", "deepgram",
          "KOLAN_VOICE", "azure",
          "KOLAN_AZURE_URL", "http://127.0.0.1:1",
          "ANTHROPIC_API_KEY", "the-servers-key",
          "DEEPGRAM_API_KEY", "another-key",
          "AZURE_SPEECH_KEY", "a-third-key",
          "BOOKING_SECRET", "a-secret-of-the-environment");

  @TempDir private Path folder;
  private final DocumentReader reader = reader(ENVIRONMENT);

  @Test
  void problems_have_the_keys_of_the_document_and_the_words_of_the_settings() {
    assertThat(
            ofTenant("human-number: '0501234567'\nmode: robot\nhours: {monday: early}\nnaem: x\n")
                .problems())
        .extracting(ConfigProblem::line)
        .anySatisfy(line -> assertThat(line).startsWith("human-number is 0501234567: write it in"))
        .contains("mode is robot: choose converse, listen or voicemail")
        .anySatisfy(line -> assertThat(line).startsWith("hours.monday is early: write hours as"))
        .anySatisfy(
            line -> assertThat(line).startsWith("naem is not a setting: did you mean name"));
  }

  @Test
  void a_tenants_document_reaches_no_variable_of_the_environment() {
    String tool =
        """
        tools:
        - name: book
          description: Books.
          url: https://a.example.com/
          secret: ${BOOKING_SECRET}
          headers: {Authorization: "Bearer ${ANTHROPIC_API_KEY}"}
        """;

    assertThat(ofTenant(tool).problems())
        .extracting(ConfigProblem::key)
        .containsExactlyInAnyOrder("tools[0].secret", "tools[0].headers.Authorization");
    DocumentReader.Reading operators =
        reader.read("x", tool.replace("ANTHROPIC_API_KEY", "BOOKING_SECRET"), true);
    assertThat(operators.problems()).isEmpty();
    assertThat(operators.business().profile().tools().getFirst().secret().value())
        .isEqualTo("a-secret-of-the-environment");
  }

  @Test
  void a_tenants_document_reads_no_file_and_asks_nothing_on_this_machine() throws IOException {
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, "words of another one");

    DocumentReader.Reading reading =
        ofTenant(
            """
            instructions-file: %s
            local-tools: true
            summary-url: http://127.0.0.1:8089/metrics
            summary-secret: x
            """
                .formatted(secret));

    assertThat(reading.problems())
        .extracting(ConfigProblem::key)
        .contains("instructions-file", "local-tools");
    assertThat(reading.problems().toString()).doesNotContain("words of another one");
    assertThat(ofTenant("summary-url: http://127.0.0.1:8089/\nsummary-secret: x\n").problems())
        .extracting(ConfigProblem::key)
        .containsExactly("summary-url");
  }

  @Test
  void a_document_that_chooses_nobody_has_those_of_the_server() {
    DocumentReader.Reading reading = ofTenant("name: Clinic\n");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.providers().languageModels())
        .extracting(ProviderSettings::provider)
        .containsExactly("anthropic");
    assertThat(ofTenant("mind: scripted\n").providers().languageModels()).isEmpty();
  }

  @Test
  void a_tenant_cannot_send_the_servers_keys_to_another_address() {
    assertThat(ofTenant("providers: {anthropic: {url: 'https://evil.example.org'}}\n").problems())
        .extracting(ConfigProblem::key)
        .isNotEmpty()
        .allSatisfy(key -> assertThat(key).startsWith("providers"));
  }

  @Test
  void a_business_with_keys_of_its_own_uses_them_and_the_servers_addresses() {
    DocumentReader.Reading reading =
        ofTenant(
            """
            providers:
              anthropic: { key: own-model-key }
              deepgram: { key: own-ear-key }
              azure: { key: own-voice-key }
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.providers().languageModels().getFirst().keyValue())
        .isEqualTo("own-model-key");
    assertThat(reading.providers().speechToTexts().getFirst().keyValue()).isEqualTo("own-ear-key");
    assertThat(reading.providers().voices().getFirst())
        .returns("own-voice-key", ProviderSettings::keyValue)
        .returns(URI.create("http://127.0.0.1:1"), ProviderSettings::url);
    assertThat(reading.toString()).doesNotContain("own-model-key", "own-ear-key");
  }

  @Test
  void a_business_with_a_key_of_its_own_uses_nobody_elses_unless_it_says_so() {
    String own = "providers:\n  anthropic: { key: own-model-key }\n";

    assertThat(ofTenant(own).problems())
        .extracting(ConfigProblem::key)
        .containsExactlyInAnyOrder("providers.deepgram.key", "providers.azure.key");
    assertThat(ofTenant(own).problems().toString()).contains("server-keys");
    DocumentReader.Reading reading = ofTenant(own + "  server-keys: true\n");
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.providers().languageModels())
        .extracting(ProviderSettings::keyValue)
        .containsExactly("own-model-key");
    assertThat(reading.providers().speechToTexts())
        .extracting(ProviderSettings::keyValue)
        .containsExactly("another-key");
  }

  @Test
  void a_reference_is_followed_for_the_operator_alone() throws IOException {
    Path file = folder.resolve("model.key");
    Files.writeString(file, "key-in-a-file\n");
    String document =
        """
        mind: anthropic
        recogniser: deepgram
        voice: espeak
        providers:
          anthropic: { key: "file:%s" }
          deepgram: { key: "env:BOOKING_SECRET" }
        """
            .formatted(file);

    DocumentReader.Reading operators = reader.read("x", document, true);
    assertThat(operators.problems()).isEmpty();
    assertThat(operators.providers().languageModels().getFirst().keyValue())
        .isEqualTo("key-in-a-file");
    assertThat(operators.providers().speechToTexts().getFirst().keyValue())
        .isEqualTo("a-secret-of-the-environment");
    DocumentReader.Reading tenants = ofTenant(document);
    assertThat(tenants.problems())
        .extracting(ConfigProblem::key)
        .contains("providers.anthropic.key", "providers.deepgram.key");
    assertThat(tenants.followed()).isEmpty();
  }

  @Test
  void a_reference_that_leads_nowhere_is_named_and_no_secret_is() throws IOException {
    Path large = folder.resolve("large");
    Files.writeString(large, "x".repeat(20_000));
    for (String reference :
        List.of(
            "env:NO_SUCH_NAME",
            "env:KOLAN_SECRET_KEY",
            "env:",
            "file:relative/path",
            "file:/etc/../etc/hostname",
            "file:" + folder,
            "file:" + large,
            "file:/no/such/file")) {
      assertThat(
              reader
                  .read(
                      "x",
                      "mind: anthropic\nvoice: espeak\nproviders: {anthropic: {key: '%s'}}\n"
                          .formatted(reference),
                      true)
                  .problems())
          .as(reference)
          .anySatisfy(
              problem ->
                  assertThat(problem)
                      .returns("providers.anthropic.key", ConfigProblem::key)
                      .returns(reference, ConfigProblem::seen));
    }
  }

  @Test
  void an_operators_address_gets_no_key_of_the_servers() {
    DocumentReader.Reading reading =
        reader.read(
            "x",
            """
            mind: anthropic
            recogniser: deepgram
            voice: espeak
            providers: {server-keys: true, anthropic: {url: 'http://127.0.0.1:5'}}
            """,
            true);

    assertThat(reading.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("providers.anthropic.key");
  }

  @Test
  void any_text_gets_an_answer() {
    for (String text :
        List.of(
            "",
            "null",
            "5",
            "[a]",
            "a: b: c",
            "\t",
            "{",
            "a: &a [*a]",
            "a: 1\na: 2",
            "x".repeat(300_000),
            "[".repeat(5000),
            "a:\n" + " b:\n".repeat(3000),
            "name: {a: b}",
            "tools: {}",
            "hours: []",
            "lexicon: 5",
            "providers: 5",
            "providers: [a]",
            "providers: {openai: 5}",
            "providers: {openai: {key: {a: b}}}",
            "providers: {openai: {key: [1]}, server-keys: maybe, none: {}}",
            "name: [1,2]")) {
      assertThat(ofTenant(text)).isNotNull();
    }
    assertThat(ofTenant("x".repeat(300_000)).problems()).isNotEmpty();
  }

  private DocumentReader.Reading ofTenant(String document) {
    return reader.read("a business", document, false);
  }

  private DocumentReader reader(Map<String, String> environment) {
    SettingsSource source =
        SettingsSource.of(
            environment,
            Path.of("no-such-kolan.yaml"),
            List.of(ProviderSelectionReader.GROUP, DirectorySettings.GROUP));
    return new DocumentReader(
        BusinessReader.group(HttpToolsReader::new), DirectorySettings.GROUP.read(source));
  }
}
