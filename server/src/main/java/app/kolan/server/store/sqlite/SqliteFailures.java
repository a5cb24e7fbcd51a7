package app.kolan.server.store.sqlite;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// What becomes of a failure in the database. Jdbi's own exceptions carry the statement with its
/// values, which are people's words and tickets, and so stay behind.
final class SqliteFailures {
  // SQLite's primary result codes, https://www.sqlite.org/rescode.html
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;
  private static final int PRIMARY = 0xFF;

  private SqliteFailures() {}

  /// The result of work that another thread does, or its failure as this thread's own.
  static <T> T await(Supplier<CompletableFuture<T>> work) {
    try {
      return work.get().join();
    } catch (RejectedExecutionException e) {
      throw new StoreException(Code.LEDGER_CLOSED, "the ledger is closed", null);
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case JdbiException failure -> throw of("the ledger's database failed", failure);
        case StoreException failure -> throw failure;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  static StoreException of(String what, Throwable failure) {
    SQLException sql = sqlException(failure);
    if (sql == null) {
      boolean notifications = failure instanceof JdbiException;
      return new StoreException(Code.LEDGER_FAILED, what, notifications ? null : failure);
    }
    return new StoreException(code(sql), what, sql);
  }

  private static Code code(SQLException sql) {
    return switch (sql.getErrorCode() & PRIMARY) {
      case BUSY, LOCKED -> Code.LEDGER_BUSY;
      case CORRUPT, NOT_A_DATABASE -> Code.LEDGER_CORRUPT;
      case FULL -> Code.LEDGER_DISK_FULL;
      case READ_ONLY, CANNOT_OPEN, IO_ERROR -> Code.LEDGER_FOLDER;
      default -> Code.LEDGER_FAILED;
    };
  }

  /// Whether another connection holds the lock that was needed.
  static boolean isBusy(Throwable failure) {
    SQLException sql = sqlException(failure);
    return sql != null && code(sql) == Code.LEDGER_BUSY;
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
