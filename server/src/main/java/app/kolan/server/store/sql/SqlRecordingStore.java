package app.kolan.server.store.sql;

import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingStore;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The recordings.
final class SqlRecordingStore implements RecordingStore {
  private final SqlDatabase database;

  SqlRecordingStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public boolean announce(RecordingSid sid, CallSid call, @Nullable Duration length, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          database.serialize(handle, call);
          boolean isNew = RecordingTable.announce(handle, mayBeDone, sid, call, length, at);
          if (isNew) {
            LeadTable.addMessage(handle, call, sid, at);
          }
          return isNew;
        });
  }

  @Override
  public boolean markStored(
      RecordingSid sid, String audioFile, long bytes, @Nullable Duration length, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          boolean isFirst =
              RecordingTable.markStored(handle, mayBeDone, sid, audioFile, bytes, length, at);
          if (isFirst) {
            RecordingTable.find(handle, sid)
                .ifPresent(
                    stored -> {
                      CallTable.setUnplayed(handle, stored.call(), true);
                      PendingCallTable.touch(handle, stored.call(), true);
                    });
          }
          return isFirst;
        });
  }

  @Override
  public void markAbsent(RecordingSid sid, CallSid call, String problem, Instant at) {
    database.writeOnly(handle -> RecordingTable.markAbsent(handle, sid, call, problem, at));
  }

  @Override
  public void addFailedAttempt(RecordingSid sid, String problem, Instant at) {
    database.writeRepeatableOnly(
        (handle, mayBeDone) ->
            RecordingTable.addFailedAttempt(handle, mayBeDone, sid, problem, at));
  }

  @Override
  public void markFailed(RecordingSid sid, String problem, Instant at) {
    database.writeRepeatableOnly(
        (handle, mayBeDone) -> RecordingTable.markFailed(handle, mayBeDone, sid, problem, at));
  }

  @Override
  public void addTranslation(Recording message, String translation) {
    database.writeOnly(handle -> RecordingTable.setTranslation(handle, message, translation));
  }

  @Override
  public Optional<Recording> find(RecordingSid sid) {
    return database.read(handle -> RecordingTable.find(handle, sid));
  }

  @Override
  public List<Recording> findByCall(CallSid call) {
    return database.read(handle -> RecordingTable.findByCall(handle, call));
  }

  @Override
  public List<Recording> findToFetch() {
    return database.read(RecordingTable::findToFetch);
  }
}
