package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Members;
import app.kolan.server.identity.PasswordReset;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserAdministration;
import app.kolan.server.identity.UserQuery;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.Users;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Users, and their roles in businesses. [Users] writes the audit log.
///
/// @param mails what sends invitations, too; null for nothing
record UserResource(Users users, @Nullable PasswordReset mails) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listMembers", this::list);
    operations.put("addMember", this::addMember);
    operations.put("setMemberRole", this::setRole);
    operations.put("removeMember", this::removeMember);
    operations.put("listUsers", this::listAll);
    operations.put("addUser", this::addUser);
    operations.put("getUser", request -> shown(anybody(request)));
    operations.put("updateUser", this::updateUser);
    operations.put("removeUser", this::removeUser);
    operations.put("inviteUserAgain", this::inviteAgain);
    operations.put("resetUser", this::reset);
  }

  private ApiAnswer list(ApiRequest request) {
    Long business = business(request);
    return page(
        request, users.list(business, request.cursorNumber(0), request.limit() + 1), business);
  }

  private ApiAnswer listAll(ApiRequest request) {
    var query =
        new UserQuery(
            PlainText.of(request.asked("q").orElse("")),
            request.asked("kind").map(UserQuery.Kind::valueOf).orElse(null),
            request.cursorNumber(0),
            request.limit() + 1);
    return page(request, users.find(query), null);
  }

  private static ApiAnswer page(ApiRequest request, List<User> found, @Nullable Long business) {
    return ApiJson.page(
        found, request.limit(), user -> form(user, business), user -> Long.toString(user.id()));
  }

  private ApiAnswer addMember(ApiRequest request) {
    return switch (members()
        .add(
            request.who(),
            request.in().id(),
            request.field("email", ""),
            request.field("name", ""),
            role(request),
            request.actor())) {
      case Members.Added.Known(var user) ->
          ApiAnswer.created(ApiJson.object().set("user", form(user, request.in().id())));
      case Members.Added.Invited(var invitation) -> invited(request, invitation);
    };
  }

  private Members members() {
    return new Members(users);
  }

  private UserAdministration administration() {
    return new UserAdministration(users);
  }

  private ApiAnswer addUser(ApiRequest request) {
    return invited(
        request,
        administration()
            .invite(
                request.who(),
                EmailAddress.of(request.field("email", "")),
                request.field("name", ""),
                request.json().path("operator").asBoolean(),
                request.actor()));
  }

  private ApiAnswer invited(ApiRequest request, Users.Invitation invitation) {
    if (mails != null) {
      mails.send(invitation);
    }
    ObjectNode whole = ApiJson.object();
    whole.set("user", form(invitation.user(), business(request)));
    whole.put("invitation", invitation.token().value());
    whole.put("expiresAt", invitation.expiresAt().toString());
    return ApiAnswer.created(whole);
  }

  private ApiAnswer setRole(ApiRequest request) {
    User changed =
        members()
            .setRole(
                request.who(),
                request.in().id(),
                request.numberInPath("user"),
                role(request),
                request.actor());
    return ApiAnswer.ok(form(changed, request.in().id()));
  }

  private ApiAnswer removeMember(ApiRequest request) {
    members()
        .remove(request.who(), request.in().id(), request.numberInPath("user"), request.actor());
    return ApiAnswer.nothing();
  }

  private ApiAnswer updateUser(ApiRequest request) {
    User now = administration().changeable(request.who(), request.numberInPath("user"));
    if (!BusinessResource.matches(request, etag(now))) {
      throw new ApiProblem(Kind.CHANGED, "The user is now at " + etag(now) + "; read it again.");
    }
    boolean operator =
        request.json().has("operator")
            ? request.json().path("operator").asBoolean()
            : now.operator();
    boolean disabled =
        request.json().has("state")
            ? request.field("state", "").equals("DISABLED")
            : now.state() == UserState.DISABLED;
    return shown(
        administration()
            .update(
                request.who(),
                now.id(),
                now.revision(),
                request.field("name", now.name()),
                disabled,
                operator,
                request.actor()));
  }

  private ApiAnswer inviteAgain(ApiRequest request) {
    return invited(
        request,
        administration().inviteAgain(request.who(), request.numberInPath("user"), request.actor()));
  }

  /// The token is in this answer alone: who has lost what he signs in with may have lost his mail.
  private ApiAnswer reset(ApiRequest request) {
    Users.Invitation reset =
        administration().reset(request.who(), request.numberInPath("user"), request.actor());
    ObjectNode whole = ApiJson.object();
    whole.set("user", form(reset.user(), null));
    whole.put("reset", reset.token().value());
    whole.put("expiresAt", reset.expiresAt().toString());
    return ApiAnswer.created(whole);
  }

  private static ApiAnswer shown(User user) {
    return ApiAnswer.ok(form(user, null)).with("ETag", etag(user));
  }

  private static String etag(User user) {
    return "\"r" + user.revision() + "\"";
  }

  private ApiAnswer removeUser(ApiRequest request) {
    administration().remove(request.who(), request.numberInPath("user"), request.actor());
    return ApiAnswer.nothing();
  }

  /// The user of the path, whatever he is a member of.
  private User anybody(ApiRequest request) {
    return users.find(request.numberInPath("user")).orElseThrow(() -> ApiProblem.unknown("user"));
  }

  private static Role role(ApiRequest request) {
    return Role.valueOf(request.field("role", ""));
  }

  private static @Nullable Long business(ApiRequest request) {
    return request.business() == null ? null : request.in().id();
  }

  static ObjectNode form(User user, @Nullable Long business) {
    Role role = business == null ? null : user.memberships().get(business);
    ObjectNode form = ApiJson.object();
    form.put("id", user.id());
    form.put("email", user.email().value());
    form.put("name", user.name());
    form.put("state", user.state().name());
    form.put("operator", user.operator());
    form.put("secondFactor", user.secondFactor());
    form.put("role", role == null ? null : role.name());
    form.put("createdAt", user.createdAt().toString());
    form.put("signedInAt", ApiJson.instant(user.signedInAt()));
    return form;
  }
}
