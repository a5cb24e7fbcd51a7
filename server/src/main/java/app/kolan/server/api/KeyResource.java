package app.kolan.server.api;

import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.Scopes;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// API keys, of one business or of all. [ApiKeys] writes the audit log.
record KeyResource(ApiKeys keys) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listKeys", this::list);
    operations.put("addKey", this::add);
    operations.put("revokeKey", this::revoke);
    operations.put("listBusinessKeys", this::list);
    operations.put("addBusinessKey", this::add);
    operations.put("revokeBusinessKey", this::revoke);
  }

  private ApiAnswer list(ApiRequest request) {
    Long business = business(request);
    boolean everywhere =
        business == null && request.asked("everywhere").map(Boolean::valueOf).orElse(false);
    long after = request.cursorNumber(0);
    int limit = request.limit() + 1;
    return ApiJson.page(
        everywhere ? keys.listOfAll(after, limit) : keys.list(business, after, limit),
        request.limit(),
        KeyResource::form,
        key -> Long.toString(key.id()));
  }

  private ApiAnswer add(ApiRequest request) {
    Long business = business(request);
    String expires = request.field("expiresAt");
    ApiKeys.Made made =
        keys.add(
            request.field("name", ""),
            business,
            Scopes.of(
                BusinessResource.texts(request.json().path("scopes")),
                AccessPolicy.permissions(request.who(), business)),
            expires == null ? null : Instant.parse(expires),
            request.who(),
            request.actor());
    ObjectNode whole = ApiJson.object();
    whole.set("key", form(made.key()));
    whole.put("text", made.text().value());
    return ApiAnswer.created(whole);
  }

  private ApiAnswer revoke(ApiRequest request) {
    Long business = business(request);
    ApiKey key =
        keys.find(request.numberInPath("key"))
            .filter(found -> business == null || Objects.equals(found.business(), business))
            .orElseThrow(() -> ApiProblem.unknown("key"));
    keys.revoke(key.id(), request.actor());
    return ApiAnswer.nothing();
  }

  private static @Nullable Long business(ApiRequest request) {
    return request.business() == null ? null : request.in().id();
  }

  private static ObjectNode form(ApiKey key) {
    ObjectNode form = ApiJson.object();
    form.put("id", key.id());
    form.put("prefix", key.prefix());
    form.put("name", key.name());
    ArrayNode scopes = form.putArray("scopes");
    Scopes.words(key.scopes()).forEach(scopes::add);
    form.put("createdAt", key.createdAt().toString());
    form.put("createdBy", key.createdBy());
    form.put("expiresAt", ApiJson.instant(key.expiresAt()));
    form.put("revokedAt", ApiJson.instant(key.revokedAt()));
    form.put("usedAt", ApiJson.instant(key.usedAt()));
    return form;
  }
}
