package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.DiskSpace;
import app.kolan.server.store.StoreMonitor;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class MissedMessageSearchTest {
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final PhoneNumber CALLER = new PhoneNumber("+972501234567");

  @TempDir Path folder;
  Stores stores;
  StoreMonitor monitor;
  final CountDownLatch looked = new CountDownLatch(1);

  @BeforeEach
  void open() {
    stores = StoreFactory.open(folder);
    monitor = StoreMonitor.start(stores, DiskSpace.of(folder));
    stores
        .calls()
        .addArrival(
            new CallSid("CA" + "1".repeat(32)), "AC1", 1, 0, CALLER, CALLER, "ticket", NOON);
  }

  @AfterEach
  void close() {
    monitor.close();
    stores.close();
  }

  @Test
  void messages_are_looked_for_once_the_pause_after_a_start_is_over() throws Exception {
    try (var _ = search(Duration.ofMillis(1))) {
      assertThat(looked.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_start_does_not_look_at_once_and_a_stop_does_not_wait_for_it() {
    search(Duration.ofDays(1)).close();

    assertThat(looked.getCount()).isOne();
  }

  private MissedMessageSearch search(Duration afterStart) {
    Function<AccountTokens, TwilioRest> clients =
        _ -> {
          throw new AssertionError("there is no account");
        };
    var unwritten =
        new UnwrittenCalls(
            stores.calls(),
            new WatchedDirectory(looked),
            clients,
            _ -> false,
            () -> {},
            () -> NOON);
    var messages =
        new MissedMessages(
            stores.calls(),
            stores.recordings(),
            unwritten,
            clients,
            _ -> true,
            _ -> {},
            () -> NOON);
    return MissedMessageSearch.start(messages, stores.calls(), monitor, Runnable::run, afterStart);
  }

  /// Has no business, and notes that it was asked for all.
  private record WatchedDirectory(CountDownLatch asked) implements BusinessDirectory {
    @Override
    public Optional<BusinessSettings> byNumber(PhoneNumber called) {
      return Optional.empty();
    }

    @Override
    public Optional<BusinessSettings> find(long business, long version) {
      return Optional.empty();
    }

    @Override
    public List<BusinessSettings> all() {
      asked.countDown();
      return List.of();
    }
  }
}
