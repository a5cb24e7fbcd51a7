package app.kolan.server.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A store could not be opened, read or written. The message names what went wrong and what to do
/// about it, and never what was to be written.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What went wrong, with its remedy.
  public enum Code {
    LEDGER_FOLDER("Choose a data folder on a local disk that this user may write to."),
    LEDGER_CORRUPT(
        "Stop Kolan, keep a copy of the folder, and restore kolan.db from a backup"
            + " or with sqlite3's .recover command."),
    LEDGER_NEWER("Run the Kolan that wrote it or a newer one; an older one would misread it."),
    LEDGER_DISK_FULL(
        "Free space on the disk of the data folder; a server that runs goes on by itself."),
    LEDGER_BUSY("See that no other program keeps kolan.db locked."),
    LEDGER_UNREACHABLE(
        "See that the database server of KOLAN_DATABASE runs and that this machine reaches it;"
            + " a server that runs goes on by itself."),
    LEDGER_REFUSED(
        "Check user, password and name of the database in KOLAN_DATABASE, and that this user may"
            + " create tables there."),
    LEDGER_READ_ONLY("Let KOLAN_DATABASE name the primary; this server is a standby or read-only."),
    LEDGER_SERVER_DISK_FULL(
        "Free space on the disk of the database server; a server that runs goes on by itself."),
    LEDGER_OVERLOADED(
        "See what keeps the database server busy: locks, too few connections or too slow a disk."),
    SOUND_STORE_UNREACHABLE(
        "See that the S3 store of KOLAN_S3_ENDPOINT runs and that this machine reaches it; sounds"
            + " wait in the data folder meanwhile."),
    SOUND_STORE_REFUSED(
        "Check bucket, region and keys of the S3 store in KOLAN_S3_…, and that the key may list,"
            + " read, write and delete there."),
    LEDGER_CLOSED("Nothing to do: Kolan is stopping."),
    LEDGER_FAILED("Look at the cause; if it returns, report it.");

    private final String remedy;

    Code(String remedy) {
      this.remedy = remedy;
    }

    /// Whether a write that failed with it may succeed later.
    public boolean mayPass() {
      return switch (this) {
        case LEDGER_FOLDER, LEDGER_CORRUPT, LEDGER_DISK_FULL, LEDGER_BUSY -> true;
        case LEDGER_NEWER, LEDGER_CLOSED, LEDGER_FAILED -> false;
        case LEDGER_UNREACHABLE,
            LEDGER_REFUSED,
            LEDGER_READ_ONLY,
            LEDGER_SERVER_DISK_FULL,
            LEDGER_OVERLOADED,
            SOUND_STORE_UNREACHABLE,
            SOUND_STORE_REFUSED ->
            true;
      };
    }

    /// Whether it is trouble of a database server, which all servers that use it have at once.
    public boolean isShared() {
      return switch (this) {
        case LEDGER_UNREACHABLE,
            LEDGER_REFUSED,
            LEDGER_READ_ONLY,
            LEDGER_SERVER_DISK_FULL,
            LEDGER_OVERLOADED,
            SOUND_STORE_UNREACHABLE,
            SOUND_STORE_REFUSED ->
            true;
        case LEDGER_FOLDER,
            LEDGER_CORRUPT,
            LEDGER_DISK_FULL,
            LEDGER_BUSY,
            LEDGER_NEWER,
            LEDGER_CLOSED,
            LEDGER_FAILED ->
            false;
      };
    }
  }

  private final Code code;
  private final String remedy;

  /// For the implementations of the stores.
  ///
  /// @param what what was attempted, without any of the values that were to be written
  /// @param cause one that contains none of them either
  public StoreException(Code code, String what, @Nullable Throwable cause) {
    this(code, what, code.remedy, cause);
  }

  /// The same, where more is known of what helps than the code says.
  ///
  /// @param remedy what to do about it, in whole sentences
  public StoreException(Code code, String what, String remedy, @Nullable Throwable cause) {
    super("%s: %s. %s".formatted(code, what, remedy), cause);
    this.code = Objects.requireNonNull(code);
    this.remedy = remedy;
  }

  /// What went wrong, by the name that the log uses.
  public Code code() {
    return code;
  }

  /// What to do about it.
  public String remedy() {
    return remedy;
  }
}
