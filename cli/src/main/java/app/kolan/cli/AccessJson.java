package app.kolan.cli;

import app.kolan.server.audit.AuditRecord;
import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.Scopes;
import app.kolan.server.identity.User;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Keys, users and audit entries as JSON objects, for scripts.
final class AccessJson {
  private AccessJson() {}

  /// @param slug of the business that it is for; null for all
  static ObjectNode key(ApiKey key, @Nullable String slug) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object
        .put("id", key.id())
        .put("prefix", key.prefix())
        .put("name", key.name())
        .put("business", slug);
    var scopes = object.putArray("scopes");
    Scopes.words(key.scopes()).forEach(scopes::add);
    return object
        .put("created_at", text(key.createdAt()))
        .put("created_by", key.createdBy())
        .put("expires_at", text(key.expiresAt()))
        .put("revoked_at", text(key.revokedAt()))
        .put("used_at", text(key.usedAt()));
  }

  static ObjectNode user(User user, LongFunction<String> slugs) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object
        .put("id", user.id())
        .put("email", user.email().value())
        .put("name", user.name())
        .put("state", user.state().name().toLowerCase(Locale.ROOT))
        .put("operator", user.operator());
    ObjectNode roles = object.putObject("roles");
    for (Map.Entry<Long, Role> membership : user.memberships().entrySet()) {
      roles.put(slugs.apply(membership.getKey()), word(membership.getValue()));
    }
    return object
        .put("second_factor", user.secondFactor())
        .put("created_at", text(user.createdAt()))
        .put("signed_in_at", text(user.signedInAt()));
  }

  static ObjectNode entry(AuditRecord entry, LongFunction<String> slugs) {
    Long business = entry.entry().business();
    return JsonNodeFactory.instance
        .objectNode()
        .put("sequence", entry.sequence())
        .put("at", text(entry.entry().at()))
        .put("actor", entry.entry().actor())
        .put("action", entry.entry().action())
        .put("business", business == null ? null : slugs.apply(business))
        .put("subject", entry.entry().subject())
        .put("detail", entry.entry().detail())
        .put("address", entry.entry().address())
        .put("previous_hash", entry.previousHash())
        .put("hash", entry.hash());
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
