package app.kolan.cli;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan audit list`: what was done and looked at.
@Command(name = "list", description = "Lists the entries of the audit log, the newest first.")
public final class AuditListCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  @Spec private CommandSpec spec;
  @ParentCommand private AuditCommand parent;

  @Option(names = "--business", paramLabel = "SLUG", description = "Only those of this business.")
  private @Nullable String business;

  @Option(
      names = "--actor",
      paramLabel = "ACTOR",
      description = "Only those by this one, such as user:7, key:3 or command.")
  private @Nullable String actor;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only this, such as key.add; with a dot at its end all that begin so.")
  private @Nullable String action;

  @Option(names = "--since", paramLabel = "DATE", description = "Only those from this day on.")
  private @Nullable LocalDate since;

  @Option(names = "--until", paramLabel = "DATE", description = "Only those up to this day.")
  private @Nullable LocalDate until;

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "N",
      description = "How many at most (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print a JSON object for each entry, one a line.")
  private boolean json;

  AuditListCommand() {}

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is a number from 1.");
    }
    return parent.access().run(spec, (administration, _) -> list(administration));
  }

  private int list(Administration administration) {
    NamedBusiness only = AdministrationAccess.business(administration, business);
    PrintWriter out = spec.commandLine().getOut();
    long before = Long.MAX_VALUE;
    int left = limit;
    while (left > 0) {
      int wanted = Math.min(left, PAGE);
      List<AuditRecord> page =
          administration
              .identity()
              .auditReader()
              .find(query(only == null ? null : only.id(), before, wanted));
      page.forEach(entry -> out.println(line(administration, entry)));
      if (page.size() < wanted) {
        break;
      }
      left -= page.size();
      before = page.getLast().sequence();
    }
    return ExitCode.OK;
  }

  private AuditRecord.Query query(@Nullable Long of, long before, int wanted) {
    ZoneId zone = ZoneId.systemDefault();
    return new AuditRecord.Query(
        of,
        actor,
        action,
        since == null ? null : since.atStartOfDay(zone).toInstant(),
        until == null ? null : until.plusDays(1).atStartOfDay(zone).toInstant(),
        before,
        wanted);
  }

  private String line(Administration administration, AuditRecord found) {
    if (json) {
      return AccessJson.entry(found, id -> AdministrationAccess.slug(administration, id))
          .toString();
    }
    AuditEntry entry = found.entry();
    Long of = entry.business();
    return "%d  %s  %s  %s  %s%s%s%s"
        .formatted(
            found.sequence(),
            AccessText.time(entry.at()),
            entry.actor(),
            entry.action(),
            entry.subject(),
            of == null ? "" : "  in " + AdministrationAccess.slug(administration, of),
            entry.address() == null ? "" : "  from " + entry.address(),
            entry.detail() == null ? "" : "  " + entry.detail());
  }
}
