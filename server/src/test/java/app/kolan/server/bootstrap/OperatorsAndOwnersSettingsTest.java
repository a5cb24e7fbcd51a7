package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.identity.Permission;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Settings that the operator began, with what only he may write, and with which the owner goes on.
@Tag("socket")
class OperatorsAndOwnersSettingsTest extends ConsolePagesFixture {
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String SETTINGS = "/b/shop/receptionist";
  private static final String NUMBER = "+97233333333";
  private static final String ADDRESS = "http://127.0.0.1:9/v1";

  private static final String OPERATORS =
      """
      greeting: שלום מהחנות
      local-tools: true
      mind: openai/a-model
      recogniser: deepgram
      voice: azure
      providers:
        openai: { key: a-key, url: "%s" }
        deepgram: { key: a-key, url: "ws://127.0.0.1:9" }
        azure: { key: a-key }
      tools:
      - name: stock
        description: What is there.
        url: http://127.0.0.1:9/stock
        secret: a-secret-of-the-shop
      """
          .formatted(ADDRESS);

  private long shop;

  @Override
  long addBusinesses() throws Exception {
    shop =
        api.server
            .directories()
            .administration()
            .add(new Identity("shop", "shop", null, List.of(NUMBER)), OPERATORS, "", Author.COMMAND)
            .id();
    return shop;
  }

  @Test
  void the_owner_changes_what_is_his_and_calls_are_answered_by_it() throws Exception {
    Shown page = console.get(SETTINGS + "/edit/greeting");
    Shown saved =
        console.submit(page, "main form:has([name=newest])", Map.of("greeting", "בוקר טוב מהחנות"));
    assertThat(saved.status()).as(saved.text()).isEqualTo(303);
    Shown published =
        console.submit(console.get(SETTINGS + "/changes"), "form[action$=/publish]", Map.of());
    assertThat(published.status()).as(published.text()).isEqualTo(303);

    assertThat(api.comesIn(CALL, NUMBER)).contains("בוקר טוב מהחנות");
    assertThat(newest().document()).contains(ADDRESS, "local-tools");
    assertThat(newest().author()).startsWith("user:");
    assertThat(newest().keepsOperatorEntries()).isTrue();
    // What has come of it can be changed again.
    assertThat(drafted("greeting: ערב טוב\n" + settings("greeting")).statusCode()).isEqualTo(201);
  }

  @Test
  void what_is_the_operators_is_changed_by_nobody_else() throws Exception {
    for (String change :
        List.of(
            ADDRESS + " > http://127.0.0.1:22/v1 > providers.openai.",
            "127.0.0.1:9/stock > 127.0.0.1:8080/stock > tools[0]",
            "key: a-key, url: \"ws > key: \"env:HOME\", url: \"ws > providers.deepgram.")) {
      String[] parts = change.split(" > ");
      assertThat(OPERATORS).contains(parts[0]);
      HttpResponse<String> refused = drafted(OPERATORS.replace(parts[0], parts[1]));
      assertThat(refused.statusCode()).as(change).isEqualTo(422);
      JsonNode errors = ApiByHand.JSON.readTree(refused.body()).path("errors");
      assertThat(errors).as(change).isNotEmpty();
      errors.forEach(
          error -> assertThat(error.path("at").asText()).as(change).startsWith(parts[2]));
    }
    assertThat(newest().version()).isEqualTo(1);

    // The owner may do without it, and has it again by going back.
    assertThat(drafted("greeting: שלום\n").statusCode()).isEqualTo(201);
    assertThat(newest().keepsOperatorEntries()).isFalse();
    publish(2);
    assertThat(drafted(OPERATORS).statusCode()).isEqualTo(422);
    publish(1);
    assertThat(drafted(OPERATORS).statusCode()).isEqualTo(201);
  }

  private SettingsVersion newest() {
    return api.server.directories().store().versions(shop, Long.MAX_VALUE, 1).getFirst();
  }

  /// The newest settings without one of their keys, which stands in one line.
  private String settings(String without) {
    return newest().document().replaceFirst("(?m)^%s:.*\\R".formatted(without), "");
  }

  private void publish(long version) throws Exception {
    DirectoryServices directories = api.server.directories();
    long revision = directories.store().find(shop).orElseThrow().revision();
    var _ = directories.administration().publish(shop, version, revision, Author.byApi("user:1"));
  }

  /// Has a draft made by somebody of the business who comes by the API.
  private HttpResponse<String> drafted(String document) throws Exception {
    return api.withKey(shop, EnumSet.of(Permission.SETTINGS_READ, Permission.SETTINGS_WRITE))
        .send("POST", "/businesses/shop/settings/versions", "application/yaml", document);
  }
}
