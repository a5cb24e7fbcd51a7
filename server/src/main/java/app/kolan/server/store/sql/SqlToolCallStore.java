package app.kolan.server.store.sql;

import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolCallStore;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Optional;

/// The tool calls.
final class SqlToolCallStore implements ToolCallStore {
  private final SqlDatabase database;

  SqlToolCallStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<ToolCallEntry> begin(ToolCallEntry entry) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> ToolCallTable.begin(handle, mayBeDone, entry));
  }

  @Override
  public void end(ToolCallEntry entry) {
    database.writeOnly(handle -> ToolCallTable.end(handle, entry));
  }

  @Override
  public List<ToolCallEntry> findByCall(CallSid call) {
    return database.read(handle -> ToolCallTable.findByCall(handle, call));
  }
}
