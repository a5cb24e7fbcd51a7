package app.kolan.server.threads;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/// Platform threads whose work can wait while calls need the processor: pages, the API, what is
/// fetched, cleaned up or drawn. On Linux the scheduler prefers all other threads to them;
/// elsewhere they are threads like any other.
/*
 * Linux shares a processor fairly: six threads that make pages get six sevenths of it, and an event
 * loop, which has fifty frames a second of each call to read, gets the rest. With a nice value that
 * is greater by fifteen each of the six counts a thirtieth of a thread.
 *
 * A nice value cannot be taken back without privileges, and a thread inherits it from the one that
 * starts it. So background work must start no thread on which calls depend. The carriers of virtual
 * threads, which it could start unseen, are there before: see CarrierThreads. A client that calls use,
 * too, and that is opened by who needs it first, is opened in the foreground. What background
 * threads share with calls and hold for longer than a moment, they have for themselves: the
 * connections that they read the database by.
 *
 * Nothing of this is loaded before the first background thread starts.
 */
public final class BackgroundThreads {
  /// By how much background threads are nicer than others. By 15 each counts a thirtieth of one; by
  /// 1, as in tests, which share the processors with other builds, nearly as much as one.
  private static final int NICER = Niceness.setting("kolan.background.niceness", 15);

  private static final ScopedValue<Boolean> BACKGROUND = ScopedValue.newInstance();

  private BackgroundThreads() {}

  /// Makes background threads.
  ///
  /// @param builder names them
  public static ThreadFactory factory(Thread.Builder.OfPlatform builder) {
    ThreadFactory threads = builder.factory();
    return work -> threads.newThread(() -> run(work));
  }

  /// Does some work in the background on the current thread, a platform thread, which stays in the
  /// background for the rest of its life. On a virtual thread it is work like any other.
  public static void run(Runnable work) {
    if (Thread.currentThread().isVirtual()) {
      work.run();
    } else {
      Niceness.lowerCurrentThread(NICER);
      ScopedValue.where(BACKGROUND, true).run(work);
    }
  }

  /// Makes something that starts threads, on which calls depend, too: they are none of the
  /// background, whoever needs it first.
  public static <T> T inForeground(Supplier<T> work) {
    return isCurrent()
        ? CompletableFuture.supplyAsync(
                work, task -> Thread.ofVirtual().name("in-foreground").start(task))
            .join()
        : work.get();
  }

  /// Whether the current thread does background work.
  public static boolean isCurrent() {
    return BACKGROUND.isBound();
  }
}
