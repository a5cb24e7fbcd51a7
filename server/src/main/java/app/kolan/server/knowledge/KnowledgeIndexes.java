package app.kolan.server.knowledge;

import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.StoreException;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The indexes of businesses' knowledge in memory: made once for each business and version of its
/// sources, and shared by calls, console and API. Safe to share.
///
/// Who asks reads the version first, so that a change on whichever server is seen at once, and
/// waits while the index is made, by whoever came first. After a change on this server it is made
/// at once, beside calls. Those that were not asked for longest go when all together become large,
/// and any when memory is short.
public final class KnowledgeIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeIndexes.class);

  /// In characters of passages: of some hundred businesses, or of six that are as large as one may
  /// be. An index takes about ten times as many bytes.
  private static final long MOST_CHARACTERS = 12_000_000;

  private final long mostCharacters;
  private final Map<Long, Entry> entries = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

  /// One thread, for as long as there is something to make.
  private final ThreadPoolExecutor maker =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("knowledge-index").factory());

  public KnowledgeIndexes() {
    this(MOST_CHARACTERS);
  }

  KnowledgeIndexes(long mostCharacters) {
    this.mostCharacters = mostCharacters;
    maker.allowCoreThreadTimeOut(true);
  }

  private record Made(long version, KnowledgeIndex index) {}

  /// What is known of one business. Its monitor is held while the index is made.
  private static final class Entry {
    private SoftReference<@Nullable Made> made = new SoftReference<>(null);
    private volatile long characters;
    private boolean isWanted;
  }

  /// The index of a business as its sources are now; waits until it is made.
  ///
  /// @param store to read from
  KnowledgeIndex of(long business, KnowledgeStore store) {
    long version = store.version(business);
    Entry entry = entry(business);
    KnowledgeIndex index;
    synchronized (entry) {
      Made known = entry.made.get();
      if (known != null && known.version() >= version) {
        return known.index();
      }
      index = new KnowledgeIndex(store.passages(business));
      entry.made = new SoftReference<>(new Made(version, index));
      entry.characters = index.characters();
    }
    trim(business);
    return index;
  }

  /// Makes the index of a business beside everything else: its sources were changed.
  public void prepare(long business, KnowledgeStore store) {
    Entry entry = entry(business);
    synchronized (entries) {
      if (entry.isWanted) {
        return;
      }
      entry.isWanted = true;
    }
    maker.execute(
        () -> {
          synchronized (entries) {
            entry.isWanted = false;
          }
          try {
            of(business, store);
          } catch (StoreException e) {
            LOG.debug("an index was not made, and will be when somebody asks", e);
          }
        });
  }

  private Entry entry(long business) {
    synchronized (entries) {
      return entries.computeIfAbsent(business, _ -> new Entry());
    }
  }

  /// Forgets what was not asked for longest, but never what was just made.
  private void trim(long newest) {
    synchronized (entries) {
      long all = entries.values().stream().mapToLong(entry -> entry.characters).sum();
      Iterator<Map.Entry<Long, Entry>> oldest = entries.entrySet().iterator();
      while (all > mostCharacters && oldest.hasNext()) {
        Map.Entry<Long, Entry> next = oldest.next();
        if (next.getKey() != newest && !next.getValue().isWanted) {
          all -= next.getValue().characters;
          oldest.remove();
        }
      }
    }
  }

  /// How many businesses have one.
  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }
}
