package app.kolan.server.web;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The input and output of an event loop that wakes up once a millisecond at most while much comes
/// in, as network cards coalesce their interrupts: several frames are read in one look at the
/// sockets. With little to read it looks at once, so that a few calls know nothing of it, and so it
/// does when it has hardly time to sleep.
///
/// Of the loop's thread, but for [#wakeup] and [#isCompatible].
final class WakeupCoalescing implements IoHandler {
  /// The pause between two looks in microseconds; 0 for none.
  private static final String PROPERTY = "kolan.loop.pause";

  private static final int USUAL_PAUSE = 1000;
  private static final int LONGEST_PAUSE = 10_000;

  /// Shorter naps take longer to begin and to end than they save.
  private static final long SHORTEST_NAP = Duration.ofNanos(100_000).toNanos();

  private static final long WINDOW = Duration.ofMillis(100).toNanos();

  /// So many events in a window are much: the frames of two hundred calls. An event is a socket
  /// that has something; a loop that is late finds several frames on it.
  private static final int MANY = 1000;

  /// So many keep the loop so busy that they come together by themselves: the frames of eight
  /// hundred calls.
  private static final int TOO_MANY = 4000;

  private final IoHandler handler;
  private final long pause;
  private final LongSupplier nanos;
  private final LongConsumer park;
  private long lastLook;
  private long windowBegan;
  private long events;
  private boolean isCoalescing;

  /// @param pause the least time between two looks while much comes in, in nanoseconds
  /// @param park has the thread sleep for so many nanoseconds, or less
  WakeupCoalescing(IoHandler handler, long pause, LongSupplier nanos, LongConsumer park) {
    this.handler = handler;
    this.pause = pause;
    this.nanos = nanos;
    this.park = park;
    lastLook = nanos.getAsLong();
    windowBegan = lastLook;
  }

  /// Makes handlers of this kind of those that a factory makes.
  static IoHandlerFactory of(IoHandlerFactory own) {
    int micros = Math.clamp(Integer.getInteger(PROPERTY, USUAL_PAUSE), 0, LONGEST_PAUSE);
    return micros == 0 ? own : new Factory(own, TimeUnit.MICROSECONDS.toNanos(micros));
  }

  @Override
  public int run(IoHandlerContext context) {
    if (isCoalescing && context.canBlock()) {
      long nap = lastLook + pause - nanos.getAsLong();
      if (nap >= SHORTEST_NAP) {
        park.accept(nap);
      }
    }
    lastLook = nanos.getAsLong();
    int handled = handler.run(context);
    count(handled);
    return handled;
  }

  private void count(int handled) {
    events += Math.max(0, handled);
    long length = lastLook - windowBegan;
    if (length >= WINDOW) {
      isCoalescing = events * WINDOW >= MANY * length && events * WINDOW < TOO_MANY * length;
      events = 0;
      windowBegan = lastLook;
    }
  }

  @Override
  public void initialize() {
    handler.initialize();
  }

  @Override
  public void prepareToDestroy() {
    handler.prepareToDestroy();
  }

  @Override
  public void destroy() {
    handler.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return handler.register(handle);
  }

  /// A nap is not cut short: who wakes the loop up waits for its end, and so does a timer.
  @Override
  public void wakeup() {
    handler.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return handler.isCompatible(handleType);
  }

  private record Factory(IoHandlerFactory own, long pause) implements IoHandlerFactory {
    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
      return new WakeupCoalescing(
          own.newHandler(executor), pause, System::nanoTime, LockSupport::parkNanos);
    }

    @Override
    public boolean isChangingThreadSupported() {
      return own.isChangingThreadSupported();
    }
  }
}
