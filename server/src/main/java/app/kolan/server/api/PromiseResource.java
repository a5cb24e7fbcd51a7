package app.kolan.server.api;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.crm.DueTime;
import app.kolan.server.crm.PlainText;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.Lead;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Promise.State;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.PromiseStore;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What callers of a business were promised.
record PromiseResource(CrmStores crm, CrmRequests requests, AuditLog audit, InstantSource clock) {
  private static final String DUE = "/dueAt";

  void addTo(Map<String, Operation> operations) {
    operations.put("listPromises", this::list);
    operations.put("addPromise", this::add);
    operations.put("getPromise", this::get);
    operations.put("updatePromise", this::update);
    operations.put("noteCallBack", this::noteCallBack);
  }

  private PromiseStore promises() {
    return crm.promises();
  }

  private ApiAnswer list(ApiRequest request) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), "promise.list", request.in().id(), request.in().slug(), null));
    Optional<String> call = request.asked("call");
    CallSid sid;
    try {
      sid = call.map(CallSid::new).orElse(null);
    } catch (IllegalArgumentException _) {
      throw CrmRequests.invalid("call", "no SID of a call", "it begins with CA");
    }
    var after = ApiJson.position(request);
    boolean first = request.asked("after").isEmpty();
    return ApiJson.page(
        promises()
            .find(
                new PromiseQuery(
                    request.in().id(),
                    request.asked("state").map(State::valueOf).orElse(null),
                    request.asked("contact").map(Long::parseLong).orElse(null),
                    sid,
                    request.instant("dueBefore"),
                    first ? Instant.EPOCH : after.at(),
                    first ? 0 : id(after.id()),
                    request.limit() + 1)),
        request.limit(),
        PromiseResource::form,
        promise -> ApiJson.cursor(promise.dueAt(), Long.toString(promise.id())));
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw ApiRequest.noCursor();
    }
  }

  private ApiAnswer get(ApiRequest request) {
    Promise promise = promise(request);
    note(request, "promise.read", promise.id());
    return shown(promise);
  }

  private ApiAnswer add(ApiRequest request) {
    JsonNode json = request.json();
    Instant now = clock.instant();
    Instant due = due(request, json.path("dueAt").asText(), now);
    Optional<Lead> lead = json.has("call") ? Optional.of(lead(request)) : Optional.empty();
    Long contact = contact(request, lead);
    PhoneNumber number =
        json.hasNonNull("number")
            ? requests.number(request, "/number", json.path("number").asText())
            : number(request.in().id(), lead, contact);
    Promise added =
        promises()
            .add(
                new Promise.Draft(
                    request.in().id(),
                    lead.map(Lead::call).orElse(null),
                    contact,
                    number,
                    PlainText.of(request.field("promise", "")),
                    due,
                    json.has("remindAt")
                        ? remind(request, json.path("remindAt"), due, now)
                        : DueTime.reminder(due, now),
                    request.who().actor(),
                    null),
                now);
    note(request, "promise.add", added.id());
    return ApiAnswer.created(form(added)).with("ETag", CrmRequests.etag(added.revision()));
  }

  private Lead lead(ApiRequest request) {
    return call(request.field("call", ""))
        .flatMap(call -> crm.leads().find(request.in().id(), call))
        .map(WorkedLead::lead)
        .orElseThrow(
            () ->
                CrmRequests.invalid(
                    "/call", "no call with a lead", "give the SID of a call that has a lead"));
  }

  private static Optional<CallSid> call(String sid) {
    try {
      return Optional.of(new CallSid(sid));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private @Nullable Long contact(ApiRequest request, Optional<Lead> lead) {
    if (request.json().hasNonNull("contact")) {
      return request.json().path("contact").asLong();
    }
    return lead.flatMap(known -> crm.leads().find(request.in().id(), known.call()))
        .map(known -> known.work().contact())
        .orElse(null);
  }

  /// The number to call when none is named.
  private @Nullable PhoneNumber number(long business, Optional<Lead> lead, @Nullable Long contact) {
    Optional<PhoneNumber> ofLead =
        lead.map(known -> known.callback() == null ? known.caller() : known.callback())
            .filter(PhoneNumber::isDialable);
    if (ofLead.isPresent() || contact == null) {
      return ofLead.orElse(null);
    }
    ContactStore contacts = crm.contacts();
    return contacts
        .find(business, contact)
        .map(Contact::numbers)
        .flatMap(numbers -> numbers.stream().findFirst())
        .orElse(null);
  }

  private ApiAnswer update(ApiRequest request) {
    JsonNode json = request.json();
    boolean keeps = json.path("state").asText().equals(State.KEPT.name());
    Promise changed =
        CrmRequests.change(
            () -> {
              Promise before = promise(request);
              CrmRequests.requireMatch(request, before.revision());
              return edits(json) ? edited(request, before) : before;
            });
    if (keeps) {
      changed =
          promises().keep(request.in().id(), changed.id(), request.who().actor(), clock.instant());
    }
    note(request, "promise.update", changed.id());
    return shown(changed);
  }

  private static boolean edits(JsonNode json) {
    return json.has("promise") || json.has("dueAt") || json.has("remindAt");
  }

  private Promise edited(ApiRequest request, Promise before) {
    JsonNode json = request.json();
    Instant now = clock.instant();
    Instant due =
        json.has("dueAt") ? due(request, json.path("dueAt").asText(), now) : before.dueAt();
    Instant remind = before.remindAt();
    if (json.has("remindAt")) {
      remind = remind(request, json.path("remindAt"), due, now);
    } else if (json.has("dueAt")) {
      remind = DueTime.reminder(due, now);
    }
    return promises()
        .update(
            request.in().id(),
            before.id(),
            before.revision(),
            json.has("promise") ? PlainText.of(request.field("promise", "")) : before.words(),
            due,
            remind,
            request.who().actor(),
            now);
  }

  private ApiAnswer noteCallBack(ApiRequest request) {
    PhoneNumber number = requests.number(request, "/number", request.field("number", ""));
    var kept =
        promises().keepByCall(request.in().id(), number, request.who().actor(), clock.instant());
    kept.forEach(promise -> note(request, "promise.update", promise.id()));
    return ApiAnswer.ok(ApiJson.items(kept, PromiseResource::form));
  }

  private Instant due(ApiRequest request, String typed, Instant now) {
    ZoneId zone = requests.locale(request).zone();
    return DueTime.parse(typed, zone, now)
        .orElseThrow(
            () ->
                CrmRequests.invalid(
                    DUE,
                    "no time in the coming 60 days",
                    "write 17:00 or 2026-11-29T17:00, on the clock of the business, or"
                        + " 2026-11-29T15:00:00Z"));
  }

  private @Nullable Instant remind(ApiRequest request, JsonNode node, Instant due, Instant now) {
    if (node.isNull()) {
      return null;
    }
    return DueTime.parse(node.asText(), requests.locale(request).zone(), now)
        .filter(at -> !at.isAfter(due))
        .orElseThrow(
            () ->
                CrmRequests.invalid(
                    "/remindAt", "no time before it is due", "write it as dueAt is written"));
  }

  private Promise promise(ApiRequest request) {
    return promises()
        .find(request.in().id(), request.numberInPath("promise"))
        .orElseThrow(() -> ApiProblem.unknown("promise"));
  }

  private static ApiAnswer shown(Promise promise) {
    return ApiAnswer.ok(form(promise)).with("ETag", CrmRequests.etag(promise.revision()));
  }

  private static ObjectNode form(Promise promise) {
    ObjectNode form = ApiJson.object();
    form.put("id", promise.id());
    form.put("promise", promise.words());
    form.put("state", promise.state().name());
    form.put("call", promise.call() == null ? null : promise.call().value());
    form.put("contact", promise.contact());
    form.put("number", promise.number() == null ? null : promise.number().value());
    form.put("dueAt", promise.dueAt().toString());
    form.put("remindAt", ApiJson.instant(promise.remindAt()));
    form.put("madeAt", promise.madeAt().toString());
    form.put("madeBy", promise.madeBy());
    form.put("settledAt", ApiJson.instant(promise.settledAt()));
    form.put("settledBy", promise.settledBy());
    return form;
  }

  private void note(ApiRequest request, String action, long promise) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), action, request.in().id(), Long.toString(promise), null));
  }
}
