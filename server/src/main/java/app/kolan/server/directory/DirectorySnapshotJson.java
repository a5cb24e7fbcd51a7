package app.kolan.server.directory;

import app.kolan.server.settings.Secret;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// [DirectorySnapshot] as JSON.
final class DirectorySnapshotJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM = "kolan-businesses-1";

  private DirectorySnapshotJson() {}

  static String write(DirectorySnapshot known) {
    ObjectNode whole = JSON.createObjectNode().put("form", FORM);
    ArrayNode businesses = whole.putArray("businesses");
    known.businesses().forEach(business -> write(business, businesses.addObject()));
    ArrayNode settings = whole.putArray("settings");
    known.settings().forEach(version -> write(version, settings.addObject()));
    ArrayNode accounts = whole.putArray("accounts");
    known.accounts().forEach(account -> write(account, accounts.addObject()));
    return whole.toString();
  }

  private static void write(BusinessRecord business, ObjectNode to) {
    to.put("id", business.id())
        .put("slug", business.slug())
        .put("name", business.name())
        .put("state", business.state().name())
        .put("managedBy", business.managedBy().name())
        .put("account", business.accountSid())
        .put("published", business.publishedVersion())
        .put("created", business.createdAt().toString())
        .put("revision", business.revision());
    ArrayNode numbers = to.putArray("numbers");
    business.numbers().forEach(number -> numbers.add(number.value()));
  }

  private static void write(SettingsVersion version, ObjectNode to) {
    Instant published = version.publishedAt();
    to.put("business", version.business())
        .put("version", version.version())
        .put("state", version.state().name())
        .put("document", version.document())
        .put("author", version.author())
        .put("keepsOperatorEntries", version.keepsOperatorEntries())
        .put("note", version.note())
        .put("created", version.createdAt().toString())
        .put("published", published == null ? null : published.toString());
  }

  private static void write(TwilioAccount account, ObjectNode to) {
    to.put("sid", account.sid())
        .put("name", account.name())
        .put("created", account.createdAt().toString())
        .put("revision", account.revision());
    ArrayNode tokens = to.putArray("tokens");
    account.authTokens().forEach(token -> tokens.add(token.value()));
  }

  /// @throws IllegalArgumentException for what [#write] has not written
  static DirectorySnapshot read(String text) {
    try {
      JsonNode whole = JSON.readTree(text);
      if (!FORM.equals(whole.path("form").asText())) {
        throw new IllegalArgumentException("it has another form");
      }
      return new DirectorySnapshot(
          each(whole.path("businesses")).stream().map(DirectorySnapshotJson::business).toList(),
          each(whole.path("settings")).stream().map(DirectorySnapshotJson::version).toList(),
          each(whole.path("accounts")).stream().map(DirectorySnapshotJson::account).toList());
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("it is no JSON of this form", e);
    }
  }

  private static BusinessRecord business(JsonNode from) {
    return new BusinessRecord(
        from.path("id").asLong(),
        from.path("slug").asText(),
        from.path("name").asText(),
        BusinessState.valueOf(from.path("state").asText()),
        ManagedBy.valueOf(from.path("managedBy").asText()),
        textOrNull(from.path("account")),
        each(from.path("numbers")).stream().map(JsonNode::asText).map(PhoneNumber::new).toList(),
        from.path("published").isNumber() ? from.path("published").asLong() : null,
        Instant.parse(from.path("created").asText()),
        from.path("revision").asLong());
  }

  private static SettingsVersion version(JsonNode from) {
    String published = textOrNull(from.path("published"));
    return new SettingsVersion(
        from.path("business").asLong(),
        from.path("version").asLong(),
        SettingsVersion.State.valueOf(from.path("state").asText()),
        from.path("document").asText(),
        from.path("author").asText(),
        from.path("keepsOperatorEntries").asBoolean(),
        from.path("note").asText(),
        Instant.parse(from.path("created").asText()),
        published == null ? null : Instant.parse(published));
  }

  private static TwilioAccount account(JsonNode from) {
    var tokens = new ArrayList<Secret>();
    each(from.path("tokens")).forEach(token -> tokens.add(new Secret(token.asText())));
    return new TwilioAccount(
        from.path("sid").asText(),
        from.path("name").asText(),
        tokens,
        Instant.parse(from.path("created").asText()),
        from.path("revision").asLong());
  }

  private static List<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
