package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.crm.PlainText;
import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.ErasureRequest;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.LegalHold;
import app.kolan.server.privacy.PersonExport;
import app.kolan.server.privacy.PrivacyStore;
import app.kolan.server.privacy.Retention;
import app.kolan.server.privacy.RetentionRun;
import app.kolan.server.privacy.Selection;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Erasures, exports of one person, legal holds, and what retention did. The audit log has who
/// asked for what before it is done.
record PrivacyResource(
    PrivacyStore store,
    Erasures erasures,
    PersonExport export,
    Retention retention,
    CrmRequests requests,
    AuditLog audit,
    InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("addErasure", this::erase);
    operations.put("listErasures", this::listErasures);
    operations.put("getErasure", this::getErasure);
    operations.put("exportPerson", this::exportPerson);
    operations.put("listHolds", this::listHolds);
    operations.put("addHold", this::placeHold);
    operations.put("liftHold", this::liftHold);
    operations.put("getRetention", this::getRetention);
    operations.put("listRetentionRuns", this::listRuns);
    operations.put("addRetentionRun", this::runNow);
    operations.put("getRetentionRun", this::getRun);
  }

  private ApiAnswer erase(ApiRequest request) {
    ErasureScope scope = scope(request);
    if (request.json().path("dryRun").asBoolean()) {
      Erasures.Preview preview = erasures.preview(scope);
      note(request, "person.preview", subject(scope), null);
      return ApiAnswer.ok(preview(preview));
    }
    ErasureRequest begun = erasures.request(request.in().id(), scope, request.who().actor());
    note(
        request,
        "person.erase",
        subject(scope),
        AuditDetail.of("erasure", Long.toString(begun.id()), "by", begun.kind().name()));
    return ApiAnswer.of(202, "application/json", form(begun).toString())
        .with(
            "Location",
            "%s/businesses/%s/erasures/%d"
                .formatted(Contract.BASE, request.in().slug(), begun.id()));
  }

  /// Of whom: exactly one of contact, number and call, as the contract sees to.
  private ErasureScope scope(ApiRequest request) {
    long business = request.in().id();
    if (request.json().has("contact")) {
      return new ErasureScope.OfContact(business, request.json().path("contact").asLong());
    }
    if (request.json().has("call")) {
      return new ErasureScope.OfCall(business, call(request));
    }
    return new ErasureScope.OfNumber(
        business, requests.number(request, "/number", request.field("number", "")));
  }

  private static CallSid call(ApiRequest request) {
    try {
      return new CallSid(request.field("call", ""));
    } catch (IllegalArgumentException _) {
      throw CrmRequests.invalid("/call", "no call", "give the SID of a call");
    }
  }

  /// Never a number.
  private static String subject(ErasureScope scope) {
    return switch (scope) {
      case ErasureScope.OfContact(_, var contact) -> "contact:" + contact;
      case ErasureScope.OfCall(_, var call) -> call.value();
      case ErasureScope.OfNumber _ -> "number";
      case ErasureScope.Before _ -> throw new IllegalStateException("this is a command's");
    };
  }

  private ApiAnswer listErasures(ApiRequest request) {
    return ApiJson.page(
        store.erasures(
            request.in().id(), request.cursorNumber(Long.MAX_VALUE), request.limit() + 1),
        request.limit(),
        PrivacyResource::form,
        erasure -> Long.toString(erasure.id()));
  }

  private ApiAnswer getErasure(ApiRequest request) {
    return ApiAnswer.ok(
        form(
            store
                .erasure(request.in().id(), request.numberInPath("erasure"))
                .orElseThrow(() -> ApiProblem.unknown("erasure"))));
  }

  private ApiAnswer exportPerson(ApiRequest request) {
    boolean byContact = request.asked("contact").isPresent();
    if (byContact == request.asked("number").isPresent()) {
      throw CrmRequests.invalid("contact", "both or none", "give either contact or number");
    }
    long business = request.in().id();
    ErasureScope scope =
        byContact
            ? new ErasureScope.OfContact(
                business, Long.parseLong(request.asked("contact").orElseThrow()))
            : new ErasureScope.OfNumber(
                business,
                requests.number(request, "number", request.asked("number").orElseThrow()));
    Selection person = export.find(scope).orElseThrow(() -> ApiProblem.unknown("person"));
    note(
        request,
        "person.export",
        person.contacts().isEmpty() ? "number" : "contact:" + person.contacts().getFirst(),
        AuditDetail.of("calls", Integer.toString(person.calls().size())));
    return ApiAnswer.streamed(
            "application/zip", to -> export.write(request.in().name(), person, to))
        .with("Content-Disposition", "attachment; filename=\"person.zip\"");
  }

  private ApiAnswer listHolds(ApiRequest request) {
    return ApiJson.page(
        store.holds(request.in().id(), request.cursorNumber(Long.MAX_VALUE), request.limit() + 1),
        request.limit(),
        PrivacyResource::form,
        hold -> Long.toString(hold.id()));
  }

  private ApiAnswer placeHold(ApiRequest request) {
    ErasureScope scope = scope(request);
    if (store.select(scope).isEmpty()) {
      throw ApiProblem.unknown(scope instanceof ErasureScope.OfCall ? "call" : "contact");
    }
    Long contact = scope instanceof ErasureScope.OfContact one ? (Long) one.contact() : null;
    CallSid call = scope instanceof ErasureScope.OfCall one ? one.call() : null;
    String reason = PlainText.of(request.field("reason", ""));
    if (reason.isEmpty()) {
      throw CrmRequests.invalid("/reason", "no reason", "say why it must be kept");
    }
    LegalHold placed =
        store.place(
            request.in().id(), contact, call, reason, request.who().actor(), clock.instant());
    note(request, "hold.place", subject(scope), AuditDetail.of("hold", "" + placed.id()));
    return ApiAnswer.created(form(placed));
  }

  private ApiAnswer liftHold(ApiRequest request) {
    LegalHold lifted =
        store
            .lift(
                request.in().id(),
                request.numberInPath("hold"),
                request.who().actor(),
                clock.instant())
            .orElseThrow(() -> ApiProblem.unknown("hold"));
    CallSid call = lifted.call();
    note(
        request,
        "hold.lift",
        call == null ? "contact:" + lifted.contact() : call.value(),
        AuditDetail.of("hold", "" + lifted.id()));
    return ApiAnswer.ok(form(lifted));
  }

  private ApiAnswer getRetention(ApiRequest request) {
    ObjectNode days = ApiJson.object();
    retention.policy(request.in().id()).days().forEach(days::put);
    ObjectNode form = ApiJson.object();
    form.set("days", days);
    List<RetentionRun> latest = store.runs(request.in().id(), Long.MAX_VALUE, 1);
    form.set("latestRun", latest.isEmpty() ? null : form(latest.getFirst()));
    return ApiAnswer.ok(form);
  }

  private ApiAnswer listRuns(ApiRequest request) {
    return ApiJson.page(
        store.runs(request.in().id(), request.cursorNumber(Long.MAX_VALUE), request.limit() + 1),
        request.limit(),
        PrivacyResource::form,
        run -> Long.toString(run.id()));
  }

  private ApiAnswer runNow(ApiRequest request) {
    RetentionRun begun =
        retention
            .runNow(request.in().id())
            .orElseThrow(
                () ->
                    new ApiProblem(
                        Kind.CONFLICT,
                        "The business keeps everything: its settings have no retention."));
    note(request, "retention.run", Long.toString(begun.id()), null);
    return ApiAnswer.of(202, "application/json", form(begun).toString())
        .with(
            "Location",
            "%s/businesses/%s/retention/runs/%d"
                .formatted(Contract.BASE, request.in().slug(), begun.id()));
  }

  private ApiAnswer getRun(ApiRequest request) {
    return ApiAnswer.ok(
        form(
            store
                .run(request.in().id(), request.numberInPath("run"))
                .orElseThrow(() -> ApiProblem.unknown("run"))));
  }

  private static ObjectNode preview(Erasures.Preview preview) {
    ObjectNode form = ApiJson.object();
    form.set("erases", form(preview.erased()));
    ArrayNode contacts = form.putArray("contacts");
    preview.selection().contacts().forEach(contacts::add);
    ArrayNode numbers = form.putArray("numbers");
    preview.selection().numbers().forEach(number -> numbers.add(number.value()));
    ArrayNode holds = form.putArray("holds");
    preview.holds().forEach(hold -> holds.add(hold.id()));
    return form;
  }

  private static ObjectNode form(Erased erased) {
    ObjectNode form = ApiJson.object();
    form.put("calls", erased.calls());
    ObjectNode rows = form.putObject("rows");
    erased.rows().entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> rows.put(each.getKey(), each.getValue()));
    form.put("files", erased.files());
    form.put("bytes", erased.bytes());
    return form;
  }

  private static ObjectNode form(ErasureRequest erasure) {
    ObjectNode form = ApiJson.object();
    form.put("id", erasure.id());
    form.put("by", erasure.kind().name());
    form.put("contact", erasure.contact());
    form.put("state", erasure.state().name());
    form.put("callsFound", erasure.callsFound());
    form.set("erased", form(erasure.erased()));
    form.put("problem", erasure.problem());
    form.put("requestedAt", erasure.requestedAt().toString());
    form.put("requestedBy", erasure.requestedBy());
    form.put("finishedAt", ApiJson.instant(erasure.finishedAt()));
    return form;
  }

  private static ObjectNode form(LegalHold hold) {
    ObjectNode form = ApiJson.object();
    form.put("id", hold.id());
    form.put("contact", hold.contact());
    form.put("call", hold.call() == null ? null : hold.call().value());
    form.put("reason", hold.reason());
    form.put("placedAt", hold.placedAt().toString());
    form.put("placedBy", hold.placedBy());
    form.put("liftedAt", ApiJson.instant(hold.liftedAt()));
    form.put("liftedBy", hold.liftedBy());
    return form;
  }

  private static ObjectNode form(RetentionRun run) {
    ObjectNode form = ApiJson.object();
    form.put("id", Long.toString(run.id()));
    form.put("state", run.state().name());
    ObjectNode days = form.putObject("days");
    run.days().forEach(days::put);
    ObjectNode deleted = form.putObject("deleted");
    run.counts().forEach(deleted::put);
    form.put("held", run.held());
    form.put("problem", run.problem());
    form.put("startedAt", run.startedAt().toString());
    form.put("finishedAt", ApiJson.instant(run.finishedAt()));
    return form;
  }

  private void note(ApiRequest request, String action, String subject, @Nullable String detail) {
    audit.append(
        request.actor().entry(clock.instant(), action, request.in().id(), subject, detail));
  }
}
