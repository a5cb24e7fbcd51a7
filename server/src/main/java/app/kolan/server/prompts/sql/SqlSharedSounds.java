package app.kolan.server.prompts.sql;

import app.kolan.server.prompts.SharedSounds;
import app.kolan.server.prompts.SoundForms;
import app.kolan.server.store.sql.SqlDatabase;
import java.util.Optional;
import java.util.Set;

/// The sounds of businesses' own in the table `own_sounds`.
public final class SqlSharedSounds implements SharedSounds {
  private final SqlDatabase database;

  public SqlSharedSounds(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void keep(String hash, SoundForms sound) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate(
                    "insert into own_sounds (hash, mulaw, mp3) values (:hash, :mulaw, :mp3)"
                        + " on conflict (hash) do nothing")
                .bind("hash", hash)
                .bind("mulaw", sound.mulaw())
                .bind("mp3", sound.mp3())
                .execute());
  }

  @Override
  public Optional<SoundForms> find(String hash) {
    return database.read(
        handle ->
            handle
                .createQuery("select mulaw, mp3 from own_sounds where hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> new SoundForms(row.getBytes("mulaw"), row.getBytes("mp3")))
                .findOne());
  }

  @Override
  public Set<String> hashes() {
    return database.read(
        handle -> handle.createQuery("select hash from own_sounds").mapTo(String.class).set());
  }
}
