package app.kolan.server.console.page;

import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Scopes;
import app.kolan.server.identity.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The API keys of a business, for programs that act in its name, and those of the whole server.
public record KeyPages(ApiKeys keys, Users users) {
  private static final int ROWS = 100;
  private static final List<Integer> EXPIRIES = List.of(30, 90, 365);

  /// What is asked for to see the keys of single businesses, too.
  private static final String EVERY = "all";

  public void addTo(Routes routes) {
    add(
        routes,
        "/b/{business}/keys",
        PageAdmission.with(Permission.KEYS_READ),
        PageAdmission.with(Permission.KEYS_WRITE));
    add(
        routes,
        "/agency/keys",
        PageAdmission.everywhere(Permission.KEYS_READ),
        PageAdmission.everywhere(Permission.KEYS_WRITE));
  }

  private void add(Routes routes, String path, PageAdmission read, PageAdmission write) {
    routes.get(path, read, this::show);
    routes.post(path, write, this::add);
    routes.post(path + "/{key}", write, this::revoke);
  }

  /// The page.
  ///
  /// @param every whether the server's page has the keys of single businesses, too
  /// @param rows those that work first
  /// @param scopes those that he may give
  /// @param made the text of a key that was just made, which is shown once; null for none
  /// @param problem the key of what is wrong with the form; null for nothing
  /// @param next the query of the page after this one; null for none
  public record Shown(
      boolean every,
      List<Row> rows,
      List<Permission> scopes,
      @Nullable String made,
      @Nullable String problem,
      @Nullable String next) {
    public Shown {
      rows = List.copyOf(rows);
      scopes = List.copyOf(scopes);
    }

    /// After how many days a key may expire.
    public List<Integer> expiries() {
      return EXPIRIES;
    }

    /// It prints without the key.
    @Override
    public String toString() {
      return "Shown[rows=%d]".formatted(rows.size());
    }
  }

  /// One key.
  ///
  /// @param maker who made it, in words
  /// @param business the only one that it is for, on the server's page; null for all
  public record Row(
      ApiKey key,
      List<Permission> scopes,
      String maker,
      boolean valid,
      @Nullable BusinessRecord business) {
    public Row {
      scopes = List.copyOf(scopes);
    }
  }

  private static List<Permission> inOrder(Set<Permission> scopes) {
    return scopes.stream().sorted().toList();
  }

  private PageAnswer show(PageRequest request) {
    return show(request, 200, null, null);
  }

  private PageAnswer show(
      PageRequest request, int status, @Nullable String made, @Nullable String problem) {
    boolean every = isEvery(request);
    List<ApiKey> found = found(request, every);
    List<ApiKey> shown = found.subList(0, Math.min(ROWS, found.size()));
    Map<Long, BusinessRecord> businesses = every ? request.site().byId(request.who()) : Map.of();
    var makers = new HashMap<String, String>();
    List<Row> rows =
        shown.stream()
            .map(
                key ->
                    new Row(
                        key,
                        inOrder(key.scopes()),
                        makers.computeIfAbsent(
                            key.createdBy(), actor -> Actors.name(actor, users, request.texts())),
                        key.isValid(request.at()),
                        key.business() == null ? null : businesses.get(key.business())))
            .sorted(Comparator.comparing(row -> !row.valid()))
            .toList();
    var page =
        new Shown(
            every,
            rows,
            request.may(Permission.KEYS_WRITE) ? inOrder(grantable(request)) : List.of(),
            made,
            problem,
            found.size() > ROWS
                ? Query.of("of", every ? EVERY : "", "after", Long.toString(shown.getLast().id()))
                : null);
    return request.show(
        status, "page/keys", request.businessId() == null ? "agency-keys" : "keys", page);
  }

  private static boolean isEvery(PageRequest request) {
    boolean asked =
        request.query().text("of").equals(EVERY) || request.form().text("of").equals(EVERY);
    return request.businessId() == null && asked;
  }

  private List<ApiKey> found(PageRequest request, boolean every) {
    long after = Cursor.number(request.query().text("after"), 0);
    Long business = request.businessId();
    return business == null && !every
        ? keys.listOfAll(after, ROWS + 1)
        : keys.list(business, after, ROWS + 1);
  }

  /// What a key may be given: what he may do himself, in a business without what only keys of all
  /// businesses can use.
  private static Set<Permission> grantable(PageRequest request) {
    boolean ofServer = request.businessId() == null;
    return request.permissions().stream()
        .filter(permission -> ofServer || !permission.isOfServer())
        .collect(Collectors.toSet());
  }

  private PageAnswer add(PageRequest request) {
    try {
      ApiKeys.Made made =
          keys.add(
              request.form().text("name").strip(),
              request.businessId(),
              Scopes.of(request.form().all("scope"), grantable(request)),
              expiry(request),
              request.who(),
              request.actor());
      return show(request, 200, made.text().value(), null);
    } catch (IdentityRefusal refusal) {
      return switch (refusal.kind()) {
        case INVALID -> show(request, 400, null, "keys.refused");
        case UNKNOWN, CONFLICT, FORBIDDEN, BUSY -> throw refusal;
      };
    }
  }

  private static @Nullable Instant expiry(PageRequest request) {
    String days = request.form().text("days");
    return EXPIRIES.stream()
        .filter(each -> each.toString().equals(days))
        .findFirst()
        .map(each -> request.at().plus(Duration.ofDays(each)))
        .orElse(null);
  }

  private PageAnswer revoke(PageRequest request) {
    Long business = request.businessId();
    ApiKey key =
        keys.find(request.numberInPath("key"))
            .filter(found -> business == null || Objects.equals(found.business(), business))
            .orElseThrow(PageProblem::unknown);
    keys.revoke(key.id(), request.actor());
    String page = request.within("/keys");
    return request.go(
        isEvery(request) ? page + "?" + Query.of("of", EVERY) : page,
        Flash.of("flash.key-revoked", key.prefix()));
  }
}
