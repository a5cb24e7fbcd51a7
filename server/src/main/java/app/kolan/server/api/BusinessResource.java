package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.BusinessFile;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.Permission;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Businesses and their numbers.
record BusinessResource(
    Businesses businesses, BusinessAdministration administration, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listBusinesses", this::list);
    operations.put("addBusiness", this::add);
    operations.put("getBusiness", request -> shown(request.in()));
    operations.put("updateBusiness", this::update);
    operations.put("listNumbers", request -> numbers(request.in()));
    operations.put("setNumbers", this::setNumbers);
  }

  private ApiAnswer list(ApiRequest request) {
    String after = request.asked("after").orElse("");
    List<BusinessRecord> found =
        businesses.where(request.who(), Permission.BUSINESSES_READ).stream()
            .sorted((a, b) -> a.slug().compareTo(b.slug()))
            .filter(business -> business.slug().compareTo(after) > 0)
            .limit(request.limit() + 1L)
            .toList();
    return ApiJson.page(found, request.limit(), BusinessResource::form, BusinessRecord::slug);
  }

  private ApiAnswer add(ApiRequest request) throws InvalidSettings {
    BusinessFile file = BusinessFile.parse(document(request), "", null);
    BusinessRecord added =
        request.audited(
            written -> entry(request, "business.add", written),
            () -> administration.add(file.identity(), file.document(), "", request.author()));
    return ApiAnswer.created(form(added))
        .with("ETag", etag(added))
        .with("Location", Contract.BASE + "/businesses/" + added.slug());
  }

  /// The body as a file of a business: settings stand beside its name there.
  private static String document(ApiRequest request) {
    if (request.isYaml()) {
      return request.text();
    }
    ObjectNode whole = request.json().deepCopy();
    JsonNode settings = whole.remove("settings");
    if (settings instanceof ObjectNode more) {
      ObjectNode file = more.deepCopy();
      file.setAll(whole);
      return file.toString();
    }
    return whole.toString();
  }

  private ApiAnswer update(ApiRequest request) throws InvalidSettings {
    BusinessRecord now = request.in();
    JsonNode json = request.json();
    BusinessState state =
        json.has("state") ? BusinessState.valueOf(json.path("state").asText()) : now.state();
    String account = json.has("account") ? request.field("account") : now.accountSid();
    List<String> numbers = json.has("numbers") ? texts(json.path("numbers")) : numbersOf(now);
    boolean nameAlone =
        state == now.state()
            && Objects.equals(account, now.accountSid())
            && Set.copyOf(numbers).equals(Set.copyOf(numbersOf(now)));
    if (!nameAlone && !request.isOfServer()) {
      throw new ApiProblem(
          Kind.FORBIDDEN,
          "State, account and numbers are the operator's: a key for one business can change its"
              + " name alone.");
    }
    return shown(
        changed(
            request,
            "business.update",
            request.field("name", now.name()),
            state,
            account,
            numbers));
  }

  private ApiAnswer setNumbers(ApiRequest request) throws InvalidSettings {
    BusinessRecord now = request.in();
    List<String> numbers = texts(request.json().path("numbers"));
    return numbers(
        changed(request, "numbers.set", now.name(), now.state(), now.accountSid(), numbers));
  }

  private BusinessRecord changed(
      ApiRequest request,
      String action,
      String name,
      BusinessState state,
      @Nullable String account,
      List<String> numbers)
      throws InvalidSettings {
    BusinessRecord now = request.in();
    requireMatch(request, now);
    return request.audited(
        written -> entry(request, action, written),
        () ->
            administration.update(
                now.id(),
                now.revision(),
                new Identity(now.slug(), name, account, numbers),
                state,
                request.author()));
  }

  private AuditEntry entry(ApiRequest request, String action, Object written) {
    var business = (BusinessRecord) written;
    return request.actor().entry(clock.instant(), action, business.id(), business.slug(), null);
  }

  /// @throws ApiProblem when the change was made from another state of the business
  static void requireMatch(ApiRequest request, BusinessRecord now) {
    if (!matches(request, etag(now))) {
      throw new ApiProblem(
          Kind.CHANGED, "The business is now at " + etag(now) + "; read it again.");
    }
  }

  /// Whether there is no `If-Match` that names something else.
  static boolean matches(ApiRequest request, String etag) {
    String match = request.headers().getOrDefault("if-match", "*").strip();
    return match.equals("*") || List.of(match.split("\\s*,\\s*", -1)).contains(etag);
  }

  static String etag(BusinessRecord business) {
    return "\"r" + business.revision() + "\"";
  }

  private static ApiAnswer shown(BusinessRecord business) {
    return ApiAnswer.ok(form(business)).with("ETag", etag(business));
  }

  static ApiAnswer numbers(BusinessRecord business) {
    ObjectNode whole = ApiJson.object();
    ArrayNode numbers = whole.putArray("numbers");
    numbersOf(business).forEach(numbers::add);
    return ApiAnswer.ok(whole).with("ETag", etag(business));
  }

  private static ObjectNode form(BusinessRecord business) {
    ObjectNode form = ApiJson.object();
    form.put("id", business.id());
    form.put("slug", business.slug());
    form.put("name", business.name());
    form.put("state", business.state().name());
    form.put("managedBy", business.managedBy().name());
    form.put("account", business.accountSid());
    ArrayNode numbers = form.putArray("numbers");
    numbersOf(business).forEach(numbers::add);
    form.put("publishedVersion", business.publishedVersion());
    form.put("createdAt", business.createdAt().toString());
    return form;
  }

  private static List<String> numbersOf(BusinessRecord business) {
    return business.numbers().stream().map(PhoneNumber::value).toList();
  }

  static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
