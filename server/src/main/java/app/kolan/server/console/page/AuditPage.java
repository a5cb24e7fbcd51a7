package app.kolan.server.console.page;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.PrivacyStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who looked at what and who changed what: in a business, where it can be asked about one person,
/// too, and on the whole server.
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

  /// The same of what belongs to no business.
  public static final List<String> GROUPS_OF_SERVER =
      List.of("session", "passkey", "account", "audit");

  public void addTo(Routes routes) {
    routes.get("/b/{business}/audit", PageAdmission.with(Permission.AUDIT_READ), this::show);
    routes.get("/agency/audit", PageAdmission.everywhere(Permission.AUDIT_READ), this::show);
  }

  /// The page.
  ///
  /// @param groups what actions begin with that can be asked for
  /// @param actors who can be asked for
  /// @param businesses that can be asked for, on the server's page
  /// @param group what actions begin with; empty for all
  /// @param actor as in the log; empty for anybody
  /// @param business the slug of the one that is asked for, on the server's page; empty for all
  /// @param since the first day, as an input has it; empty for none
  /// @param until the last day, likewise
  /// @param number of the person whose data was looked at, as it was typed; empty for anybody
  /// @param notFound whether that is no number
  /// @param next the query of the page after this one; null for none
  public record Shown(
      List<Row> rows,
      List<String> groups,
      List<Actor> actors,
      List<BusinessRecord> businesses,
      String group,
      String actor,
      String business,
      String since,
      String until,
      String number,
      boolean notFound,
      @Nullable String next) {
    public Shown {
      rows = List.copyOf(rows);
      groups = List.copyOf(groups);
      actors = List.copyOf(actors);
      businesses = List.copyOf(businesses);
    }

    public boolean filtered() {
      return !(group + actor + business + since + until + number).isEmpty();
    }
  }

  /// Somebody who does things.
  ///
  /// @param id as in the log
  public record Actor(String id, String name) {}

  /// An entry.
  ///
  /// @param who in words
  /// @param group what the action begins with, if there are words for it; empty otherwise
  /// @param business in which it was done; null for none
  public record Row(AuditEntry entry, String who, String group, @Nullable BusinessRecord business) {
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
    boolean ofServer = request.businessId() == null;
    String number = ofServer ? "" : PlainText.of(request.query().text("number"));
    Map<Long, BusinessRecord> businesses =
        ofServer ? request.site().byId(request.who()) : Map.of(request.in().id(), request.in());
    @Nullable BusinessRecord business =
        ofServer ? askedBusiness(request, businesses) : request.in();
    Optional<AuditRecord.Person> person = person(request, number);
    boolean notFound = !number.isEmpty() && person.isEmpty();
    List<AuditRecord> found =
        notFound
            ? List.of()
            : reader.find(
                new AuditRecord.Query(
                    business == null ? null : business.id(),
                    actor.isEmpty() ? null : actor,
                    action(group, groups(request)),
                    request.times().startOfTyped(since, 0),
                    request.times().startOfTyped(until, 1),
                    Cursor.number(request.query().text("before"), Long.MAX_VALUE),
                    ROWS + 1,
                    person.orElse(null)));
    List<AuditRecord> shown = found.subList(0, Math.min(ROWS, found.size()));
    String before = found.size() > ROWS ? Long.toString(shown.getLast().sequence()) : "";
    String slug = ofServer && business != null ? business.slug() : "";
    var page =
        new Shown(
            rows(request, shown, businesses),
            groups(request),
            actors(request, actor),
            ofServer ? bySlug(businesses) : List.of(),
            group,
            actor,
            slug,
            since,
            until,
            number,
            notFound,
            before.isEmpty()
                ? null
                : Query.of(
                    "group", group,
                    "actor", actor,
                    "business", slug,
                    "since", since,
                    "until", until,
                    "number", number,
                    "before", before));
    return request.show("page/audit", ofServer ? "agency-audit" : "audit", page);
  }

  private List<Row> rows(
      PageRequest request, List<AuditRecord> found, Map<Long, BusinessRecord> businesses) {
    var names = new HashMap<String, String>();
    var rows = new ArrayList<Row>();
    for (AuditRecord each : found) {
      AuditEntry entry = each.entry();
      Long business = entry.business();
      rows.add(
          new Row(
              entry,
              names.computeIfAbsent(
                  entry.actor(), name -> Actors.name(name, users, request.texts())),
              groupOf(entry.action(), groups(request)),
              business == null ? null : businesses.get(business)));
    }
    return rows;
  }

  private static @Nullable BusinessRecord askedBusiness(
      PageRequest request, Map<Long, BusinessRecord> businesses) {
    String slug = request.query().text("business");
    return slug.isEmpty()
        ? null
        : businesses.values().stream()
            .filter(business -> business.slug().equals(slug))
            .findFirst()
            .orElseThrow(PageProblem::unknown);
  }

  private static List<BusinessRecord> bySlug(Map<Long, BusinessRecord> businesses) {
    return businesses.values().stream().sorted(Comparator.comparing(BusinessRecord::slug)).toList();
  }

  /// The users, and on the server's page who is asked for, also when he is a program or gone. In a
  /// business nobody learns what users of others are called.
  private List<Actor> actors(PageRequest request, String asked) {
    var actors = new ArrayList<Actor>();
    for (User user : users.list(request.businessId(), 0, MOST_MEMBERS)) {
      actors.add(new Actor(user.subject(), LeadPages.nameOf(user)));
    }
    boolean ofServer = request.businessId() == null;
    if (ofServer
        && !asked.isEmpty()
        && actors.stream().noneMatch(actor -> actor.id().equals(asked))) {
      actors.add(new Actor(asked, Actors.name(asked, users, request.texts()) + " " + asked));
    }
    return actors;
  }

  private static List<String> groups(PageRequest request) {
    return request.businessId() == null
        ? Stream.concat(GROUPS.stream(), GROUPS_OF_SERVER.stream()).toList()
        : GROUPS;
  }

  private static @Nullable String action(String group, List<String> groups) {
    return !groups.contains(group) ? null : group.equals("search") ? group : group + ".";
  }

  private static String groupOf(String action, List<String> groups) {
    int dot = action.indexOf('.');
    String group = dot < 0 ? action : action.substring(0, dot);
    return groups.contains(group) ? group : "";
  }

  private Optional<AuditRecord.Person> person(PageRequest request, String typed) {
    return typed.isEmpty()
        ? Optional.empty()
        : CallbackNumber.ofKeys(typed, request.site().locale(request.in()).country())
            .map(number -> privacy.auditedAs(new ErasureScope.OfNumber(request.in().id(), number)));
  }
}
