package app.kolan.server.examination;

import app.kolan.server.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps texts in memory, unless it is made to fail.
final class MapExaminationStore implements ExaminationStore {
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  volatile boolean fails;

  private void mayFail() {
    if (fails) {
      throw new StoreException(StoreException.Code.LEDGER_UNREACHABLE, "away", null);
    }
  }

  @Override
  public void keep(long business, String kind, long run, String body) {
    mayFail();
    texts.put(business + kind, body);
  }

  @Override
  public Optional<String> find(long business, String kind) {
    mayFail();
    return Optional.ofNullable(texts.get(business + kind));
  }

  @Override
  public void remove(long business, String kind) {
    mayFail();
    texts.remove(business + kind);
  }
}
