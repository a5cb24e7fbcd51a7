package app.kolan.server.console.page;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.PrivacyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who looked at what and who changed what in a business. It can be asked about one person, too.
public record AuditPage(AuditReader reader, Users users, PrivacyStore privacy) {
  private static final int ROWS = 100;
  private static final int MOST_MEMBERS = 200;

  /// What actions begin with that are asked for together, as far as there are words for it.
  public static final List<String> GROUPS =
      List.of(
          "call",
          "transcript",
          "turn",
          "recording",
          "summary",
          "search",
          "events",
          "lead",
          "promise",
          "contact",
          "outgoing-call",
          "campaign",
          "do-not-call",
          "appointment",
          "waiting",
          "calendar-feed",
          "calendar-link",
          "knowledge",
          "question",
          "alert",
          "push",
          "settings",
          "sound",
          "provider",
          "numbers",
          "user",
          "key",
          "person",
          "hold",
          "retention",
          "business");

  public void addTo(Routes routes) {
    routes.get("/b/{business}/audit", PageAdmission.with(Permission.AUDIT_READ), this::show);
  }

  /// The page.
  ///
  /// @param group what actions begin with; empty for all
  /// @param actor as in the log; empty for anybody
  /// @param since the first day, as an input has it; empty for none
  /// @param until the last day, likewise
  /// @param number of the person whose data was looked at, as it was typed; empty for anybody
  /// @param notFound whether that is no number
  /// @param next the query of the page after this one; null for none
  public record Shown(
      List<Row> rows,
      List<User> members,
      String group,
      String actor,
      String since,
      String until,
      String number,
      boolean notFound,
      @Nullable String next) {
    public Shown {
      rows = List.copyOf(rows);
      members = List.copyOf(members);
    }

    public List<String> groups() {
      return GROUPS;
    }

    public boolean filtered() {
      return !(group + actor + since + until + number).isEmpty();
    }
  }

  /// An entry.
  ///
  /// @param who in words
  /// @param group what the action begins with, if there are words for it; empty otherwise
  public record Row(AuditEntry entry, String who, String group) {
    /// The call that it is about; empty for none.
    public String call() {
      return entry.subject().matches("CA[0-9a-f]{32}") ? entry.subject() : "";
    }

    /// What the action ends with: what was done with it.
    public String verb() {
      return entry.action().substring(entry.action().indexOf('.') + 1);
    }
  }

  private PageAnswer show(PageRequest request) {
    String group = request.query().text("group");
    String actor = request.query().text("actor");
    String since = request.query().text("since");
    String until = request.query().text("until");
    String number = PlainText.of(request.query().text("number"));
    Optional<AuditRecord.Person> person = person(request, number);
    boolean notFound = !number.isEmpty() && person.isEmpty();
    List<AuditRecord> found =
        notFound
            ? List.of()
            : reader.find(
                new AuditRecord.Query(
                    request.in().id(),
                    actor.isEmpty() ? null : actor,
                    action(group),
                    request.times().startOfTyped(since, 0),
                    request.times().startOfTyped(until, 1),
                    Cursor.number(request.query().text("before"), Long.MAX_VALUE),
                    ROWS + 1,
                    person.orElse(null)));
    List<AuditRecord> shown = found.subList(0, Math.min(ROWS, found.size()));
    String before = found.size() > ROWS ? Long.toString(shown.getLast().sequence()) : "";
    var names = new HashMap<String, String>();
    var page =
        new Shown(
            shown.stream()
                .map(
                    each ->
                        new Row(
                            each.entry(),
                            names.computeIfAbsent(
                                each.entry().actor(),
                                name -> Actors.name(name, users, request.texts())),
                            groupOf(each.entry().action())))
                .toList(),
            users.list(request.in().id(), 0, MOST_MEMBERS),
            group,
            actor,
            since,
            until,
            number,
            notFound,
            before.isEmpty()
                ? null
                : Query.of(
                    "group", group,
                    "actor", actor,
                    "since", since,
                    "until", until,
                    "number", number,
                    "before", before));
    return request.show("page/audit", "audit", page);
  }

  private static @Nullable String action(String group) {
    return !GROUPS.contains(group) ? null : group.equals("search") ? group : group + ".";
  }

  private static String groupOf(String action) {
    int dot = action.indexOf('.');
    String group = dot < 0 ? action : action.substring(0, dot);
    return GROUPS.contains(group) ? group : "";
  }

  private Optional<AuditRecord.Person> person(PageRequest request, String typed) {
    return typed.isEmpty()
        ? Optional.empty()
        : CallbackNumber.ofKeys(typed, request.site().locale(request.in()).country())
            .map(number -> privacy.auditedAs(new ErasureScope.OfNumber(request.in().id(), number)));
  }
}
