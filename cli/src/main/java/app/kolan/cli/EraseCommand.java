package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.Erasure;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan erase`: deletes people and calls whole.
@Command(
    name = "erase",
    description = {
      "Deletes a person or calls whole, from SQLite and PostgreSQL: rows, words, leads, contacts,"
          + " sounds, tapes, and what the database keeps of deleted rows. What is only counted, such"
          + " as minutes and costs, stays.",
      "",
      "Stop the server of the data folder first; a server that runs erases by its API. It asks before"
          + " it deletes. What is under a legal hold stays, as does what Twilio, your backups and the"
          + " write-ahead log of PostgreSQL have."
    })
public final class EraseCommand implements Callable<Integer> {
  /// The tables, as people call what is in them.
  private static final List<String[]> NAMES =
      List.of(
          new String[] {"turns", "turns"},
          new String[] {"leads", "leads"},
          new String[] {"recordings", "recordings"},
          new String[] {"summaries", "summaries"},
          new String[] {"toolUses", "uses of tools"},
          new String[] {"callEvents", "reports of Twilio"});

  private final Supplier<ConfigDraft> settings;
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Scope scope = new Scope();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The data folder; that of the settings by default.")
  private @Nullable Path data;

  @Option(names = "--dry-run", description = "Say what would be deleted, and delete nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /// Only picocli makes one.
  EraseCommand() {
    this(ConfigReader::draft, Terminal.ofProcess());
  }

  EraseCommand(Supplier<ConfigDraft> settings, Terminal terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  @Option(
      names = "--business",
      paramLabel = "SLUG",
      description = "In which business; with --number, in all unless one is named.")
  private @Nullable String business;

  /// Which calls; one of these.
  static final class Scope {
    @Option(
        names = "--before",
        paramLabel = "DATE",
        description = "Calls from before this day, such as 2026-11-01, at the business.")
    private @Nullable LocalDate before;

    @Option(
        names = "--number",
        paramLabel = "NUMBER",
        description =
            "A person, by a number: all that is known of him, calls from his numbers, and those that"
                + " were to be returned to one.")
    private @Nullable String number;

    @Option(
        names = "--contact",
        paramLabel = "N",
        description = "A person, by a contact of his: all that is known of him in his business.")
    private @Nullable Long contact;

    @Option(names = "--call", paramLabel = "CA…", description = "The call with this identifier.")
    private @Nullable String call;

    Scope() {}
  }

  @Override
  public Integer call() {
    LogLevel.quiet();
    PrintWriter err = spec.commandLine().getErr();
    ConfigDraft draft = settings.get();
    if (!draft.readable()) {
      return UnreadableSettings.explain(draft, err);
    }
    Erasure.ScopeOf wanted = scope(draft.config().business().locale());
    Path folder = data == null ? draft.config().data() : data;
    var store = new StoreSettings(folder, draft.config().store().database());
    try {
      Optional<Erasure> erasure = Erasure.prepare(draft.config(), store, business, wanted);
      if (erasure.isEmpty()) {
        err.println("There is no kolan.db in " + folder + ".");
        return ExitCode.SOFTWARE;
      }
      try (Erasure found = erasure.get()) {
        return erase(found);
      }
    } catch (PrivacyRefusal refusal) {
      err.println(refusal.getMessage());
      return ExitCode.SOFTWARE;
    } catch (StoreException e) {
      err.println("Not erased: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private Erasure.ScopeOf scope(BusinessLocale locale) {
    if (scope.before != null) {
      var before = new ErasureScope.Before(scope.before.atStartOfDay(locale.zone()).toInstant());
      return _ -> before;
    }
    Long contact = scope.contact;
    if (contact != null) {
      return named -> new ErasureScope.OfContact(named == null ? Business.FIRST : named, contact);
    }
    if (scope.number != null) {
      PhoneNumber number = PersonOption.number(spec, scope.number, locale.country());
      return named -> new ErasureScope.OfNumber(named, number);
    }
    try {
      var call = new CallSid(String.valueOf(scope.call));
      return named -> new ErasureScope.OfCall(named, call);
    } catch (IllegalArgumentException _) {
      throw new ParameterException(
          spec.commandLine(),
          "--call takes a call's identifier: CA and 32 digits and letters a-f.");
    }
  }

  private int erase(Erasure erasure) {
    PrintWriter out = spec.commandLine().getOut();
    Erased found = erasure.count();
    if (erasure.kept() > 0) {
      out.println(
          "%d calls stay: they are under a legal hold, or under way.".formatted(erasure.kept()));
    }
    if (found.isEmpty()) {
      out.println("There is no such call.");
      return ExitCode.OK;
    }
    if (dryRun) {
      out.println("Would be deleted: " + list(found));
      return ExitCode.OK;
    }
    if (!yes) {
      out.println("To be deleted: " + list(found));
      out.flush();
      if (!terminal.isThere()) {
        spec.commandLine().getErr().println("Nothing is deleted: add --yes to delete it unasked.");
        return ExitCode.USAGE;
      }
      if (!terminal.ask("Delete it for good? Type yes: ").equalsIgnoreCase("yes")) {
        out.println("Nothing is deleted.");
        return ExitCode.OK;
      }
    }
    erasure.run();
    out.println("Deleted: " + list(found));
    out.println(
        "Recordings and the call log at Twilio, backups and summaries sent are not touched.");
    return ExitCode.OK;
  }

  private static String list(Erased found) {
    var text = new StringBuilder(found.calls() == 1 ? "1 call" : found.calls() + " calls");
    for (String[] table : NAMES) {
      text.append(", ").append(found.rows().getOrDefault(table[0], 0)).append(' ').append(table[1]);
    }
    int contacts = found.rows().getOrDefault("contacts", 0);
    if (contacts > 0) {
      text.append(", ").append(contacts).append(contacts == 1 ? " contact" : " contacts");
    }
    return text.append(
            String.format(
                Locale.ROOT, ", %d files (%.1f MB).", found.files(), found.bytes() / 1_000_000.0))
        .toString();
  }
}
