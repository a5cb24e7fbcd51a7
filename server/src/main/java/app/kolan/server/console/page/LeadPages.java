package app.kolan.server.console.page;

import app.kolan.server.business.LeadField;
import app.kolan.server.console.http.Admission;
import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.Crm;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users;
import app.kolan.server.store.LeadQuery;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.LeadWork.Priority;
import app.kolan.server.store.LeadWork.State;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The leads of a business, as a list and as a board, and the work on one of them.
public record LeadPages(Crm crm, Users users, AuditNotes audit) {
  private static final int ROWS = 50;
  private static final int IN_COLUMN = 30;
  private static final int MOST_USERS = 200;
  private static final int ENTRIES = 100;
  private static final String PATH = "/b/{business}/leads";

  public void addTo(Routes routes) {
    var read = Admission.with(Permission.TRANSCRIPTS_READ);
    var write = Admission.with(Permission.LEADS_WRITE);
    routes.get(PATH, read, this::list);
    routes.get("/b/{business}/board", read, this::board);
    routes.get(PATH + "/{call}", read, this::show);
    routes.post(PATH + "/{call}", write, this::update);
    routes.post(PATH + "/{call}/notes", write, this::addNote);
  }

  /// A lead as a line of a list or a card of the board.
  ///
  /// @param name who called; null when that is not known
  public record Row(WorkedLead lead, @Nullable String name, @Nullable String assignee) {
    public String sid() {
      return lead.lead().call().value();
    }
  }

  /// The list.
  ///
  /// @param state null for all
  public record Leads(List<Row> rows, @Nullable State state, boolean mine, @Nullable String next) {
    public Leads {
      rows = List.copyOf(rows);
    }

    public State[] states() {
      return State.values();
    }
  }

  /// The board.
  public record Board(Map<State, List<Row>> columns) {}

  /// One lead.
  public record OneLead(
      Row row,
      List<User> team,
      List<LeadField> fields,
      List<Promise> promises,
      List<Entries.Entry> entries,
      boolean writable) {
    public OneLead {
      team = List.copyOf(team);
      fields = List.copyOf(fields);
      promises = List.copyOf(promises);
      entries = List.copyOf(entries);
    }

    public State[] states() {
      return State.values();
    }

    public Priority[] priorities() {
      return Priority.values();
    }

    public NoLead[] reasons() {
      return NoLead.values();
    }
  }

  private PageAnswer list(PageRequest request) {
    audit.note(request, "lead.list");
    State state = state(request.query().text("state"));
    boolean mine = request.query().text("mine").equals("1");
    List<WorkedLead> found =
        crm.stores()
            .leads()
            .find(
                new LeadQuery(
                    request.in().id(),
                    state,
                    mine ? request.user().id() : null,
                    null,
                    null,
                    null,
                    Cursor.position(request.query().text("after")),
                    ROWS + 1));
    List<WorkedLead> shown = found.subList(0, Math.min(ROWS, found.size()));
    String after =
        found.size() > ROWS
            ? Cursor.of(shown.getLast().lead().createdAt(), shown.getLast().lead().call().value())
            : "";
    var page =
        new Leads(
            rows(request, shown),
            state,
            mine,
            after.isEmpty()
                ? null
                : Query.of(
                    "state", state == null ? "" : state.name(),
                    "mine", mine ? "1" : "",
                    "after", after));
    return request.show("page/leads", "leads", page);
  }

  private PageAnswer board(PageRequest request) {
    audit.note(request, "lead.list");
    var columns = new LinkedHashMap<State, List<Row>>();
    for (State state : List.of(State.NEW, State.IN_WORK, State.WAITING, State.WON, State.LOST)) {
      columns.put(
          state,
          rows(
              request,
              crm.stores()
                  .leads()
                  .find(
                      new LeadQuery(
                          request.in().id(),
                          state,
                          null,
                          null,
                          null,
                          null,
                          PagePosition.NEWEST,
                          IN_COLUMN))));
    }
    return request.show("page/board", "leads", new Board(columns));
  }

  private PageAnswer show(PageRequest request) {
    WorkedLead lead = lead(request);
    CallSid call = lead.lead().call();
    audit.note(request, "lead.read", call.value());
    var page =
        new OneLead(
            rows(request, List.of(lead)).getFirst(),
            users.list(request.in().id(), 0, MOST_USERS),
            fields(request),
            crm.stores()
                .promises()
                .find(
                    new PromiseQuery(
                        request.in().id(), null, null, call, null, Instant.EPOCH, 0, ROWS)),
            Entries.of(
                crm.stores()
                    .leads()
                    .timeline(request.in().id(), call, PagePosition.NEWEST, ENTRIES),
                users,
                request.times()),
            request.may(Permission.LEADS_WRITE));
    return request.show("page/lead", "leads", page);
  }

  List<Row> rows(PageRequest request, List<WorkedLead> leads) {
    var names =
        new Names(crm.stores().contacts(), request)
            .knowing(leads.stream().map(lead -> lead.lead().caller()).toList());
    var known = new TreeMap<Long, String>();
    var rows = new ArrayList<Row>();
    for (WorkedLead lead : leads) {
      Long assignee = lead.work().assignee();
      String name = names.name(lead.lead().caller());
      rows.add(
          new Row(
              lead,
              name == null ? lead.lead().name() : name,
              assignee == null ? null : known.computeIfAbsent(assignee, this::nameOf)));
    }
    return rows;
  }

  private String nameOf(long user) {
    return users.find(user).map(LeadPages::nameOf).orElse("");
  }

  static String nameOf(User user) {
    return user.name().isBlank() ? user.email().value() : user.name();
  }

  /// Changes what the form has of a lead, and leaves the rest as it is. What was before can be put
  /// back.
  private PageAnswer update(PageRequest request) {
    WorkedLead before = lead(request);
    LeadWork work = before.work();
    if (request.form().has("revision")
        && !request.form().text("revision").equals(Long.toString(work.revision()))) {
      throw new PageProblem(Kind.CHANGED);
    }
    WorkedLead changed =
        crm.update(
            request.in().id(),
            before.lead().call(),
            work,
            changed(request, work),
            request.who().actor());
    String sid = before.lead().call().value();
    audit.note(request, "lead.update", sid);
    String path = "/leads/" + sid;
    String back =
        switch (request.form().text("back")) {
          case "today" -> "/today";
          case "board" -> "/board";
          default -> path;
        };
    if (changed.work().revision() == work.revision()) {
      return request.go(request.inBusiness(back));
    }
    return request.go(
        request.inBusiness(back),
        Flash.of("flash.lead-saved", request.texts().name(changed.work().state()))
            .undoneBy(request.inBusiness(path), fieldsOf(request, work)));
  }

  private LeadWork changed(PageRequest request, LeadWork before) {
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
    try {
      return switch (text) {
        case "hour" -> request.at().plusSeconds(3600);
        case "tomorrow" ->
            now.toLocalDate().plusDays(1).atTime(9, 0).atZone(now.getZone()).toInstant();
        default -> LocalDateTime.parse(text).atZone(now.getZone()).toInstant();
      };
    } catch (DateTimeException _) {
      throw new PageProblem(Kind.MALFORMED);
    }
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

  private static Map<String, String> fieldsOf(PageRequest request, LeadWork work) {
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

  private PageAnswer addNote(PageRequest request) {
    WorkedLead lead = lead(request);
    String sid = lead.lead().call().value();
    String text = PlainText.of(request.form().text("text"));
    if (text.isEmpty()) {
      return request.go(request.inBusiness("/leads/" + sid));
    }
    crm.stores()
        .leads()
        .addNote(request.in().id(), lead.lead().call(), text, request.who().actor(), request.at());
    audit.note(request, "lead.note", sid);
    return request.go(request.inBusiness("/leads/" + sid), Flash.of("flash.note-added"));
  }

  private WorkedLead lead(PageRequest request) {
    try {
      return crm.stores()
          .leads()
          .find(request.in().id(), new CallSid(request.inPath("call")))
          .orElseThrow(PageProblem::unknown);
    } catch (IllegalArgumentException _) {
      throw PageProblem.unknown();
    }
  }

  private static List<LeadField> fields(PageRequest request) {
    return request
        .site()
        .settings()
        .find(request.in().id(), Long.MAX_VALUE)
        .map(settings -> settings.business().profile().fields())
        .orElse(List.of());
  }

  private static @Nullable State state(String name) {
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
