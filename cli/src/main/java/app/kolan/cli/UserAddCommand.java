package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.IdentityPaths;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.Users;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `kolan user add`: adds a user, or gives one a role more.
@Command(
    name = "add",
    description = {
      "Adds a user with a role: operator for the whole server; owner, staff or auditor for one"
          + " business.",
      "",
      "Without --password-stdin an invitation is printed, by which the user chooses a password. A"
          + " user who is there already gets the role besides those that he has."
    })
public final class UserAddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private UserCommand parent;

  @Option(names = "--email", required = true, paramLabel = "E", description = "Who it is.")
  private String email = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      converter = ByWord.class,
      description = "operator, owner, staff or auditor.")
  private Role role = Role.STAFF;

  @Option(
      names = "--business",
      paramLabel = "SLUG",
      description = "The business of the role; for all but an operator.")
  private @Nullable String business;

  @Option(
      names = "--name",
      defaultValue = "",
      paramLabel = "NAME",
      description = "The user's name.")
  private String name = "";

  @Option(
      names = "--password-stdin",
      description = "Take the password from the first line of standard input.")
  private boolean passwordStdin;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  UserAddCommand() {}

  @Override
  public Integer call() {
    if ((role == Role.OPERATOR) != (business == null)) {
      throw new ParameterException(
          spec.commandLine(),
          role == Role.OPERATOR
              ? "An operator is one for all businesses: leave --business out."
              : "A user of the role %s belongs to a business: name it by --business."
                  .formatted(AccessJson.word(role)));
    }
    return parent.access().run(spec, this::add);
  }

  private int add(Administration administration, ConfigDraft draft) {
    EmailAddress address = EmailAddress.of(email);
    NamedBusiness of = AdministrationAccess.business(administration, business);
    if (of == null && role != Role.OPERATOR) {
      throw new IdentityRefusal(Kind.INVALID, "a user who is no operator belongs to one business");
    }
    Users users = administration.identity().users();
    Optional<User> known = users.find(address);
    if (known.isPresent()) {
      return addRole(administration, known.get(), of);
    }
    Map<Long, Role> memberships = of == null ? Map.of() : Map.of(of.id(), role);
    if (passwordStdin) {
      User added =
          users.add(address, name, of == null, memberships, parent.password(), AuditActor.COMMAND);
      print(administration, added, "is added");
      return ExitCode.OK;
    }
    Users.Invitation invitation =
        users.invite(address, name, of == null, memberships, AuditActor.COMMAND);
    if (json) {
      ObjectNode object = json(administration, invitation.user());
      out()
          .println(
              object
                  .put("token", invitation.token().value())
                  .put(
                      "invitation",
                      UserCommand.link(
                          draft.config().publicUrl(), IdentityPaths.INVITATION, invitation))
                  .put("invitation_expires_at", invitation.expiresAt().toString()));
    } else {
      print(administration, invitation.user(), "is invited");
      UserCommand.print(out(), draft, IdentityPaths.INVITATION, invitation);
    }
    return ExitCode.OK;
  }

  private int addRole(Administration administration, User user, @Nullable NamedBusiness of) {
    if (passwordStdin) {
      throw new IdentityRefusal(
          Kind.CONFLICT,
          "there is a user %s already; kolan user reset gives a new password"
              .formatted(user.email()));
    }
    Users users = administration.identity().users();
    User after =
        of == null
            ? users.update(
                user.id(),
                user.revision(),
                user.name(),
                user.state() == UserState.DISABLED,
                true,
                AuditActor.COMMAND)
            : users.setRole(user.id(), of.id(), role, AuditActor.COMMAND);
    print(administration, after, "was there already, and has the role now");
    return ExitCode.OK;
  }

  private void print(Administration administration, User user, String what) {
    if (json) {
      out().println(json(administration, user));
    } else {
      out()
          .println(
              "User %d, %s, %s: %s."
                  .formatted(
                      user.id(),
                      user.email(),
                      what,
                      business == null ? "operator" : AccessJson.word(role) + " of " + business));
    }
  }

  private static ObjectNode json(Administration administration, User user) {
    return AccessJson.user(user, id -> AdministrationAccess.slug(administration, id));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// Reads a role from its word.
  static final class ByWord implements ITypeConverter<Role> {
    ByWord() {}

    @Override
    public Role convert(String word) {
      return Arrays.stream(Role.values())
          .filter(role -> AccessJson.word(role).equals(word.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no role; there are %s"
                          .formatted(
                              word,
                              Arrays.stream(Role.values())
                                  .map(AccessJson::word)
                                  .collect(Collectors.joining(", ")))));
    }
  }
}
