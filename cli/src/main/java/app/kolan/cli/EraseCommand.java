package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.Erasure;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.store.Erased;
import app.kolan.server.store.ErasureScope;
import app.kolan.server.store.StoreException;
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

/// `kolan erase`: deletes calls whole.
@Command(
    name = "erase",
    description = {
      "Deletes calls whole from the data folder: rows, words, leads, sounds, tapes, and what the"
          + " database keeps of deleted rows.",
      "",
      "Stop the server first. It asks before it deletes. What Twilio and your backups have stays"
          + " there."
    })
public final class EraseCommand implements Callable<Integer> {
  /// The tables, as people call what is in them.
  private static final List<String[]> NAMES =
      List.of(
          new String[] {"turns", "turns"},
          new String[] {"leads", "leads"},
          new String[] {"recordings", "recordings"},
          new String[] {"summaries", "summaries"},
          new String[] {"tool_uses", "uses of tools"},
          new String[] {"call_events", "reports of Twilio"});

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
        description = "Calls from this number, and those that were to be returned to it.")
    private @Nullable String number;

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
    ErasureScope wanted = scope(draft.config().business().locale());
    Path folder = data == null ? draft.config().data() : data;
    try {
      Optional<Erasure> erasure = Erasure.prepare(folder, wanted);
      if (erasure.isEmpty()) {
        err.println("There is no kolan.db in " + folder + ".");
        return ExitCode.SOFTWARE;
      }
      try (Erasure found = erasure.get()) {
        return erase(found);
      }
    } catch (StoreException e) {
      err.println("Not erased: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private ErasureScope scope(BusinessLocale locale) {
    if (scope.before != null) {
      return new ErasureScope.Before(scope.before.atStartOfDay(locale.zone()).toInstant());
    }
    if (scope.number != null) {
      return new ErasureScope.OfNumber(
          CallbackNumber.ofCaller(PhoneNumber.ofTwilio(scope.number), locale.country()));
    }
    try {
      return new ErasureScope.OfCall(new CallSid(String.valueOf(scope.call)));
    } catch (IllegalArgumentException _) {
      throw new ParameterException(
          spec.commandLine(),
          "--call takes a call's identifier: CA and 32 digits and letters a-f.");
    }
  }

  private int erase(Erasure erasure) {
    PrintWriter out = spec.commandLine().getOut();
    Erased found = erasure.count();
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
    return text.append(
            String.format(
                Locale.ROOT, ", %d files (%.1f MB).", found.files(), found.bytes() / 1_000_000.0))
        .toString();
  }
}
