package app.kolan.server.console.page;

import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.crm.Crm;
import app.kolan.server.identity.Users;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.LeadWork.State;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes the state and the assignee of several leads at once, so that it can be undone.
public record BulkLeads(Crm crm, Users users, PageAudit audit) {
  /// The field of the form by which it is undone.
  static final String RESTORE = "restore";

  /// What was before, for all that it was the same of: state, reason and assignee.
  private record Before(State state, @Nullable NoLead reason, @Nullable Long assignee) {
    static Before of(LeadWork work) {
      return new Before(work.state(), work.reason(), work.assignee());
    }

    @Override
    public String toString() {
      return "%s.%s.%s"
          .formatted(
              state.name(), reason == null ? "" : reason.name(), assignee == null ? "" : assignee);
    }
  }

  /// Puts what the form has in place of what was; what it leaves out stays.
  Flash change(PageRequest request, List<CallSid> chosen) {
    Form form = request.form();
    State state = form.text("do").equals("done") ? State.WON : LeadForm.state(form.text("state"));
    String assignee = form.text("assignee");
    Long to = assignee.matches("[0-9]{1,18}") ? member(request, assignee) : null;
    if (state == null && assignee.isEmpty()) {
      return Flash.of("flash.none-chosen");
    }
    Map<CallSid, WorkedLead> known = crm.stores().leads().find(request.in().id(), chosen);
    var before = new LinkedHashMap<Before, List<CallSid>>();
    int changed = 0;
    for (CallSid call : chosen) {
      WorkedLead lead = known.get(call);
      if (lead == null) {
        continue;
      }
      LeadWork work = lead.work();
      boolean done =
          update(
              request,
              lead,
              state == null ? work.state() : state,
              state == State.NOT_A_LEAD && work.reason() == null ? NoLead.OTHER : work.reason(),
              assignee.isEmpty() ? work.assignee() : to);
      if (done) {
        before.merge(Before.of(work), List.of(call), BulkLeads::both);
        changed++;
      }
    }
    Flash flash = Flash.of("flash.leads-saved", Integer.toString(changed));
    return changed == 0
        ? flash
        : flash.undoneBy(request.inBusiness("/bulk/leads"), Map.of(RESTORE, text(before)));
  }

  private static List<CallSid> both(List<CallSid> some, List<CallSid> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private Long member(PageRequest request, String user) {
    return users
        .find(Long.parseLong(user))
        .filter(found -> found.operator() || found.memberships().containsKey(request.in().id()))
        .map(found -> found.id())
        .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
  }

  /// @return false when somebody else has changed it at the same time
  private boolean update(
      PageRequest request,
      WorkedLead lead,
      State state,
      @Nullable NoLead reason,
      @Nullable Long assignee) {
    LeadWork work = lead.work();
    var now =
        new LeadWork(
            state,
            state == State.NOT_A_LEAD ? reason : null,
            work.contact(),
            assignee,
            work.priority(),
            work.dueAt(),
            work.fields(),
            work.revision(),
            work.changedAt());
    CallSid call = lead.lead().call();
    try {
      var _ = crm.update(request.in().id(), call, work, now, request.who().actor());
    } catch (CrmConflict _) {
      return false;
    }
    audit.note(request, "lead.update", call.value());
    return true;
  }

  /// Puts back what was before a change.
  void restore(PageRequest request) {
    for (String group : request.form().text(RESTORE).split("[*]", -1)) {
      String[] parts = group.split("_[.]", -1);
      String[] was = parts[0].split("[.]", -1);
      if (parts.length != 2 || was.length != 3) {
        throw new PageProblem(Kind.MALFORMED);
      }
      State state = LeadForm.state(was[0]);
      NoLead reason =
          Arrays.stream(NoLead.values())
              .filter(each -> each.name().equals(was[1]))
              .findFirst()
              .orElse(null);
      Long assignee = was[2].matches("[0-9]{1,18}") ? member(request, was[2]) : null;
      List<String> sids = parted(parts[1]);
      if (state == null || sids.size() > BulkPages.MOST) {
        throw new PageProblem(Kind.MALFORMED);
      }
      List<CallSid> calls;
      try {
        calls = sids.stream().map(CallSid::new).toList();
      } catch (IllegalArgumentException _) {
        throw new PageProblem(Kind.MALFORMED);
      }
      crm.stores()
          .leads()
          .find(request.in().id(), calls)
          .values()
          .forEach(
              lead -> {
                boolean _ = update(request, lead, state, reason, assignee);
              });
    }
  }

  private static String text(Map<Before, List<CallSid>> before) {
    return before.entrySet().stream()
        .map(group -> group.getKey() + "_." + joined(group.getValue()))
        .collect(Collectors.joining("*"));
  }

  /// The names of calls as one text that is short in a cookie.
  static String joined(List<CallSid> calls) {
    return calls.stream().map(call -> call.value().substring(2)).collect(Collectors.joining("-"));
  }

  static List<String> parted(String text) {
    return Arrays.stream(text.split("-", -1)).map(sid -> "CA" + sid).toList();
  }
}
