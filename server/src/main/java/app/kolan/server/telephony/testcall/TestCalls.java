package app.kolan.server.telephony.testcall;

import app.kolan.server.business.BusinessSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The test calls that are open: one for each person, few at once, and none for long. Safe to
/// share.
public final class TestCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TestCalls.class);

  /// Each has a database and the connections of its providers.
  private static final int MOST = 6;

  private static final Duration LONGEST = Duration.ofMinutes(10);

  /// In which the page takes the last words.
  private static final Duration AFTERWARDS = Duration.ofSeconds(20);

  private final TestCallParts parts;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Map<Long, Open> open = new HashMap<>();
  private boolean closed;

  /// @param timer that ends it
  private record Open(TestCall call, long timer) {}

  public TestCalls(TestCallParts parts, Vertx vertx, InstantSource clock) {
    this.parts = parts;
    this.vertx = vertx;
    this.clock = clock;
  }

  /// Begins a test call, and ends the one that the person had before. Blocks for the disk.
  ///
  /// @param user who calls
  /// @return empty when there are too many
  /// @throws app.kolan.server.store.StoreException when its ledger cannot be made
  public Optional<TestCall> begin(long user, BusinessSettings settings) {
    endOf(user);
    if (isFull()) {
      return Optional.empty();
    }
    TestCall call = TestCall.open(settings, parts, vertx, clock);
    if (!add(user, call)) {
      call.close();
      return Optional.empty();
    }
    call.whenSettled(() -> vertx.setTimer(AFTERWARDS.toMillis(), _ -> end(user, call)));
    LOG.atInfo()
        .addKeyValue("business", settings.business().id())
        .addKeyValue("version", settings.version())
        .log("a test call has begun");
    return Optional.of(call);
  }

  private synchronized boolean isFull() {
    return closed || open.size() >= MOST;
  }

  private synchronized boolean add(long user, TestCall call) {
    if (isFull() || open.containsKey(user)) {
      return false;
    }
    open.put(user, new Open(call, vertx.setTimer(LONGEST.toMillis(), _ -> end(user, call))));
    return true;
  }

  /// The test call of a person in a business.
  public synchronized Optional<TestCall> of(long user, long business) {
    return Optional.ofNullable(open.get(user))
        .map(Open::call)
        .filter(call -> call.settings().business().id() == business);
  }

  /// Ends the test call of a person, if there is one. Blocks for seconds at most.
  public void endOf(long user) {
    Open mine;
    synchronized (this) {
      mine = open.remove(user);
    }
    if (mine != null) {
      vertx.cancelTimer(mine.timer());
      mine.call().close();
    }
  }

  /// Ends this one on a thread of its own.
  private void end(long user, TestCall call) {
    synchronized (this) {
      Open mine = open.get(user);
      if (mine == null || mine.call() != call) {
        return;
      }
      vertx.cancelTimer(mine.timer());
      open.remove(user);
    }
    Thread.ofVirtual().name("test-call-ends").start(call::close);
  }

  /// Ends all.
  @Override
  public void close() {
    List<Open> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(open.values());
      open.clear();
    }
    all.forEach(each -> each.call().close());
  }
}
