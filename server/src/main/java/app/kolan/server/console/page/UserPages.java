package app.kolan.server.console.page;

import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.Members;
import app.kolan.server.identity.PasswordReset;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserAdministration;
import app.kolan.server.identity.UserQuery;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.Users;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All users of the server, for its operators: who they are, what they may do where, and whether
/// they may sign in.
///
/// @param mails sends invitations; null on a server that sends no mail, where the page shows the
///   link once
public record UserPages(Users users, @Nullable PasswordReset mails) {
  private static final int ROWS = 50;
  private static final String PATH = "/agency/users";

  public void addTo(Routes routes) {
    var write = PageAdmission.everywhere(Permission.USERS_WRITE);
    routes.get(PATH, PageAdmission.everywhere(Permission.USERS_READ), this::show);
    routes.post(PATH, write, this::addOperator);
    routes.post(PATH + "/{user}", write, this::change);
    routes.post(PATH + "/{user}/invitation", write, this::inviteAgain);
    routes.post(PATH + "/{user}/reset", write, this::reset);
  }

  /// The page.
  ///
  /// @param words that are sought; empty for none
  /// @param kind of users that is asked for; null for all
  /// @param invited the link of an invitation that was just made and is sent by nobody; null for
  ///   none
  /// @param reset the link by which somebody gets in again; null for none
  /// @param problem the key of why nothing was changed; null for no problem
  /// @param next the query of the page after this one; null for none
  public record Shown(
      List<Row> rows,
      String words,
      UserQuery.@Nullable Kind kind,
      @Nullable ShownLink invited,
      @Nullable ShownLink reset,
      @Nullable String problem,
      @Nullable String next) {
    public Shown {
      rows = List.copyOf(rows);
    }

    public List<UserQuery.Kind> kinds() {
      return List.of(UserQuery.Kind.values());
    }

    public boolean filtered() {
      return kind != null || !words.isEmpty();
    }
  }

  /// A user.
  ///
  /// @param self whether it is he who looks
  /// @param last whether it is he, and nobody else is an operator who may sign in
  public record Row(User user, List<Place> places, boolean self, boolean last) {
    public Row {
      places = List.copyOf(places);
    }

    public boolean isDisabled() {
      return user.state() == UserState.DISABLED;
    }

    public boolean isInvited() {
      return user.state() == UserState.INVITED;
    }
  }

  /// A business in which a user has a role.
  public record Place(BusinessRecord business, Role role) {}

  /// What came of a form.
  ///
  /// @param problem the key of why nothing was changed; null for no problem
  private record Outcome(
      int status,
      @Nullable ShownLink invited,
      @Nullable ShownLink reset,
      @Nullable String problem) {
    static final Outcome NONE = new Outcome(200, null, null, null);

    static Outcome refused(int status, String problem) {
      return new Outcome(status, null, null, problem);
    }
  }

  private UserAdministration administration() {
    return new UserAdministration(users);
  }

  private PageAnswer show(PageRequest request) {
    return show(request, Outcome.NONE);
  }

  private PageAnswer show(PageRequest request, Outcome outcome) {
    String words = PlainText.of(request.query().text("q"));
    UserQuery.@Nullable Kind kind = kind(request.query().text("kind"));
    List<User> found =
        users.find(
            new UserQuery(words, kind, Cursor.number(request.query().text("after"), 0), ROWS + 1));
    List<User> shown = found.subList(0, Math.min(ROWS, found.size()));
    Map<Long, BusinessRecord> businesses = request.site().byId(request.who());
    var page =
        new Shown(
            shown.stream().map(user -> row(request, user, businesses)).toList(),
            words,
            kind,
            outcome.invited(),
            outcome.reset(),
            outcome.problem(),
            found.size() > ROWS
                ? Query.of(
                    "q",
                    words,
                    "kind",
                    kind == null ? "" : kind.name(),
                    "after",
                    Long.toString(shown.getLast().id()))
                : null);
    return request.show(outcome.status(), "page/agencyUsers", "agency-users", page);
  }

  private static UserQuery.@Nullable Kind kind(String name) {
    return Arrays.stream(UserQuery.Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Row row(PageRequest request, User user, Map<Long, BusinessRecord> businesses) {
    List<Place> places =
        user.memberships().entrySet().stream()
            .flatMap(
                each ->
                    Optional.ofNullable(businesses.get(each.getKey()))
                        .map(business -> new Place(business, each.getValue()))
                        .stream())
            .sorted(Comparator.comparing(place -> place.business().slug()))
            .toList();
    boolean self = user.id() == request.user().id();
    return new Row(user, places, self, self && administration().isLastOperator(user));
  }

  private PageAnswer addOperator(PageRequest request) {
    Members.Added added;
    try {
      added =
          administration()
              .addOperator(
                  request.who(),
                  request.form().text("email"),
                  request.form().text("name").strip(),
                  request.actor());
    } catch (IdentityRefusal refusal) {
      return switch (refusal.kind()) {
        case CONFLICT -> show(request, Outcome.refused(409, "agency.users.taken"));
        case INVALID -> show(request, Outcome.refused(400, "team.refused"));
        case UNKNOWN, FORBIDDEN, BUSY -> throw refusal;
      };
    }
    return switch (added) {
      case Members.Added.Known(var user) ->
          request.go(PATH, Flash.of("flash.operator-added", LeadPages.nameOf(user)));
      case Members.Added.Invited(var invitation) -> invited(request, invitation);
    };
  }

  /// An invitation is sent, or shown once.
  private PageAnswer invited(PageRequest request, Users.Invitation invitation) {
    if (mails != null) {
      mails.send(invitation);
      return request.go(PATH, Flash.of("flash.member-invited", invitation.user().email().value()));
    }
    return show(request, new Outcome(200, ShownLink.ofInvitation(request, invitation), null, null));
  }

  private PageAnswer inviteAgain(PageRequest request) {
    long user = request.numberInPath("user");
    try {
      return invited(request, administration().inviteAgain(request.who(), user, request.actor()));
    } catch (IdentityRefusal refusal) {
      return refused(request, user, refusal);
    }
  }

  /// The link is shown and never mailed: who has lost what he signs in with may have lost his mail.
  private PageAnswer reset(PageRequest request) {
    long user = request.numberInPath("user");
    try {
      Users.Invitation reset = administration().reset(request.who(), user, request.actor());
      return show(request, new Outcome(200, null, ShownLink.ofReset(request, reset), null));
    } catch (IdentityRefusal refusal) {
      return refused(request, user, refusal);
    }
  }

  private PageAnswer change(PageRequest request) {
    long user = request.numberInPath("user");
    String flash =
        switch (request.form().text("action")) {
          case "disable" -> "flash.user-disabled";
          case "enable" -> "flash.user-enabled";
          case "demote" -> "flash.operator-removed";
          case "remove" -> "flash.user-removed";
          default -> throw new PageProblem(Kind.MALFORMED);
        };
    try {
      User changed = change(request, user);
      return request.go(PATH, Flash.of(flash, LeadPages.nameOf(changed)));
    } catch (IdentityRefusal refusal) {
      return refused(request, user, refusal);
    }
  }

  /// @return as he was before
  private User change(PageRequest request, long id) {
    UserAdministration administration = administration();
    User user = administration.changeable(request.who(), id);
    String action = request.form().text("action");
    if (action.equals("remove")) {
      administration.remove(request.who(), id, request.actor());
      return user;
    }
    boolean disabled =
        switch (action) {
          case "disable" -> true;
          case "enable" -> false;
          default -> user.state() == UserState.DISABLED;
        };
    User _ =
        administration.update(
            request.who(),
            id,
            user.revision(),
            user.name(),
            disabled,
            user.operator() && !action.equals("demote"),
            request.actor());
    return user;
  }

  /// What stands in the way is said above the list.
  private PageAnswer refused(PageRequest request, long user, IdentityRefusal refusal) {
    return switch (refusal.kind()) {
      case FORBIDDEN ->
          show(
              request,
              Outcome.refused(403, isLast(user) ? "agency.users.last" : "agency.users.self"));
      case CONFLICT ->
          show(
              request,
              Outcome.refused(409, isLast(user) ? "agency.users.last" : "agency.users.changed"));
      case UNKNOWN, INVALID, BUSY -> throw refusal;
    };
  }

  private boolean isLast(long user) {
    return users.find(user).filter(administration()::isLastOperator).isPresent();
  }
}
