package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.BusinessReader;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.tool.http.HttpToolsReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an owner may change in settings that the operator began, by the readers of all documents.
@Tag("unit")
class OperatorEntriesTest {
  private static final SecretCipher CIPHER = SecretCipher.of("a long text that nobody guesses");

  private static final String OPERATORS =
      """
      greeting: שלום
      summary-url: https://crm.example.com/calls
      summary-secret: ${SUMMARY}
      local-tools: true
      mind: openai/a-model
      recogniser: deepgram
      voice: azure
      mcp-commands:
        files: {command: [/bin/files], tools: [read]}
      providers:
        openai: {url: "http://10.0.0.7/v1", key: "env:OPENAI"}
        openai-files: {url: "http://10.0.0.9/v1", key: own-key}
        deepgram: {url: "ws://10.0.0.8", key: own-key}
        azure: {key: own-key}
      alerts:
      - {to: "webhook:https://hooks.example.com/a", secret: "${HOOK}", kinds: [new-lead]}
      - {to: "mail:dana@example.com", kinds: [new-lead]}
      tools:
      - {name: stock, description: x, url: "http://127.0.0.1:9/stock", secret: "${STOCK}"}
      - {name: order, description: x, url: "http://127.0.0.1:9/order", secret: own-secret}
      - {name: price, description: x, url: "https://price.example.com", secret: own-secret}
      mcp:
        crm: {url: "https://crm.example.com/mcp", headers: {Authorization: "${CRM}"}, tools: [find]}
        local: {url: "http://127.0.0.1:9/mcp", tools: [read]}
      """;

  private static final DocumentReader DOCUMENTS =
      new DocumentReader(
          BusinessReader.group(HttpToolsReader::new),
          DirectorySettings.GROUP.read(
              SettingsSource.of(
                  Map.of(
                      "SUMMARY", "a-secret",
                      "HOOK", "a-secret",
                      "STOCK", "a-secret",
                      "CRM", "a-secret",
                      "OTHER", "a-secret",
                      "OPENAI", "a-secret"))));

  @TempDir private Path folder;
  private SqliteDatabase database;
  private BusinessAdministration administration;
  private BusinessRecord shop;

  @BeforeEach
  void open() throws Exception {
    database = SqliteDatabase.open(folder);
    administration =
        new BusinessAdministration(
            new SqlDirectoryStore(database, CIPHER),
            new SqlAccountStore(database, CIPHER),
            DOCUMENTS,
            () -> {},
            InstantSource.system());
    shop =
        administration.add(
            new Identity("shop", "shop", null, List.of()), OPERATORS, "", Author.COMMAND);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void all_as_it_was_is_the_owners_too() {
    assertThat(problems(OPERATORS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "greeting: שלום > greeting: היי",
        "deepgram: {url: \"ws://10.0.0.8\", key: own-key} > deepgram: {url: \"ws://10.0.0.8\", key: mine}",
        "azure: {key: own-key} > azure: {key: mine}",
        "mail:dana@ > mail:ruth@",
        "- {to: \"mail > - {to: \"webhook:https://ruth.example.com/\", secret: mine, kinds: [new-lead]}\n- {to: \"mail",
        "https://price.example.com > https://prices.example.com",
        "summary-secret: ${SUMMARY}\n > summary-secret: mine\n",
        "mcp-commands:\n  files: {command: [/bin/files], tools: [read]}\n > ",
        "  crm: {url: \"https://crm.example.com/mcp\", headers: {Authorization: \"${CRM}\"}, tools: [find]}\n > ",
      })
  void what_is_his_own_he_changes_and_what_is_the_operators_he_may_do_without(String change) {
    assertThat(problems(changed(change))).as(change).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.7/v1 > 10.0.0.6/v1",
        "env:OPENAI > env:OTHER",
        "openai: {url: \"http://10.0.0.7/v1\", key > openai: {key",
        "azure: {key: own-key} > azure: {key: own-key, url: \"http://10.0.0.9\"}",
        "azure: {key: own-key} > azure: {key: \"env:OPENAI\"}",
        "azure: {key: own-key} > azure: {key: \"'env:OPENAI'\"}",
        "azure: {key: own-key} > azure: {key: \" file:/etc/hostname\"}",
        "10.0.0.8\", key: own-key > 10.0.0.8\", key: \"'env:OPENAI'\"",
        "10.0.0.9/v1\", key: own-key} > 10.0.0.9/v1\"}",
        "providers:\n > providers:\n  server-keys: true\n",
        "https://crm.example.com/calls > https://else.example.com/calls",
        "${SUMMARY} > ${OTHER}",
        "greeting: שלום > greeting: ${SUMMARY}",
        "greeting: שלום > instructions: ${SUMMARY}",
        "greeting: שלום > instructions-file: /etc/hostname",
        "/bin/files > /bin/sh",
        "hooks.example.com/a > hooks.example.com/b",
        "mail:dana@example.com\" > webhook:http://127.0.0.1:8080/admin\", secret: mine",
        "http://127.0.0.1:9/stock > https://else.example.com",
        "secret: own-secret}\n- {name: price > secret: \"${STOCK}\"}\n- {name: price",
        "9/order\", secret > 9/order\", method: DELETE, secret",
        "https://price.example.com > http://127.0.0.1:8080/admin",
        "https://price.example.com > 'http://127.0.0.1:8080/admin'",
        "https://price.example.com > \\u00a0http://127.0.0.1:8080/admin",
        "https://crm.example.com/mcp > https://else.example.com/mcp",
        "tools: [find] > tools: [find, erase]",
        "9/mcp\", tools: [read] > 9/mcp\", tools: [read, erase]",
      })
  void with_an_operators_entry_that_is_another_or_elsewhere_all_is_a_strangers(String change) {
    String document = changed(change);

    assertThat(problems(document)).as(change).isNotEmpty();
    assertThat(administration.problems(shop, document, "", Author.COMMAND)).as(change).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.7/v1 > 10.0.0.6/v1 > providers.openai.",
        "azure: {key: own-key} > azure: {key: \"env:OPENAI\"} > providers.azure.key",
        "providers:\n > providers:\n  server-keys: true\n > providers.server-keys",
        "https://crm.example.com/calls > https://else.example.com/calls > summary-",
        "greeting: שלום > greeting: ${SUMMARY} > greeting",
        "greeting: שלום > instructions-file: /etc/hostname > instructions-file",
        "/bin/files > /bin/sh > mcp-commands",
        "hooks.example.com/a > hooks.example.com/b > alerts[0]",
        "http://127.0.0.1:9/stock > https://else.example.com > tools[0]",
        "tools: [find] > tools: [find, erase] > mcp.crm",
      })
  void what_is_wrong_is_what_he_changed_and_not_what_stands_beside_it(String change) {
    String wrong = change.substring(change.lastIndexOf(" > ") + 3);
    String document = changed(change.substring(0, change.lastIndexOf(" > ")));

    assertThat(problems(document))
        .as(change)
        .isNotEmpty()
        .extracting(ConfigProblem::key)
        .allSatisfy(key -> assertThat(key).startsWith(wrong));
  }

  private List<ConfigProblem> problems(String document) {
    return administration.problems(shop, document, "", Author.byApi("user:1"));
  }

  private static String changed(String change) {
    String[] parts = change.split(" > ", 2);
    String document = OPERATORS.replace(parts[0], parts[1]);
    assertThat(document).isNotEqualTo(OPERATORS);
    return document;
  }
}
