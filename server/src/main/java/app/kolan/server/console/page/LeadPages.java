package app.kolan.server.console.page;

import app.kolan.server.business.LeadField;
import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.Crm;
import app.kolan.server.crm.LeadExport;
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
import app.kolan.server.store.SavedView;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The leads of a business, as a list and as a board, and the work on one of them.
public record LeadPages(Crm crm, Users users, RelatedOutgoingCalls callsBack, PageAudit audit) {
  private static final int ROWS = 50;
  private static final int IN_COLUMN = 30;
  private static final int MOST_USERS = 200;
  private static final int ENTRIES = 100;
  private static final String PATH = "/b/{business}/leads";

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.TRANSCRIPTS_READ);
    var write = PageAdmission.with(Permission.LEADS_WRITE);
    routes.get(PATH, read, this::list);
    routes.get("/b/{business}/leads.csv", read, this::export);
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
  /// @param views that he has kept, and the filters that are on
  /// @param team whom several leads can be given to; empty for who may not change them
  public record Leads(
      List<Row> rows,
      @Nullable State state,
      boolean mine,
      @Nullable String next,
      ViewBar views,
      List<User> team) {
    public Leads {
      rows = List.copyOf(rows);
      team = List.copyOf(team);
    }

    public State[] states() {
      return State.values();
    }
  }

  /// The board.
  public record Board(Map<State, List<Row>> columns) {}

  /// One lead.
  ///
  /// @param called whether calls were placed about it
  public record OneLead(
      Row row,
      List<User> team,
      List<LeadField> fields,
      List<Promise> promises,
      List<Entries.Entry> entries,
      boolean called,
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

  private PageAnswer export(PageRequest request) {
    audit.note(request, "lead.export");
    List<String> fields = LeadForm.fields(request).stream().map(LeadField::name).toList();
    return PageAnswer.text(
            200,
            "text/csv; charset=utf-8",
            LeadExport.csv(crm.stores().leads(), request.in().id(), fields))
        .with("Content-Disposition", "attachment; filename=\"leads.csv\"");
  }

  private PageAnswer list(PageRequest request) {
    audit.note(request, "lead.list");
    State state = LeadForm.state(request.query().text("state"));
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
                    "after", after),
            ViewBar.of(
                request,
                crm.stores().savedViews(),
                SavedView.Page.LEADS,
                Map.of("state", state == null ? "" : state.name(), "mine", mine ? "1" : "")),
            request.may(Permission.LEADS_WRITE)
                ? users.list(request.in().id(), 0, MOST_USERS)
                : List.of());
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
            LeadForm.fields(request),
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
                request.times(),
                order -> callsBack.sound(request, order)),
            callsBack.areAbout(request, call),
            request.may(Permission.LEADS_WRITE));
    return request.show("page/lead", "leads", page);
  }

  List<Row> rows(PageRequest request, List<WorkedLead> leads) {
    var names =
        new ContactNames(crm.stores().contacts(), request)
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
            new LeadForm(users).changed(request, work),
            request.who().actor());
    String sid = before.lead().call().value();
    audit.note(request, "lead.update", sid);
    String path = "/leads/" + sid;
    String back =
        switch (request.form().text("back")) {
          case "today" -> "/today";
          case "today-unheard" -> "/today?unheard=1";
          case "board" -> "/board";
          default -> path;
        };
    if (changed.work().revision() == work.revision()) {
      return request.go(request.inBusiness(back));
    }
    return request.go(
        request.inBusiness(back),
        Flash.of("flash.lead-saved", request.texts().name(changed.work().state()))
            .undoneBy(request.inBusiness(path), LeadForm.fieldsOf(request, work)));
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
}
