package app.kolan.cli;

import app.kolan.server.audit.AuditVerification;
import app.kolan.server.bootstrap.Administration;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan audit verify`: whether the audit log is what was written.
@Command(
    name = "verify",
    description = {
      "Reads the whole audit log and says whether an entry was changed, removed, moved or put in.",
      "",
      "Prints the number of entries and the hash of the newest, the head. Somebody who can write to"
          + " the database can cut off the log's end or write it anew; that shows when a head that"
          + " was printed before, and kept elsewhere, is given by --head.",
      "",
      "The exit code is 1 when the log is broken."
    })
public final class AuditVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private AuditCommand parent;

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "The head that an earlier verification printed.")
  private @Nullable String head;

  AuditVerifyCommand() {}

  @Override
  public Integer call() {
    if (head != null && !head.strip().matches("[0-9a-fA-F]{64}")) {
      throw new ParameterException(
          spec.commandLine(),
          "A head is a hash of 64 hexadecimal digits, as this command prints it.");
    }
    return parent.access().run(spec, (administration, _) -> verify(administration));
  }

  private int verify(Administration administration) {
    PrintWriter out = spec.commandLine().getOut();
    return switch (AuditVerification.of(administration.identity().auditReader(), head)) {
      case AuditVerification.Intact(var newest) -> {
        long removed = administration.identity().auditReader().anchor().sequence();
        out.println("The audit log is intact: %d entries.".formatted(newest.sequence() - removed));
        if (removed > 0) {
          out.println("The %d before them were removed because of their age.".formatted(removed));
        }
        out.println("head " + newest.hash());
        yield ExitCode.OK;
      }
      case AuditVerification.Broken(var sequence, var reason, var verified) -> {
        spec.commandLine()
            .getErr()
            .println(
                "The audit log is broken at entry %d: %s. The %d before it are right."
                    .formatted(sequence, reason, verified));
        yield ExitCode.SOFTWARE;
      }
    };
  }
}
