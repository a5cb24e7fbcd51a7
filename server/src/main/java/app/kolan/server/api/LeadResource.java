package app.kolan.server.api;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.business.LeadField;
import app.kolan.server.crm.Crm;
import app.kolan.server.crm.LeadExport;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.CallSummaryStore;
import app.kolan.server.store.LeadQuery;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.LeadWork.Priority;
import app.kolan.server.store.LeadWork.State;
import app.kolan.server.store.LeadWorkStore;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The leads of a business, and the work on them. What callers left is shown once the audit log
/// says who looks.
record LeadResource(
    Crm crm,
    CallSummaryStore summaries,
    CrmRequests requests,
    Users users,
    AuditLog audit,
    InstantSource clock) {

  void addTo(Map<String, Operation> operations) {
    operations.put("getLead", this::get);
    operations.put("getWorkedLead", this::get);
    operations.put("listLeads", this::list);
    operations.put("exportLeads", this::export);
    operations.put("updateLead", this::update);
    operations.put("getLeadTimeline", this::timeline);
    operations.put("addLeadNote", this::addNote);
  }

  private LeadWorkStore leads() {
    return crm.stores().leads();
  }

  private ApiAnswer get(ApiRequest request) {
    WorkedLead lead = lead(request);
    note(request, "lead.read", lead.lead().call());
    return shown(request, lead);
  }

  private ApiAnswer list(ApiRequest request) {
    audit.append(entry(request, "lead.list", request.in().slug()));
    List<LeadField> fields = requests.fields(request);
    var query =
        new LeadQuery(
            request.in().id(),
            request.asked("workState").map(State::valueOf).orElse(null),
            request
                .asked("assignee")
                .map(who -> who.equals("none") ? LeadQuery.NOBODY : Long.parseLong(who))
                .orElse(null),
            request.asked("priority").map(Priority::valueOf).orElse(null),
            request.asked("contact").map(Long::parseLong).orElse(null),
            request.instant("dueBefore"),
            ApiJson.position(request),
            request.limit() + 1);
    List<WorkedLead> found = leads().find(query);
    Map<CallSid, CallSummary> known =
        summaries.find(found.stream().map(lead -> lead.lead().call()).toList());
    return ApiJson.page(
        found,
        request.limit(),
        lead -> CrmJson.lead(lead, known.get(lead.lead().call()), fields),
        lead -> ApiJson.cursor(lead.lead().createdAt(), lead.lead().call().value()));
  }

  private ApiAnswer export(ApiRequest request) {
    audit.append(entry(request, "lead.export", request.in().slug()));
    return ContactResource.csv(
        "leads.csv",
        LeadExport.csv(
            leads(),
            request.in().id(),
            requests.fields(request).stream().map(LeadField::name).toList()));
  }

  private ApiAnswer update(ApiRequest request) {
    WorkedLead changed =
        CrmRequests.change(
            () -> {
              WorkedLead before = lead(request);
              CrmRequests.requireMatch(request, before.work().revision());
              return crm.update(
                  request.in().id(),
                  before.lead().call(),
                  before.work(),
                  changed(request, before.work()),
                  request.who().actor());
            });
    note(request, "lead.update", changed.lead().call());
    return shown(request, changed);
  }

  /// What the body says, over what is there.
  private LeadWork changed(ApiRequest request, LeadWork before) {
    JsonNode json = request.json();
    State state =
        json.has("workState") ? State.valueOf(json.path("workState").asText()) : before.state();
    return new LeadWork(
        state,
        reason(json, state, before),
        json.has("contact") ? number(json.path("contact")) : before.contact(),
        json.has("assignee") ? assignee(request) : before.assignee(),
        json.has("priority") ? Priority.valueOf(json.path("priority").asText()) : before.priority(),
        json.has("dueAt") ? instant(json.path("dueAt")) : before.dueAt(),
        json.has("fields") ? fields(request, before) : before.fields(),
        before.revision(),
        before.changedAt());
  }

  private static @Nullable NoLead reason(JsonNode json, State state, LeadWork before) {
    if (state != State.NOT_A_LEAD) {
      if (json.has("notLeadReason")) {
        throw CrmRequests.invalid(
            "/notLeadReason", "a reason for a lead", "set workState to NOT_A_LEAD, too");
      }
      return null;
    }
    if (json.has("notLeadReason")) {
      return NoLead.valueOf(json.path("notLeadReason").asText());
    }
    return before.reason() == null ? NoLead.OTHER : before.reason();
  }

  private @Nullable Long assignee(ApiRequest request) {
    Long id = number(request.json().path("assignee"));
    if (id != null && users.find(id).filter(user -> worksIn(user, request.in().id())).isEmpty()) {
      throw CrmRequests.invalid(
          "/assignee", "nobody who has access", "give a user who has a role in the business");
    }
    return id;
  }

  private static boolean worksIn(User user, long business) {
    return user.operator() || user.memberships().containsKey(business);
  }

  private Map<String, String> fields(ApiRequest request, LeadWork before) {
    List<LeadField> known = requests.fields(request);
    var fields = new TreeMap<>(before.fields());
    for (Map.Entry<String, JsonNode> each : request.json().path("fields").properties()) {
      String name = each.getKey();
      if (each.getValue().isNull()) {
        fields.remove(name);
        continue;
      }
      LeadField field =
          known.stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      CrmRequests.invalid(
                          "/fields/" + name,
                          "no field of this business",
                          "define it under `fields` in the settings of the business"));
      fields.put(
          name,
          field
              .stored(PlainText.of(each.getValue().asText()))
              .orElseThrow(
                  () -> CrmRequests.invalid("/fields/" + name, "unusable", field.remedy())));
    }
    return fields;
  }

  private static @Nullable Long number(JsonNode node) {
    return node.isNull() ? null : node.asLong();
  }

  private static @Nullable Instant instant(JsonNode node) {
    return node.isNull() ? null : Instant.parse(node.asText());
  }

  private ApiAnswer timeline(ApiRequest request) {
    CallSid call = lead(request).lead().call();
    note(request, "lead.read", call);
    return ApiJson.page(
        leads().timeline(request.in().id(), call, ApiJson.position(request), request.limit() + 1),
        request.limit(),
        CrmJson::entry,
        entry -> ApiJson.cursor(entry.at(), Long.toString(entry.id())));
  }

  private ApiAnswer addNote(ApiRequest request) {
    CallSid call = CrmRequests.call(request, "lead");
    TimelineEntry added =
        leads()
            .addNote(
                request.in().id(),
                call,
                PlainText.of(request.field("text", "")),
                request.who().actor(),
                clock.instant());
    note(request, "lead.note", call);
    return ApiAnswer.created(CrmJson.entry(added));
  }

  private WorkedLead lead(ApiRequest request) {
    return leads()
        .find(request.in().id(), CrmRequests.call(request, "lead"))
        .orElseThrow(() -> ApiProblem.unknown("lead"));
  }

  private ApiAnswer shown(ApiRequest request, WorkedLead lead) {
    CallSummary summary = summaries.find(lead.lead().call()).orElse(null);
    return ApiAnswer.ok(CrmJson.lead(lead, summary, requests.fields(request)))
        .with("ETag", CrmRequests.etag(lead.work().revision()));
  }

  private void note(ApiRequest request, String action, CallSid call) {
    audit.append(entry(request, action, call.value()));
  }

  private app.kolan.server.audit.AuditEntry entry(
      ApiRequest request, String action, String subject) {
    return request.actor().entry(clock.instant(), action, request.in().id(), subject, null);
  }
}
