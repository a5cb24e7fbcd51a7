package app.kolan.server.store.postgres;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// What a failure of PostgreSQL means, by its SQLSTATE
/// (https://www.postgresql.org/docs/18/errcodes-appendix.html). Jdbi's own exceptions carry the
/// statement with its values, which are people's words and tickets, and so stay behind.
final class PostgresFailures {
  private PostgresFailures() {}

  /// Whether the connection is gone or cannot be made: the next try needs another one.
  static boolean isConnectionLost(Throwable failure) {
    String state = state(failure);
    return state.startsWith("08")
        || state.equals("57P01") // admin_shutdown
        || state.equals("57P02") // crash_shutdown
        || state.equals("57P03"); // cannot_connect_now
  }

  /// Whether the transaction was undone because of another one, and may be run again.
  static boolean isUndoneByAnother(Throwable failure) {
    String state = state(failure);
    return state.equals("40001") || state.equals("40P01");
  }

  /// Whether all connections of the pool are in use while the server can be reached.
  static boolean isPoolExhausted(Throwable failure) {
    return sqlException(failure) instanceof SQLTransientConnectionException pool
        && (pool.getCause() == null || code(state(pool.getCause())) == Code.LEDGER_FAILED);
  }

  /// Whether no connection could be had.
  static boolean isCheckoutTimeout(Throwable failure) {
    return sqlException(failure) instanceof SQLTransientConnectionException;
  }

  static StoreException of(String what, Throwable failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    SQLException sql = sqlException(failure);
    if (sql == null) {
      return new StoreException(
          Code.LEDGER_FAILED, what, failure instanceof JdbiException ? null : failure);
    }
    if (sql instanceof SQLTransientConnectionException) {
      return isPoolExhausted(sql)
          ? new StoreException(Code.LEDGER_OVERLOADED, what, sql)
          : new StoreException(reachability(code(state(sql.getCause()))), what, sql);
    }
    return new StoreException(code(state(sql)), what, sql);
  }

  /// Why a database cannot be opened, in words.
  static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException _ -> {
          return "there is no such host";
        }
        case ConnectException _ -> {
          return "nothing takes connections there";
        }
        case SocketTimeoutException _ -> {
          return "there is no answer";
        }
        default -> {}
      }
    }
    String state = state(failure);
    return switch (state) {
      case "3D000" -> "there is no such database; create it with createdb";
      case "28P01", "28000" -> "the server refuses this user or password";
      case "42501" -> "the user lacks a permission";
      case "25006" -> "it is read-only";
      case "" -> String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
      default -> "SQLSTATE " + state;
    };
  }

  private static Code reachability(Code code) {
    return code == Code.LEDGER_FAILED ? Code.LEDGER_UNREACHABLE : code;
  }

  private static Code code(String state) {
    return switch (state) {
      case "53100" -> Code.LEDGER_SERVER_DISK_FULL;
      case "25006" -> Code.LEDGER_READ_ONLY;
      // too_many_connections, out_of_memory, lock_not_available, query_canceled, and what was
      // undone
      // by others again and again
      case "53300", "53200", "53000", "55P03", "57014", "40001", "40P01" -> Code.LEDGER_OVERLOADED;
      // invalid_catalog_name, insufficient_privilege
      case "3D000", "42501" -> Code.LEDGER_REFUSED;
      case "57P01", "57P02", "57P03" -> Code.LEDGER_UNREACHABLE;
      default ->
          state.startsWith("28")
              ? Code.LEDGER_REFUSED
              : state.startsWith("08") ? Code.LEDGER_UNREACHABLE : Code.LEDGER_FAILED;
    };
  }

  /// The SQLSTATE; empty when there is none.
  static String state(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private static @Nullable SQLException sqlException(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
