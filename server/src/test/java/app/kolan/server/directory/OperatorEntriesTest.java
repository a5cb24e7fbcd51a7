package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorEntriesTest {
  private static final String BEFORE =
      """
      greeting: שלום
      summary-url: https://crm.example.com/calls
      summary-secret: ${SUMMARY}
      instructions-file: /etc/kolan/clinic.txt
      local-tools: true
      mcp-commands: {files: {command: [/bin/files], tools: [read]}}
      providers:
        openai: {url: "http://10.0.0.7/v1", key: "env:OPENAI"}
        deepgram: {url: "http://10.0.0.8", key: own}
        azure: {key: own}
      alerts:
      - {to: "https://hooks.example.com/a", secret: "${HOOK}"}
      - {to: dana@example.com}
      tools:
      - {name: stock, url: "http://127.0.0.1:9/stock", headers: {Authorization: "${STOCK}"}}
      - {name: price, url: "https://price.example.com", key: own}
      mcp:
        crm: {url: "https://crm.example.com/mcp", headers: {Authorization: "${CRM}"}, tools: [find]}
      """;

  @Test
  void all_as_it_was_is_kept() {
    assertThat(isKept(BEFORE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "greeting: שלום > greeting: היי",
        "key: own} > key: mine}",
        "azure: {key: own} > azure: {key: mine}",
        "dana@example.com > ruth@example.com",
        "{to: dana@example.com} > {to: dana@example.com, kinds: [lead]}",
        "  openai: {url: \"http://10.0.0.7/v1\", key: \"env:OPENAI\"}\n > ''",
        "local-tools: true\n > ''",
        "instructions-file: /etc/kolan/clinic.txt\n > ''",
        "summary-secret: ${SUMMARY}\n > ''",
        "- {name: price, url: \"https://price.example.com\", key: own}\n > ''",
      })
  void what_is_the_businesss_own_may_change_and_the_operators_may_go(String change) {
    assertThat(isKept(changed(change))).as(change).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.7/v1 > 10.0.0.9/v1",
        "env:OPENAI > env:OTHER",
        "{url: \"http://10.0.0.7/v1\", key: \"env:OPENAI\"} > {key: \"env:OPENAI\"}",
        "{url: \"http://10.0.0.7/v1\", key: \"env:OPENAI\"} > {url: \"http://10.0.0.7/v1\", key: \"file:/etc/shadow\"}",
        "azure: {key: own} > azure: {key: own, url: \"http://10.0.0.9\"}",
        "azure: {key: own} > azure: {key: \"env:OPENAI\"}",
        "azure: {key: own} > elevenlabs: {key: \"env:OPENAI\", url: \"http://10.0.0.7/v1\"}",
        "summary-url: https://crm.example.com/calls > summary-url: https://else.example.com",
        "${SUMMARY} > ${OTHER}",
        "greeting: שלום > greeting: ${SUMMARY}",
        "clinic.txt > other.txt",
        "/bin/files > /bin/sh",
        "tools: [read] > tools: [read, write]",
        "hooks.example.com/a > hooks.example.com/b",
        "stock, url: \"http://127.0.0.1:9/stock\" > stock, url: \"https://else.example.com\"",
        "key: own}\nmcp > headers: {Authorization: \"${STOCK}\"}}\nmcp",
        "https://crm.example.com/mcp > https://else.example.com/mcp",
        "tools: [find] > tools: [find, erase]",
        "{to: dana@example.com} > {to: \"http://127.0.0.1:8080/admin\"}",
        "https://price.example.com > http://127.0.0.1:8080/admin",
      })
  void with_an_operators_entry_that_is_another_or_elsewhere_none_is_kept(String change) {
    assertThat(isKept(changed(change))).as(change).isFalse();
  }

  @Test
  void a_document_without_any_keeps_none() {
    assertThat(isKept("greeting: היי\n")).isFalse();
  }

  private static String changed(String change) {
    String[] parts = change.split(" > ", 2);
    String document = BEFORE.replace(parts[0], parts[1].equals("''") ? "" : parts[1]);
    assertThat(document).isNotEqualTo(BEFORE);
    return document;
  }

  private static boolean isKept(String document) {
    return OperatorEntries.areKept(tree(document), tree(BEFORE));
  }

  private static ObjectNode tree(String text) {
    var problems = new ArrayList<ConfigProblem>();
    ObjectNode tree = YamlText.map("settings", text, problems);
    assertThat(problems).isEmpty();
    return tree;
  }
}
