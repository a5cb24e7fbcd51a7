package app.kolan.server.console.page;

import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.SavedView;
import app.kolan.server.store.SearchHit;
import app.kolan.server.store.SearchStore;
import app.kolan.server.store.SearchText;
import app.kolan.server.store.Stores;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list of calls, by filters and by words that were said. The address has the filters.
public record CallPages(Stores stores, PageAudit audit) {
  private static final int ROWS = 50;
  private static final List<Integer> PERIODS = List.of(1, 7, 30);

  public void addTo(Routes routes) {
    routes.get("/b/{business}/calls", PageAdmission.with(Permission.CALLS_READ), this::list);
  }

  /// The list.
  ///
  /// @param words what is searched; empty for nothing
  /// @param outcome null for any
  /// @param days the latest so many days, as an input has them; empty for all
  /// @param since the first day, as an input has it; empty for none
  /// @param until the last day, likewise
  /// @param unheard only calls with sound that nobody of the business has played
  /// @param next the query of the page after this one; null for none
  /// @param views that he has kept, and the filters that are on
  /// @param searchable whether he may search in what was said
  public record Calls(
      List<CallRow> rows,
      String words,
      @Nullable CallOutcome outcome,
      String days,
      String since,
      String until,
      boolean unheard,
      @Nullable String next,
      boolean filtered,
      ViewBar views,
      boolean searchable) {
    public Calls {
      rows = List.copyOf(rows);
    }

    public List<Integer> periods() {
      return PERIODS;
    }

    public CallOutcome[] outcomes() {
      return CallOutcome.values();
    }
  }

  private PageAnswer list(PageRequest request) {
    String words = request.query().text("q").strip();
    boolean searchable = request.may(Permission.TRANSCRIPTS_READ);
    List<String> sought = searchable ? SearchText.query(words) : List.of();
    Calls page = sought.isEmpty() ? listed(request, words) : found(request, words, sought);
    return request.show("page/calls", "calls", page);
  }

  private Calls listed(PageRequest request, String words) {
    CallOutcome outcome = outcome(request.query().text("outcome"));
    String days = days(request);
    String since = days.isEmpty() ? request.query().text("since") : "";
    String until = days.isEmpty() ? request.query().text("until") : "";
    boolean unheard = isUnheard(request);
    List<LoggedCall> calls =
        stores
            .calls()
            .find(
                new CallQuery(
                    request.in().id(),
                    days.isEmpty() ? request.times().startOfTyped(since, 0) : latest(request, days),
                    request.times().startOfTyped(until, 1),
                    outcome,
                    null,
                    unheard,
                    Cursor.position(request.query().text("after")),
                    ROWS + 1));
    List<LoggedCall> shown = calls.subList(0, Math.min(ROWS, calls.size()));
    String after =
        calls.size() > ROWS
            ? Cursor.of(shown.getLast().arrivedAt(), shown.getLast().sid().value())
            : "";
    return new Calls(
        rows(request, shown, Map.of()),
        words,
        outcome,
        days,
        since,
        until,
        unheard,
        after.isEmpty()
            ? null
            : Query.of(
                "outcome", outcome == null ? "" : outcome.name(),
                "days", days,
                "since", since,
                "until", until,
                "unheard", unheard ? "1" : "",
                "after", after),
        outcome != null
            || unheard
            || !days.isEmpty()
            || !since.isEmpty()
            || !until.isEmpty()
            || !words.isEmpty(),
        ViewBar.of(
            request,
            stores.crm().savedViews(),
            SavedView.Page.CALLS,
            Map.of(
                "outcome", outcome == null ? "" : outcome.name(),
                "days", days,
                "since", since,
                "until", until,
                "unheard", unheard ? "1" : "")),
        request.may(Permission.TRANSCRIPTS_READ));
  }

  /// Whether only calls are asked for whose sound nobody of the business has played.
  static boolean isUnheard(PageRequest request) {
    return request.query().text("unheard").equals("1");
  }

  private static String days(PageRequest request) {
    String text = request.query().text("days");
    return PERIODS.stream().anyMatch(days -> days.toString().equals(text)) ? text : "";
  }

  /// When the latest so many days begin, of which today is one.
  private static Instant latest(PageRequest request, String days) {
    LocalDate today = LocalDate.ofInstant(request.at(), request.times().zone());
    return request.times().startOf(today.minusDays(Integer.parseInt(days) - 1L));
  }

  private Calls found(PageRequest request, String words, List<String> sought) {
    audit.note(request, "search");
    SearchStore.Page page =
        stores
            .crm()
            .search()
            .find(
                new SearchStore.Query(
                    request.in().id(),
                    sought,
                    EnumSet.of(SearchHit.Kind.CALL),
                    Cursor.number(request.query().text("after"), Long.MAX_VALUE),
                    ROWS));
    List<CallSid> sids =
        page.hits().stream().flatMap(hit -> Optional.ofNullable(hit.call()).stream()).toList();
    Map<CallSid, LoggedCall> known = stores.calls().find(sids);
    var matches = new HashMap<CallSid, List<String>>();
    page.hits().forEach(hit -> matches.put(hit.call(), texts(hit)));
    List<CallRow> rows =
        rows(
            request,
            sids.stream()
                .flatMap(sid -> Optional.ofNullable(known.get(sid)).stream())
                .filter(call -> call.businessId() == request.in().id())
                .toList(),
            matches);
    Long next = page.next();
    return new Calls(
        rows,
        words,
        null,
        "",
        "",
        "",
        false,
        next == null ? null : Query.of("q", words, "after", next.toString()),
        true,
        ViewBar.of(request, stores.crm().savedViews(), SavedView.Page.CALLS, Map.of()),
        true);
  }

  private static List<String> texts(SearchHit hit) {
    return hit.matches().stream()
        .filter(match -> match.part() != SearchHit.Part.NUMBER)
        .map(SearchHit.Match::text)
        .limit(3)
        .toList();
  }

  /// The lines of calls. What belongs to them is looked up for all of them at once.
  private List<CallRow> rows(
      PageRequest request, List<LoggedCall> calls, Map<CallSid, List<String>> matches) {
    var names =
        new ContactNames(stores.crm().contacts(), request)
            .knowing(calls.stream().map(LoggedCall::caller).toList());
    Map<CallSid, WorkedLead> leads =
        request.may(Permission.TRANSCRIPTS_READ)
            ? stores
                .crm()
                .leads()
                .find(request.in().id(), calls.stream().map(LoggedCall::sid).toList())
            : Map.of();
    return calls.stream()
        .map(
            call -> {
              Optional<Lead> lead =
                  Optional.ofNullable(leads.get(call.sid())).map(WorkedLead::lead);
              String name = names.name(call.caller());
              return new CallRow(
                  call,
                  name == null ? lead.map(Lead::name).orElse(null) : name,
                  lead.map(Lead::subject).orElse(null),
                  matches.getOrDefault(call.sid(), List.of()));
            })
        .toList();
  }

  private static @Nullable CallOutcome outcome(String name) {
    for (CallOutcome outcome : CallOutcome.values()) {
      if (outcome.name().equals(name)) {
        return outcome;
      }
    }
    return null;
  }

  /// The call of the path, if it is one of the business that the path names.
  static LoggedCall call(Stores stores, PageRequest request) {
    try {
      return stores
          .calls()
          .find(new CallSid(request.inPath("call")))
          .filter(call -> call.businessId() == request.in().id())
          .orElseThrow(PageProblem::unknown);
    } catch (IllegalArgumentException _) {
      throw PageProblem.unknown();
    }
  }
}
