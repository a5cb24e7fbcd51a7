package app.kolan.cli;

import app.kolan.server.identity.User;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan user enable`: lets a disabled user sign in again.
@Command(name = "enable", description = "Lets a disabled user sign in again.")
public final class UserEnableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private UserCommand parent;

  @Parameters(paramLabel = "EMAIL", description = "Who it is.")
  private String email = "";

  UserEnableCommand() {}

  @Override
  public Integer call() {
    return parent
        .access()
        .run(
            spec,
            (administration, _) -> {
              User user = UserDisableCommand.set(administration, email, false);
              spec.commandLine().getOut().println(user.email() + " may sign in again.");
              return ExitCode.OK;
            });
  }
}
