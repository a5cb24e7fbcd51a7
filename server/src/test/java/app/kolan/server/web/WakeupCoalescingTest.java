package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.vertx.core.spi.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// When an event loop lets what comes in wait, by a clock that the test sets.
@Tag("unit")
class WakeupCoalescingTest {
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

  private long now = Long.MAX_VALUE - MILLISECOND;
  private int ready;
  private boolean hasTasks;
  private final List<Long> naps = new ArrayList<>();
  private final WakeupCoalescing loop =
      new WakeupCoalescing(
          new Sockets(),
          MILLISECOND,
          () -> now,
          nap -> {
            naps.add(nap);
            now += nap;
          });

  @Test
  void frames_of_a_few_calls_are_read_at_once() {
    ready = 1;
    looks(1000, MILLISECOND / 4);

    assertThat(naps).isEmpty();
  }

  @Test
  void frames_of_many_calls_are_read_once_a_millisecond() {
    ready = 12;
    looks(200, MILLISECOND);
    assertThat(naps).isEmpty();

    looks(200, MILLISECOND / 4);

    assertThat(naps).hasSize(199).allMatch(nap -> nap == MILLISECOND - MILLISECOND / 4);
  }

  @Test
  void a_loop_that_works_for_a_millisecond_or_has_a_task_looks_at_once() {
    ready = 30;
    looks(200, MILLISECOND);
    assertThat(naps).isEmpty();

    hasTasks = true;
    looks(200, MILLISECOND / 4);
    assertThat(naps).isEmpty();
  }

  @Test
  void frames_of_so_many_calls_that_they_come_together_are_read_at_once() {
    ready = 50;
    looks(400, MILLISECOND / 2);
    looks(200, MILLISECOND);
    naps.clear();

    looks(100, MILLISECOND / 2);

    assertThat(naps).isEmpty();
  }

  @Test
  void when_it_has_become_quiet_it_looks_at_once_again() {
    ready = 15;
    looks(400, MILLISECOND / 2);
    assertThat(naps).isNotEmpty();

    ready = 0;
    now += Duration.ofSeconds(5).toNanos();
    looks(1, 0);
    naps.clear();
    looks(100, MILLISECOND / 4);

    assertThat(naps).isEmpty();
  }

  @Test
  void the_loops_of_the_server_are_of_this_kind_and_the_one_that_accepts_is_not() {
    Transport transport = AcceptingTransport.ofSystem().implementation();
    EventLoopGroup loops = group(transport, Transport.IO_EVENT_LOOP_GROUP);
    EventLoopGroup acceptor = group(transport, Transport.ACCEPTOR_EVENT_LOOP_GROUP);
    try {
      assertThat(isCoalescing(loops)).isTrue();
      assertThat(isCoalescing(acceptor)).isFalse();
    } finally {
      loops.shutdownGracefully();
      acceptor.shutdownGracefully();
    }
  }

  private static EventLoopGroup group(Transport transport, int type) {
    return transport.eventLoopGroup(type, 1, Thread.ofPlatform().daemon().factory(), 50);
  }

  private static boolean isCoalescing(EventLoopGroup loops) {
    return ((IoEventLoop) loops.next()).isIoType(WakeupCoalescing.class);
  }

  /// Looks at the sockets so many times, and works for so long after each.
  private void looks(int times, long work) {
    for (int i = 0; i < times; i++) {
      assertThat(loop.run(new Context())).isEqualTo(ready);
      now += work;
    }
  }

  /// Sockets of which so many are ready at each look.
  private final class Sockets implements IoHandler {
    @Override
    public int run(IoHandlerContext context) {
      return ready;
    }

    @Override
    public IoRegistration register(IoHandle handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void wakeup() {}

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
      return true;
    }
  }

  private final class Context implements IoHandlerContext {
    @Override
    public boolean canBlock() {
      return !hasTasks;
    }

    @Override
    public long delayNanos(long currentTimeNanos) {
      return 0;
    }

    @Override
    public long deadlineNanos() {
      return -1;
    }
  }
}
