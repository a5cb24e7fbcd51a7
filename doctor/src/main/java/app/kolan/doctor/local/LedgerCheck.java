package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreInspection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether the ledger can be read and is intact, and what is pending in it. It is only read.
final class LedgerCheck implements Check {
  private static final Duration LATE = Duration.ofHours(1);

  private final Path folder;
  private final InstantSource clock;

  LedgerCheck(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public List<Finding> look() {
    var findings = new ArrayList<Finding>();
    try {
      String sqlite = StoreFactory.sqliteVersion();
      Optional<StoreInspection> ledger = StoreFactory.inspect(folder, clock.instant().minus(LATE));
      if (ledger.isEmpty()) {
        return List.of(Finding.fine("there is no ledger yet; SQLite %s works".formatted(sqlite)));
      }
      judgeVersion(ledger.get(), sqlite, findings);
      judgeRecordings(ledger.get(), findings);
      if (ledger.get().inUse()) {
        findings.add(
            Finding.note(
                "the ledger is open: by a server that runs, or by one that was killed while it"
                    + " ran"));
      }
    } catch (StoreException e) {
      findings.add(
          Finding.broken("the ledger cannot be used: " + what(e.code()), cause(e), e.remedy()));
    }
    return findings;
  }

  static String what(StoreException.Code code) {
    return switch (code) {
      case LEDGER_FOLDER -> "its folder cannot be read or written";
      case LEDGER_CORRUPT -> "kolan.db is damaged";
      case LEDGER_NEWER -> "a newer Kolan wrote it";
      case LEDGER_DISK_FULL -> "its disk is full";
      case LEDGER_BUSY -> "another program keeps it locked";
      case LEDGER_UNREACHABLE -> "its server cannot be reached";
      case LEDGER_REFUSED -> "its server refuses this user, password or database";
      case LEDGER_READ_ONLY -> "it cannot be written to";
      case LEDGER_SERVER_DISK_FULL -> "the disk of its server is full";
      case LEDGER_OVERLOADED -> "its server is too busy";
      case SOUND_STORE_UNREACHABLE -> "the S3 store cannot be reached";
      case SOUND_STORE_REFUSED -> "the S3 store refuses";
      case LEDGER_CLOSED -> "it is being closed";
      case LEDGER_FAILED -> "the database fails";
    };
  }

  private static String cause(StoreException failure) {
    Throwable cause = failure.getCause();
    String message = cause == null ? failure.getMessage() : cause.getMessage();
    return String.valueOf(message)
        .replace(failure.code() + ": ", "")
        .replace(". " + failure.remedy(), "");
  }

  private static void judgeVersion(StoreInspection ledger, String sqlite, List<Finding> findings) {
    int newest = ledger.newestVersion();
    if (ledger.version() > newest) {
      findings.add(
          Finding.broken(
              "the ledger has version %d, and this Kolan knows version %d"
                  .formatted(ledger.version(), newest),
              "a newer Kolan wrote it, and serve refuses it",
              "Run the Kolan that wrote it or a newer one."));
    } else if (ledger.version() < newest) {
      findings.add(
          Finding.note(
              "the ledger has version %d; the next start brings it to version %d"
                  .formatted(ledger.version(), newest)));
    } else {
      findings.add(
          Finding.fine(
              String.format(
                  Locale.ROOT,
                  "the ledger is sound: %d calls, %.1f MB, SQLite %s",
                  ledger.calls(),
                  ledger.bytes() / 1e6,
                  sqlite)));
    }
  }

  private static void judgeRecordings(StoreInspection ledger, List<Finding> findings) {
    if (ledger.toFetch() > 0) {
      findings.add(
          Finding.warning(
              "%d messages that callers left have not been fetched for more than an hour"
                  .formatted(ledger.toFetch()),
              "the server does not run, or Twilio refuses the token for REST requests",
              "Start the server; the log line “recording not fetched” says what Twilio answers."));
    }
    if (ledger.failed() > 0) {
      findings.add(
          Finding.warning(
              "%d messages that callers left could not be fetched".formatted(ledger.failed()),
              "Twilio has refused them; they are asked for again at the next start",
              "See them with: sqlite3 kolan.db \"select sid, problem from recordings where state ="
                  + " 'FAILED'\""));
    }
  }
}
