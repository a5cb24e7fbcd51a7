package app.kolan.cli;

import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.directory.SecretKeyFile;
import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.StoreBackup;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.s3.S3Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan backup`: a copy of everything that is remembered, while calls run.
@Command(
    name = "backup",
    description = {
      "Copies the database and the sounds into a new folder, while the server goes on.",
      "With SQLite the folder is a data folder in itself: let KOLAN_DATA name it, and start.",
      "With KOLAN_DATABASE, pg_dump writes kolan.pgdump, for pg_restore."
    })
final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "A folder that is not there yet, or is empty.")
  private Path folder = Path.of("");

  private final Supplier<ConfigDraft> settings;

  /// Reads the settings of this process.
  BackupCommand() {
    this(ConfigReader::draft);
  }

  BackupCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    LogLevel.quiet();
    PrintWriter err = spec.commandLine().getErr();
    ConfigDraft draft = settings.get();
    if (!StoreProblems.explain(draft, err)) {
      return ExitCode.USAGE;
    }
    Path target = folder.toAbsolutePath().normalize();
    try {
      if (Files.exists(target) && !isEmptyFolder(target)) {
        err.println(
            "Kolan makes no backup into %s: there is something already. Name a new folder."
                .formatted(target));
        return ExitCode.SOFTWARE;
      }
      PrivateFolders.create(target);
      spec.commandLine().getOut().println("Copying to " + target + " …");
      spec.commandLine().getOut().flush();
      StoreBackup made;
      try (var _ = BackupProgress.of(target, spec.commandLine().getOut())) {
        made = StoreFactory.backUp(draft.config().store(), target);
      }
      tell(target, made, draft.config());
      return ExitCode.OK;
    } catch (IOException e) {
      err.println("Kolan makes no backup: %s cannot be written to (%s).".formatted(target, e));
      return ExitCode.SOFTWARE;
    } catch (StoreException e) {
      err.println(
          e.code() == StoreException.Code.LEDGER_DISK_FULL
              ? "Kolan makes no backup: there is not enough room on the disk of %s. Name a folder on another one, or make room."
                  .formatted(target)
              : "Kolan makes no backup: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private void tell(Path target, StoreBackup backup, Config config) {
    PrintWriter out = spec.commandLine().getOut();
    S3Settings.Bucket store = config.get(S3Settings.GROUP).bucket();
    out.println(
        "Made %s with %d calls, and %d sounds beside it."
            .formatted(target.resolve(backup.database()), backup.calls(), backup.sounds()));
    if (backup.missing() > 0 && store != null) {
      out.println(
          "%d sounds are not on this machine. Those in %s are not copied: keep versions of the bucket, or copy it with the store's own tools."
              .formatted(backup.missing(), store));
    } else if (backup.missing() > 0) {
      out.println(
          "Note: %d sounds that the database names are not in the data folder of this machine."
              .formatted(backup.missing()));
    }
    if (Files.exists(target.resolve(SecretKeyFile.NAME))) {
      out.println(
          "The key of the settings and accounts in it is there, too (%s): keep it as safe as the data folder."
              .formatted(SecretKeyFile.NAME));
    }
    out.println(
        backup.database().equals("kolan.db")
            ? "To use it: KOLAN_DATA=%s kolan serve".formatted(target)
            : "To restore it: pg_restore --dbname=NEW_DATABASE %s, and copy what stands beside it to the data folder."
                .formatted(target.resolve(backup.database())));
    out.flush();
  }

  private static boolean isEmptyFolder(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (var files = Files.list(target)) {
      return files.findAny().isEmpty();
    }
  }
}
