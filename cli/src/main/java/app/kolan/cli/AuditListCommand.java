package app.kolan.cli;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.privacy.ErasureScope;
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

  @Option(
      names = "--contact",
      paramLabel = "N",
      description =
          "Only those about this person, by a contact of his; with --business. His calls, their turns"
              + " and recordings count as well.")
  private @Nullable Long contact;

  @Option(names = "--number", paramLabel = "NUMBER", description = "The same, by a number of his.")
  private @Nullable String number;

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
    if (contact != null && number != null) {
      throw new ParameterException(spec.commandLine(), "Give --contact or --number, not both.");
    }
    if ((contact != null || number != null) && business == null) {
      throw new ParameterException(
          spec.commandLine(), "A person is known in a business: give --business, too.");
    }
    return parent
        .access()
        .run(
            spec,
            (administration, draft) ->
                list(administration, draft.config().business().locale().country()));
  }

  private int list(Administration administration, String country) {
    NamedBusiness only = AdministrationAccess.business(administration, business);
    AuditRecord.Person person = only == null ? null : person(administration, only.id(), country);
    PrintWriter out = spec.commandLine().getOut();
    long before = Long.MAX_VALUE;
    int left = limit;
    while (left > 0) {
      int wanted = Math.min(left, PAGE);
      List<AuditRecord> page =
          administration
              .identity()
              .auditReader()
              .find(query(only == null ? null : only.id(), before, wanted, person));
      page.forEach(entry -> out.println(line(administration, entry)));
      if (page.size() < wanted) {
        break;
      }
      left -= page.size();
      before = page.getLast().sequence();
    }
    return ExitCode.OK;
  }

  private AuditRecord.@Nullable Person person(
      Administration administration, long of, String country) {
    if (contact != null) {
      return administration.privacy().auditedAs(new ErasureScope.OfContact(of, contact));
    }
    return number == null
        ? null
        : administration
            .privacy()
            .auditedAs(new ErasureScope.OfNumber(of, PersonOption.number(spec, number, country)));
  }

  private AuditRecord.Query query(
      @Nullable Long of, long before, int wanted, AuditRecord.@Nullable Person person) {
    ZoneId zone = ZoneId.systemDefault();
    return new AuditRecord.Query(
        of,
        actor,
        action,
        since == null ? null : since.atStartOfDay(zone).toInstant(),
        until == null ? null : until.plusDays(1).atStartOfDay(zone).toInstant(),
        before,
        wanted,
        person);
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
