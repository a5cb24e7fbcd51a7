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
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.Members;
import app.kolan.server.identity.PasswordReset;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.Users;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who works in a business, and what they may do there.
///
/// @param mails sends invitations; null on a server that sends no mail, where the page shows the
///   link once
public record TeamPages(Users users, @Nullable PasswordReset mails) {
  private static final int ROWS = 50;
  private static final String PATH = "/b/{business}/team";

  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.USERS_WRITE);
    routes.get(PATH, PageAdmission.with(Permission.USERS_READ), this::show);
    routes.post(PATH, write, this::invite);
    routes.post(PATH + "/{user}", write, this::change);
    routes.post(PATH + "/{user}/invitation", write, this::inviteAgain);
  }

  /// The page.
  ///
  /// @param grantable the roles that he may give
  /// @param invited an invitation that was just made and is sent by nobody; null for none
  /// @param problem the key of what is wrong with the form; null for nothing
  /// @param next the query of the page after this one; null for none
  public record Shown(
      List<Member> members,
      List<Role> grantable,
      @Nullable ShownLink invited,
      @Nullable String problem,
      @Nullable String next) {
    public Shown {
      members = List.copyOf(members);
      grantable = List.copyOf(grantable);
    }
  }

  /// Somebody with a role.
  ///
  /// @param self whether it is he who looks
  /// @param changeable whether his role may be changed by him who looks
  /// @param invitable whether he may be sent another invitation
  public record Member(User user, Role role, boolean self, boolean changeable, boolean invitable) {}

  private PageAnswer show(PageRequest request) {
    return show(request, 200, null, null);
  }

  private PageAnswer show(
      PageRequest request, int status, @Nullable ShownLink invited, @Nullable String problem) {
    List<User> found =
        users.list(request.in().id(), Cursor.number(request.query().text("after"), 0), ROWS + 1);
    List<User> shown = found.subList(0, Math.min(ROWS, found.size()));
    List<Role> grantable =
        Arrays.stream(Role.values()).filter(role -> mayGrant(request, role)).toList();
    var page =
        new Shown(
            shown.stream().map(user -> member(request, user)).toList(),
            grantable,
            invited,
            problem,
            found.size() > ROWS ? Query.of("after", Long.toString(shown.getLast().id())) : null);
    return request.show(status, "page/team", "team", page);
  }

  private static Member member(PageRequest request, User user) {
    Role role = Objects.requireNonNullElse(user.memberships().get(request.in().id()), Role.AUDITOR);
    boolean self = user.id() == request.user().id();
    boolean changeable = !self && mayGrant(request, role);
    return new Member(
        user,
        role,
        self,
        changeable,
        changeable && user.state() == UserState.INVITED && mayStandFor(request, user));
  }

  private static boolean mayGrant(PageRequest request, Role role) {
    return AccessPolicy.mayGrant(request.who(), role, request.in().id());
  }

  private static boolean mayStandFor(PageRequest request, User user) {
    return AccessPolicy.mayStandFor(request.who(), user);
  }

  private PageAnswer invite(PageRequest request) {
    Members.Added added;
    try {
      added =
          new Members(users)
              .add(
                  request.who(),
                  request.in().id(),
                  request.form().text("email"),
                  request.form().text("name").strip(),
                  role(request),
                  request.actor());
    } catch (IdentityRefusal refusal) {
      return switch (refusal.kind()) {
        case CONFLICT -> show(request, 409, null, "team.taken");
        case INVALID -> show(request, 400, null, "team.refused");
        case UNKNOWN, FORBIDDEN, BUSY -> throw refusal;
      };
    }
    return switch (added) {
      case Members.Added.Known(var user) ->
          request.go(
              request.inBusiness("/team"), Flash.of("flash.member-added", LeadPages.nameOf(user)));
      case Members.Added.Invited(var invitation) -> invited(request, invitation);
    };
  }

  /// An invitation is sent, or shown once.
  private PageAnswer invited(PageRequest request, Users.Invitation invitation) {
    String email = invitation.user().email().value();
    if (mails != null) {
      mails.send(invitation);
      return request.go(request.inBusiness("/team"), Flash.of("flash.member-invited", email));
    }
    return show(request, 200, ShownLink.ofInvitation(request, invitation), null);
  }

  private PageAnswer inviteAgain(PageRequest request) {
    User user =
        users
            .find(request.numberInPath("user"))
            .filter(found -> found.memberships().containsKey(request.in().id()))
            .orElseThrow(PageProblem::unknown);
    if (!member(request, user).invitable()) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    return invited(request, users.inviteAgain(user.id(), request.actor()));
  }

  /// Nobody changes his own role here: he could not take it back.
  private PageAnswer change(PageRequest request) {
    long user = request.numberInPath("user");
    if (user == request.user().id()) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    long business = request.in().id();
    var members = new Members(users);
    boolean isRemoval = request.form().text("action").equals("remove");
    if (isRemoval) {
      members.remove(request.who(), business, user, request.actor());
    } else {
      members.setRole(request.who(), business, user, role(request), request.actor());
    }
    return request.go(
        request.inBusiness("/team"),
        Flash.of(isRemoval ? "flash.member-removed" : "flash.member-changed"));
  }

  private static Role role(PageRequest request) {
    String name = request.form().text("role");
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
  }
}
