package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.User;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan user remove`: removes a user.
@Command(
    name = "remove",
    description =
        "Removes a user, with his roles and sessions. What he did stays in the audit log.")
public final class UserRemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private UserCommand parent;

  @Parameters(paramLabel = "EMAIL", description = "Who it is.")
  private String email = "";

  UserRemoveCommand() {}

  @Override
  public Integer call() {
    return parent
        .access()
        .run(
            spec,
            (administration, _) -> {
              User user = UserCommand.known(administration, email);
              administration.identity().users().remove(user.id(), AuditActor.COMMAND);
              spec.commandLine()
                  .getOut()
                  .println(
                      "%s is removed. API keys that he made stay valid: kolan key list shows all."
                          .formatted(user.email()));
              return ExitCode.OK;
            });
  }
}
