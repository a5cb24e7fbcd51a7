package app.kolan.server.callevents;

import app.kolan.server.callevents.CallEvent.TurnOver;
import app.kolan.server.callevents.CallEvent.Understood;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Turn;
import app.kolan.server.store.TurnStore;
import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Map;

/// Turns that are published as they are written.
record WatchedTurns(TurnStore turns, WatchedStores events) implements TurnStore {
  @Override
  public int add(NewTurn turn) {
    return told(turn, turns.add(turn));
  }

  @Override
  public int addUnlessThere(NewTurn turn) {
    return told(turn, turns.addUnlessThere(turn));
  }

  private int told(NewTurn turn, int position) {
    events.publish(turn.call(), new TurnOver(position, turn.speaker(), turn.about(), turn.words()));
    return position;
  }

  @Override
  public void setWords(CallSid call, int position, String words) {
    turns.setWords(call, position, words);
    events.publish(call, new Understood(position, words));
  }

  @Override
  public void addTranslations(Map<Turn, String> translations) {
    turns.addTranslations(translations);
  }

  @Override
  public List<Turn> findByCall(CallSid call) {
    return turns.findByCall(call);
  }

  @Override
  public void addTimes(TurnTimes times) {
    turns.addTimes(times);
  }

  @Override
  public List<TurnTimes> times(CallSid call) {
    return turns.times(call);
  }
}
