package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.audit.AuditedChange.Change;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request that may be done: it fits the contract, and he who asks is allowed to.
///
/// @param principal null where anybody may ask
/// @param credential what he has shown; empty where anybody may ask
/// @param business the one that the path names; null for none
/// @param path the path's parameters
/// @param headers by their names in lower case
/// @param json the body; missing when there is none or it is not JSON
/// @param text the body as it came
/// @param address the network address of who asks
record ApiRequest(
    @Nullable Principal principal,
    String credential,
    @Nullable BusinessRecord business,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    JsonNode json,
    String text,
    @Nullable String address) {
  static final int USUAL_PAGE = 50;

  ApiRequest withBody(JsonNode body, String raw) {
    return new ApiRequest(
        principal, credential, business, path, query, headers, body, raw, address);
  }

  Principal who() {
    if (principal == null) {
      throw new IllegalStateException("anybody may ask for this");
    }
    return principal;
  }

  /// The person who asks, where a key may not.
  Principal.UserPrincipal person() {
    if (principal instanceof Principal.UserPrincipal user) {
      return user;
    }
    throw new IllegalStateException("this is for persons");
  }

  BusinessRecord in() {
    if (business == null) {
      throw new IllegalStateException("this belongs to no business");
    }
    return business;
  }

  /// Whether he who asks looks after all businesses, not one of them alone.
  boolean isOfServer() {
    return AccessPolicy.allowsEverywhere(who(), Permission.BUSINESSES_WRITE);
  }

  /// Who changes the directory by this.
  Author author() {
    return isOfServer() ? Author.operatorByApi(who().actor()) : Author.byApi(who().actor());
  }

  AuditActor actor() {
    return new AuditActor(who().actor(), address);
  }

  /// Makes a change of his, with its entry in the audit log in the change's own transaction.
  ///
  /// @param entry of what was written first
  <T> T audited(Function<Object, AuditEntry> entry, Change<T, InvalidSettings> change)
      throws InvalidSettings {
    return auditedSeveral(written -> List.of(entry.apply(written)), change);
  }

  /// The same with an entry for each business that the change is about.
  <T> T auditedSeveral(
      Function<Object, List<AuditEntry>> entries, Change<T, InvalidSettings> change)
      throws InvalidSettings {
    return AuditedChange.ofSeveral(entries, change);
  }

  /// The call that the path names, if it is one of the business of the path.
  LoggedCall callInPath(CallStore calls) {
    try {
      return calls
          .find(new CallSid(inPath("call")))
          .filter(call -> call.businessId() == in().id())
          .orElseThrow(() -> ApiProblem.unknown("call"));
    } catch (IllegalArgumentException _) {
      throw ApiProblem.unknown("call");
    }
  }

  String inPath(String name) {
    return path.getOrDefault(name, "");
  }

  long numberInPath(String name) {
    return Long.parseLong(inPath(name));
  }

  Optional<String> asked(String name) {
    return Optional.ofNullable(query.get(name));
  }

  @Nullable Instant instant(String name) {
    return asked(name).map(Instant::parse).orElse(null);
  }

  int limit() {
    return asked("limit").map(Integer::parseInt).orElse(USUAL_PAGE);
  }

  /// A text of the body; null when it is not there.
  @Nullable String field(String name) {
    JsonNode node = json.path(name);
    return node.isTextual() ? node.asText() : null;
  }

  String field(String name, String otherwise) {
    String value = field(name);
    return value == null ? otherwise : value;
  }

  boolean isYaml() {
    return headers
        .getOrDefault("content-type", "")
        .toLowerCase(Locale.ROOT)
        .startsWith("application/yaml");
  }

  /// Whether YAML is wanted rather than JSON.
  boolean wantsYaml() {
    String accept = headers.getOrDefault("accept", "");
    return accept.contains("yaml") && !accept.contains("json");
  }

  static ApiRequest blank() {
    return new ApiRequest(
        null, "", null, Map.of(), Map.of(), Map.of(), MissingNode.getInstance(), "", null);
  }

  /// The number of a cursor that is one.
  long cursorNumber(long first) {
    try {
      return asked("after").map(Long::parseLong).orElse(first);
    } catch (NumberFormatException _) {
      throw noCursor();
    }
  }

  static ApiProblem noCursor() {
    return new ApiProblem(
        Kind.MALFORMED,
        "A parameter cannot be read.",
        List.of(new Mistake("after", "no cursor", "give the `next` of the page before")));
  }
}
