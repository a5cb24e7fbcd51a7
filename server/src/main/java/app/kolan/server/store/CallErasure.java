package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Map;

/// Deletes calls from a database so that nothing of them stays in its files. No server may use the
/// database meanwhile. One thread uses it. Every method throws [StoreException] when the database
/// fails.
public interface CallErasure extends AutoCloseable {
  /// Chooses the calls that [#rows] counts and [#delete] deletes. They stay.
  List<CallSid> choose(ErasureScope scope);

  /// How many rows of each table belong to the calls, by its name.
  Map<String, Integer> rows();

  /// Looks for the room that [#delete] takes, before anything is deleted: what is left of rows
  /// whose deletion broke off halfway, nothing would find.
  void requireRoom();

  /// Deletes the rows of the calls, all or none, and what the database keeps of them. Doing it
  /// again is safe.
  void delete();

  @Override
  void close();
}
