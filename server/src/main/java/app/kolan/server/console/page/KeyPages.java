package app.kolan.server.console.page;

import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.AccessPolicy;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The API keys of a business: for programs that act in its name.
public record KeyPages(ApiKeys keys, Users users) {
  private static final int ROWS = 100;
  private static final List<Integer> EXPIRIES = List.of(30, 90, 365);
  private static final String PATH = "/b/{business}/keys";

  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.KEYS_WRITE);
    routes.get(PATH, PageAdmission.with(Permission.KEYS_READ), this::show);
    routes.post(PATH, write, this::add);
    routes.post(PATH + "/{key}", write, this::revoke);
  }

  /// The page.
  ///
  /// @param rows those that work first
  /// @param scopes those that he may give
  /// @param made the text of a key that was just made, which is shown once; null for none
  /// @param problem the key of what is wrong with the form; null for nothing
  /// @param next the query of the page after this one; null for none
  public record Shown(
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
  public record Row(ApiKey key, List<Permission> scopes, String maker, boolean valid) {
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
    List<ApiKey> found =
        keys.list(request.in().id(), Cursor.number(request.query().text("after"), 0), ROWS + 1);
    List<ApiKey> shown = found.subList(0, Math.min(ROWS, found.size()));
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
                        key.isValid(request.at())))
            .sorted(Comparator.comparing(row -> !row.valid()))
            .toList();
    var page =
        new Shown(
            rows,
            request.may(Permission.KEYS_WRITE) ? inOrder(grantable(request)) : List.of(),
            made,
            problem,
            found.size() > ROWS ? Query.of("after", Long.toString(shown.getLast().id())) : null);
    return request.show(status, "page/keys", "keys", page);
  }

  /// What a key of this business may be given: what he may do himself, without what only keys of
  /// all businesses can use.
  private static Set<Permission> grantable(PageRequest request) {
    return AccessPolicy.permissions(request.who(), request.in().id()).stream()
        .filter(permission -> !permission.isOfServer())
        .collect(Collectors.toSet());
  }

  private PageAnswer add(PageRequest request) {
    long business = request.in().id();
    try {
      ApiKeys.Made made =
          keys.add(
              request.form().text("name").strip(),
              business,
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
    ApiKey key =
        keys.find(request.numberInPath("key"))
            .filter(found -> Objects.equals(found.business(), request.in().id()))
            .orElseThrow(PageProblem::unknown);
    keys.revoke(key.id(), request.actor());
    return request.go(request.inBusiness("/keys"), Flash.of("flash.key-revoked", key.prefix()));
  }
}
