package app.kolan.server.console.page;

import app.kolan.server.business.LeadField;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.LeadWork.Priority;
import app.kolan.server.store.LeadWork.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the form of a lead says of the work on it, and how a form says it.
record LeadForm(Users users) {
  /// The work as the form has it; what the form leaves out is as before.
  LeadWork changed(PageRequest request, LeadWork before) {
    Form form = request.form();
    State state = form.has("state") ? state(form.text("state")) : before.state();
    Priority priority = form.has("priority") ? priority(form.text("priority")) : before.priority();
    if (state == null || priority == null) {
      throw new PageProblem(Kind.MALFORMED);
    }
    return new LeadWork(
        state,
        reason(form, state, before),
        before.contact(),
        form.has("assignee") ? assignee(request) : before.assignee(),
        priority,
        form.has("due") ? due(request) : before.dueAt(),
        own(request, before),
        before.revision(),
        before.changedAt());
  }

  private static @Nullable NoLead reason(Form form, State state, LeadWork before) {
    if (state != State.NOT_A_LEAD) {
      return null;
    }
    for (NoLead reason : NoLead.values()) {
      if (reason.name().equals(form.text("reason"))) {
        return reason;
      }
    }
    return before.reason() == null ? NoLead.OTHER : before.reason();
  }

  private @Nullable Long assignee(PageRequest request) {
    String text = request.form().text("assignee");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new PageProblem(Kind.MALFORMED);
    }
    return users
        .find(Long.parseLong(text))
        .filter(user -> user.operator() || user.memberships().containsKey(request.in().id()))
        .map(User::id)
        .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
  }

  /// A time on the clocks of the business, or a word for one that is near.
  private static @Nullable Instant due(PageRequest request) {
    String text = request.form().text("due").strip();
    if (text.isEmpty()) {
      return null;
    }
    var now = request.at().atZone(request.times().zone());
    return switch (text) {
      case "hour" -> request.at().plusSeconds(3600);
      case "tomorrow" ->
          now.toLocalDate().plusDays(1).atTime(9, 0).atZone(now.getZone()).toInstant();
      default -> {
        Instant typed = request.times().typed(text);
        if (typed == null) {
          throw new PageProblem(Kind.MALFORMED);
        }
        yield typed;
      }
    };
  }

  private Map<String, String> own(PageRequest request, LeadWork before) {
    var own = new TreeMap<>(before.fields());
    for (LeadField field : fields(request)) {
      String name = "field." + field.name();
      if (request.form().has(name)) {
        String typed = PlainText.of(request.form().text(name));
        if (typed.isEmpty()) {
          own.remove(field.name());
        } else {
          own.put(
              field.name(), field.stored(typed).orElseThrow(() -> new PageProblem(Kind.MALFORMED)));
        }
      }
    }
    return own;
  }

  /// The fields of a form that puts the work back as it is.
  static Map<String, String> fieldsOf(PageRequest request, LeadWork work) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("state", work.state().name());
    NoLead reason = work.reason();
    if (reason != null) {
      fields.put("reason", reason.name());
    }
    Long assignee = work.assignee();
    fields.put("assignee", assignee == null ? "" : assignee.toString());
    fields.put("priority", work.priority().name());
    Instant due = work.dueAt();
    fields.put("due", due == null ? "" : request.times().input(due));
    work.fields().forEach((name, value) -> fields.put("field." + name, value));
    fields.put("back", request.form().text("back"));
    return fields;
  }

  /// What the business wants to know of each lead.
  static List<LeadField> fields(PageRequest request) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .map(settings -> settings.business().profile().fields())
        .orElse(List.of());
  }

  /// The state of a name; null when there is none.
  static @Nullable State state(String name) {
    return Optional.of(name).stream()
        .flatMap(text -> List.of(State.values()).stream().filter(each -> each.name().equals(text)))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Priority priority(String name) {
    return List.of(Priority.values()).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
