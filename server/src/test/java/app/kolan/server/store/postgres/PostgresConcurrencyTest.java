package app.kolan.server.store.postgres;

import app.kolan.server.Await;
import app.kolan.server.store.ConcurrencyContract;
import app.kolan.server.store.Sample;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresConcurrencyTest extends ConcurrencyContract {
  private static final int READERS = 16;

  private final String url = TestPostgres.newDatabase();

  /// On a busy machine a new connection takes longer than a caller is made to wait: all of them are
  /// there before a test begins.
  @Override
  protected Stores open() {
    Stores stores = TestPostgres.open(url);
    Await.until("all connections are there", () -> canBeRead(stores));
    return stores;
  }

  private static boolean canBeRead(Stores stores) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reads =
          IntStream.range(0, READERS)
              .mapToObj(i -> threads.submit(() -> stores.calls().find(Sample.call(i))))
              .toList();
      for (Future<?> read : reads) {
        read.get();
      }
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException) {
        return false;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
