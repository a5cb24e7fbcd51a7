package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EventLoopWatchdogTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context first = vertx.getOrCreateContext();
  private final EventLoopWatchdog watchdog =
      EventLoopWatchdog.of(Duration.ofMillis(20), Duration.ofMillis(500));

  @AfterEach
  void close() {
    watchdog.close();
    vertx.close().await();
  }

  @Test
  void a_blocked_event_loop_is_not_live_until_it_answers_again() {
    watchdog.watch(List.of(first));
    assertThat(watchdog.isLive()).isTrue();
    var blocked = new CountDownLatch(1);

    first.runOnContext(
        _ -> {
          try {
            blocked.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    Await.until("the block is seen", () -> !watchdog.isLive());
    blocked.countDown();
    Await.until("the loop lives again", watchdog::isLive);
  }
}
