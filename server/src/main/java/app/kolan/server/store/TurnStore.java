package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Map;

/// The turns of calls: who spoke when, what was said, and how long each stage of an answer took.
///
/// See [Stores] for durability, threads and errors.
public interface TurnStore {
  /// Adds a turn to the end of a call. Concurrent callers get positions without gaps. Not
  /// idempotent: adding it again adds another turn.
  ///
  /// @return its position, from 0
  /// @throws IllegalStateException when the call never arrived
  int add(NewTurn turn);

  /// Adds a turn unless it is there: an earlier [#add] of it has failed, which may have been done
  /// all the same. Idempotent: in a call, one side takes no two turns about the same thing at the
  /// same time.
  ///
  /// @return its position, from 0
  /// @throws IllegalStateException when the call never arrived
  int addUnlessThere(NewTurn turn);

  /// Sets the words of a turn, and does not wait for the disk: the caller on the line waits for the
  /// answer, and the sound of the turn is stored already. A failure is logged. A later read on any
  /// thread sees the words once a later awaited write has returned. Setting them again replaces
  /// them; a turn that does not exist is ignored.
  void setWords(CallSid call, int position, String words);

  /// Stores what turns of a call say in the language of the business, all at once. A turn that does
  /// not exist, or whose words are no longer those of this turn, is left as it is.
  ///
  /// @param translations of turns as they were read
  void addTranslations(Map<Turn, String> translations);

  /// A call's turns in order.
  List<Turn> findByCall(CallSid call);

  /// Adds the times of a turn's stages, and does not wait for the disk. A failure is logged. The
  /// first times of a turn are kept, later ones ignored.
  void addTimes(TurnTimes times);

  /// The times of a call's turns, in the order of the turns.
  List<TurnTimes> times(CallSid call);
}
