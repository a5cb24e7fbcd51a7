package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.identity.User;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan user disable`: keeps a user from signing in.
@Command(
    name = "disable",
    description = "Keeps a user from signing in, and ends his sessions; enable lets him in again.")
public final class UserDisableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private UserCommand parent;

  @Parameters(paramLabel = "EMAIL", description = "Who it is.")
  private String email = "";

  UserDisableCommand() {}

  @Override
  public Integer call() {
    return parent
        .access()
        .run(
            spec,
            (administration, _) -> {
              User user = set(administration, email, true);
              spec.commandLine()
                  .getOut()
                  .println(
                      "%s may not sign in any more, and is signed out everywhere. API keys that he made stay valid: kolan key list shows all."
                          .formatted(user.email()));
              return ExitCode.OK;
            });
  }

  static User set(Administration administration, String email, boolean disabled) {
    User user = UserCommand.known(administration, email);
    return administration
        .identity()
        .users()
        .update(
            user.id(), user.revision(), user.name(), disabled, user.operator(), AuditActor.COMMAND);
  }
}
