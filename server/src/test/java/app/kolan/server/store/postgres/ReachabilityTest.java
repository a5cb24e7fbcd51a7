package app.kolan.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ReachabilityTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);
  private final Reachability reachability = new Reachability(now::get);

  @Test
  void after_a_failure_everybody_is_refused_at_once_and_one_in_a_second_tries() {
    reachability.admit();
    reachability.failed();

    isRefused();
    isRefused();
    pass(Duration.ofMillis(999));
    isRefused();
    pass(Duration.ofMillis(1));
    reachability.admit();
    isRefused();
    reachability.failed();
    pass(Duration.ofMillis(999));
    isRefused();
    pass(Duration.ofMillis(1));
    reachability.admit();
    isRefused();
  }

  @Test
  void after_a_success_all_may_try() {
    reachability.failed();
    pass(Duration.ofSeconds(1));
    reachability.admit();
    reachability.succeeded();

    reachability.admit();
    reachability.admit();
  }

  private void isRefused() {
    var refused = catchThrowableOfType(StoreException.class, reachability::admit);
    assertThat(refused.code()).isEqualTo(Code.LEDGER_UNREACHABLE);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
