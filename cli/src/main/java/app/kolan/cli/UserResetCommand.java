package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.identity.IdentityPaths;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.Users;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan user reset`: lets a user in again who has lost what he signs in with.
@Command(
    name = "reset",
    description = {
      "Ends all sessions of a user and voids all that he signs in with: password, one-time codes,"
          + " recovery codes and passkeys. Prints a link by which he chooses a password, or takes it"
          + " from --password-stdin.",
      "",
      "A user who was invited, and has not chosen a password yet, gets a new invitation."
    })
public final class UserResetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private UserCommand parent;

  @Parameters(paramLabel = "EMAIL", description = "Who it is.")
  private String email = "";

  @Option(
      names = "--password-stdin",
      description = "Take the new password from the first line of standard input.")
  private boolean passwordStdin;

  @Option(
      names = "--totp",
      description = "Say that the second factor is gone; a reset removes it in any case.")
  private boolean totp;

  UserResetCommand() {}

  @Override
  public Integer call() {
    return parent.access().run(spec, this::reset);
  }

  private int reset(Administration administration, ConfigDraft draft) {
    PrintWriter out = spec.commandLine().getOut();
    Users users = administration.identity().users();
    User user = UserCommand.known(administration, email);
    String password = passwordStdin ? parent.password() : null;
    if (password != null) {
      users.resetTo(user.id(), password, AuditActor.COMMAND);
      out.println("%s has the new password, and is signed out everywhere.".formatted(user.email()));
    }
    if (totp) {
      users.removeSecondFactor(user.id(), AuditActor.COMMAND);
      out.println("%s has no second factor any more.".formatted(user.email()));
    }
    if (password == null && user.state() == UserState.INVITED) {
      UserCommand.print(
          out, draft, IdentityPaths.INVITATION, users.inviteAgain(user.id(), AuditActor.COMMAND));
    } else if (password == null) {
      Users.Invitation reset = users.reset(user.id(), AuditActor.COMMAND);
      out.println("%s has no password now, and is signed out everywhere.".formatted(user.email()));
      UserCommand.print(out, draft, IdentityPaths.RESET, reset);
    }
    return ExitCode.OK;
  }
}
