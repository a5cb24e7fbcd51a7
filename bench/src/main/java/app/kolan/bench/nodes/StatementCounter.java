package app.kolan.bench.nodes;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a PostgreSQL server says it has done, by the `CommandComplete` messages of its
/// protocol (version 3, without TLS).
///
/// Source: https://www.postgresql.org/docs/current/protocol-message-formats.html
final class StatementCounter {
  private final LongAdder statements = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final LongAdder writingCommits = new LongAdder();

  /// What was counted until a moment.
  ///
  /// @param statements without those that begin or end a transaction, or set something
  /// @param writes those that insert, update or delete
  /// @param commits of transactions in which something was written
  record Counts(double statements, double writes, double commits) {
    Counts minus(Counts other) {
      return new Counts(
          statements - other.statements, writes - other.writes, commits - other.commits);
    }

    Counts times(double factor) {
      return new Counts(statements * factor, writes * factor, commits * factor);
    }
  }

  Counts now() {
    return new Counts(statements.sum(), writes.sum(), writingCommits.sum());
  }

  /// One connection's part of it. Used by one thread.
  TcpProxy.Observer connection() {
    return new Connection();
  }

  private final class Connection implements TcpProxy.Observer {
    private static final int HEAD = 5;

    private final byte[] head = new byte[HEAD];
    private final StringBuilder tag = new StringBuilder();
    private int headRead;
    private int bodyLeft;
    private boolean inTransaction;
    private boolean hasWritten;

    @Override
    public void saw(byte[] bytes, int length) {
      for (int i = 0; i < length; i++) {
        if (headRead < HEAD) {
          readHead(bytes[i]);
        } else {
          readBody(bytes[i]);
        }
        if (headRead == HEAD && bodyLeft == 0) {
          over();
        }
      }
    }

    private void readHead(byte next) {
      head[headRead++] = next;
      if (headRead == HEAD) {
        int whole = 0;
        for (int i = 1; i < HEAD; i++) {
          whole = whole << Byte.SIZE | head[i] & 0xff;
        }
        bodyLeft = whole - Integer.BYTES;
      }
    }

    private void readBody(byte next) {
      if (head[0] == 'C' && next != 0) {
        tag.append(new String(new byte[] {next}, StandardCharsets.US_ASCII));
      }
      bodyLeft--;
    }

    private void over() {
      if (head[0] == 'C') {
        done(tag.toString().split(" ", 2)[0]);
      }
      headRead = 0;
      tag.setLength(0);
    }

    private void done(String command) {
      switch (command) {
        case "BEGIN" -> {
          inTransaction = true;
          hasWritten = false;
        }
        case "COMMIT" -> end();
        case "ROLLBACK" -> inTransaction = false;
        case "SET" -> {}
        case "INSERT", "UPDATE", "DELETE" -> {
          statements.increment();
          writes.increment();
          hasWritten = true;
          if (!inTransaction) {
            end();
          }
        }
        default -> statements.increment();
      }
    }

    private void end() {
      if (hasWritten) {
        writingCommits.increment();
      }
      hasWritten = false;
      inTransaction = false;
    }
  }
}
