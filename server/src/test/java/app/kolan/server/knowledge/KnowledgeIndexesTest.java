package app.kolan.server.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Indexes that calls, console and API share.
@Tag("unit")
class KnowledgeIndexesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");

  private final AtomicInteger reads = new AtomicInteger();
  private final KnowledgeIndexes indexes = new KnowledgeIndexes();

  @TempDir private Path data;
  private Stores stores;
  private KnowledgeStore store;

  @BeforeEach
  void open() {
    stores = StoreFactory.open(data);
    store = counted(stores.knowledge());
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void all_who_ask_share_one_index_of_each_version() {
    add(1, "חניה", "יש חניון בבניין.");
    Stream.generate(() -> CompletableFuture.runAsync(() -> find(1, "חניון")))
        .limit(8)
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(reads).hasValue(1);

    add(1, "מעלית", "יש מעלית בכניסה.");
    assertThat(find(1, "מעלית")).isEqualTo(1);
    assertThat(find(2, "מעלית")).isZero();
    assertThat(reads).hasValue(3);
  }

  @Test
  void a_change_has_its_index_made_before_anybody_asks() {
    add(1, "חניה", "יש חניון בבניין.");
    new Knowledge(1, store, indexes).changed();
    Await.until(reads::get, made -> made == 1);
    assertThat(find(1, "חניון")).isEqualTo(1);
    assertThat(reads).hasValue(1);
  }

  @Test
  void what_was_not_asked_for_longest_goes_first() {
    var few = new KnowledgeIndexes(40);
    for (long business = 1; business <= 3; business++) {
      add(business, "חניה", "יש חניון בבניין.");
      few.of(business, store);
    }
    assertThat(few.size()).isEqualTo(2);
    few.of(3, store);
    assertThat(reads).hasValue(3);
    few.of(1, store);
    assertThat(reads).hasValue(4);
  }

  @Test
  void a_call_that_is_none_finds_all_and_notes_nothing() {
    add(1, "חניה", "יש חניון בבניין.");
    Knowledge toTry = new Knowledge(1, store, indexes).readOnly();
    assertThat(toTry.find("חניון", 3)).hasSize(1);
    toTry.noteUnanswered(new CallSid("CA00000000000000000000000000000001"), "יש מעלית?", NOON);
    assertThat(store.questions(1, 10)).isEmpty();
  }

  private int find(long business, String words) {
    return new Knowledge(business, store, indexes).find(words, 3).size();
  }

  private void add(long business, String title, String text) {
    store.put(Knowledge.page(business, title, text), "test", NOON);
  }

  /// Counts how often all passages of a business are read.
  private KnowledgeStore counted(KnowledgeStore of) {
    return (KnowledgeStore)
        Proxy.newProxyInstance(
            KnowledgeStore.class.getClassLoader(),
            new Class<?>[] {KnowledgeStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("passages") && arguments.length == 1) {
                reads.incrementAndGet();
              }
              return method.invoke(of, arguments);
            });
  }
}
