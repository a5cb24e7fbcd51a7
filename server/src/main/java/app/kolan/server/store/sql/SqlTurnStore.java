package app.kolan.server.store.sql;

import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnStore;
import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Map;

/// The turns and the times of their stages.
final class SqlTurnStore implements TurnStore {
  private final SqlDatabase database;

  SqlTurnStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public int add(NewTurn turn) {
    return database.writeRepeatable((handle, mayBeDone) -> TurnTable.add(handle, mayBeDone, turn));
  }

  @Override
  public int addUnlessThere(NewTurn turn) {
    return database.write(handle -> TurnTable.add(handle, true, turn));
  }

  @Override
  public void setWords(CallSid call, int position, String words) {
    database.writeUnawaited(handle -> TurnTable.setWords(handle, call, position, words));
  }

  @Override
  public void addTranslations(Map<Turn, String> translations) {
    database.writeOnly(
        handle ->
            translations.forEach(
                (turn, translation) -> TurnTable.setTranslation(handle, turn, translation)));
  }

  @Override
  public List<Turn> findByCall(CallSid call) {
    return database.read(handle -> TurnTable.findByCall(handle, call));
  }

  @Override
  public void addTimes(TurnTimes times) {
    database.writeUnawaited(handle -> TurnTimesTable.add(handle, times));
  }

  @Override
  public List<TurnTimes> times(CallSid call) {
    return database.read(handle -> TurnTimesTable.findByCall(handle, call));
  }
}
