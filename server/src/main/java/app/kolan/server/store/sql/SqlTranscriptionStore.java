package app.kolan.server.store.sql;

import app.kolan.server.store.TranscriptionStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;

/// The transcriptions of sounds.
final class SqlTranscriptionStore implements TranscriptionStore {
  private final SqlDatabase database;

  SqlTranscriptionStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public List<Sound> findToTranscribe(CallSid call) {
    return database.read(handle -> TranscriptionTable.findToTranscribe(handle, call));
  }

  @Override
  public void begin(Sound sound, Instant at) {
    database.writeRepeatableOnly(
        (handle, mayBeDone) -> TranscriptionTable.begin(handle, mayBeDone, sound, at));
  }

  @Override
  public void addWords(Sound sound, String words, String provider, Instant at) {
    database.writeOnly(
        handle -> {
          database.serialize(handle, sound.call());
          TranscriptionTable.addWords(handle, sound, words, provider, at);
        });
  }

  @Override
  public void addFailure(Sound sound, String problem, boolean isOver, Instant at) {
    database.writeOnly(handle -> TranscriptionTable.addFailure(handle, sound, problem, isOver, at));
  }
}
