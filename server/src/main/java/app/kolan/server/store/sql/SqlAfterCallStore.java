package app.kolan.server.store.sql;

import app.kolan.server.store.AfterCallStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is left to do of calls.
final class SqlAfterCallStore implements AfterCallStore {
  private final SqlDatabase database;

  SqlAfterCallStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public List<Work> findDue(Instant now, int limit) {
    return database.read(handle -> AfterCallTable.findDue(handle, now, limit));
  }

  @Override
  public Optional<Instant> nextDue() {
    return database.read(AfterCallTable::nextDue);
  }

  /// One whose answer was lost is taken by nobody, until it is due again.
  @Override
  public Optional<Work> claim(Work work, Instant until, Instant at) {
    return database.write(handle -> AfterCallTable.claim(handle, work, until, at));
  }

  @Override
  public Optional<Work> renew(Work work, Instant until) {
    var renewed = new Work(work.call(), work.business(), work.revision(), work.attempts(), until);
    return database.writeRepeatable(
        (handle, mayBeDone) ->
            AfterCallTable.renew(handle, work, until)
                    || (mayBeDone && AfterCallTable.renew(handle, renewed, until))
                ? Optional.of(renewed)
                : Optional.empty());
  }

  @Override
  public void putBack(Work work, Instant dueAt, Instant at) {
    database.writeOnly(handle -> AfterCallTable.settle(handle, work, "WAITING", dueAt, at));
  }

  @Override
  public void done(Work work, Instant at) {
    database.writeOnly(handle -> AfterCallTable.settle(handle, work, "DONE", at, at));
  }

  @Override
  public void release(Instant at) {
    database.writeOnly(handle -> AfterCallTable.release(handle, at));
  }

  @Override
  public boolean isDone(CallSid call) {
    return database.read(handle -> AfterCallTable.isDone(handle, call));
  }
}
