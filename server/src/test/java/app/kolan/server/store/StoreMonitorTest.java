package app.kolan.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.StoreMonitor.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StoreMonitorTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final AtomicLong usable = new AtomicLong(1000);
  private final AtomicBoolean broken = new AtomicBoolean();
  private final List<Trouble> recovered = new ArrayList<>();
  private final StoreMonitor monitor =
      new StoreMonitor(new DiskSpace(usable::get, () -> 10_000), this::probe, () -> NOON);

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void a_disk_with_room_only_for_rows_is_trouble_until_there_is_room() {
    monitor.onRecovered(recovered::add);
    monitor.check();
    assertThat(monitor.trouble()).isEmpty();

    usable.set(499);
    monitor.check();
    monitor.check();

    var trouble = new Trouble(Code.LEDGER_DISK_FULL, NOON);
    assertThat(monitor.trouble()).contains(trouble);
    assertThat(recovered).isEmpty();
    usable.set(500);
    monitor.check();
    monitor.check();
    assertThat(monitor.trouble()).isEmpty();
    assertThat(recovered).containsExactly(trouble);
  }

  @Test
  void a_write_that_fails_is_trouble_until_one_succeeds() {
    monitor.onRecovered(recovered::add);
    broken.set(true);

    monitor.failed(new StoreException(Code.LEDGER_BUSY, "a lock", null));
    monitor.check();

    assertThat(monitor.trouble()).map(Trouble::code).contains(Code.LEDGER_BUSY);
    broken.set(false);
    monitor.check();
    assertThat(monitor.trouble()).isEmpty();
    assertThat(recovered).hasSize(1);
  }

  @Test
  void while_all_is_well_somebody_is_told_at_each_look() {
    var told = new AtomicLong();
    monitor.whileWell(told::incrementAndGet);
    monitor.onRecovered(_ -> assertThat(told).as("before those").hasValue(3));
    monitor.check();
    monitor.check();
    assertThat(told).hasValue(2);

    broken.set(true);
    monitor.failed(new StoreException(Code.LEDGER_BUSY, "a lock", null));
    monitor.check();
    assertThat(told).hasValue(2);
    broken.set(false);
    monitor.check();
    assertThat(told).hasValue(3);
  }

  @Test
  void a_stop_and_a_bug_are_no_trouble_of_the_disk() {
    monitor.failed(new StoreException(Code.LEDGER_CLOSED, "closed", null));
    monitor.failed(new StoreException(Code.LEDGER_FAILED, "a constraint", null));

    assertThat(monitor.trouble()).isEmpty();
  }

  private void probe() {
    if (broken.get()) {
      throw new StoreException(Code.LEDGER_BUSY, "still", null);
    }
  }
}
