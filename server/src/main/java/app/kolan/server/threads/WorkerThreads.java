package app.kolan.server.threads;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The threads that do for calls whatever is not their sound: the ledger's, and the carriers of
/// virtual threads. Once they give way, Linux' scheduler prefers the event loops to them; elsewhere
/// they are threads like any other.
/*
 * An event loop has fifty frames a second of each call to read. With a thousand calls it needs most
 * of a core, and whatever shares that core fairly holds it up for a time slice of milliseconds each
 * time. What the workers do may be late by such a slice: a commit, an answer's next sentence.
 *
 * They must not be nicer by much more. With calls beyond what the core can carry, the loop takes all
 * that it is left, and a thread that is nicer by 19 gets a seventieth of the core: the ledger falls
 * behind, and calls break that wait for it.
 */
public final class WorkerThreads {
  /// By how much workers are nicer than event loops. By 10 each counts a ninth of one.
  private static final int NICER = Niceness.setting("kolan.worker.niceness", 10);

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  private WorkerThreads() {}

  /// A builder of daemon threads that give way. They must have started when [#giveWay] is called.
  ///
  /// @param name what their names begin with, before a number
  public static Thread.Builder.OfPlatform named(String name) {
    NAMES.add(name);
    return Thread.ofPlatform().name(name, 0).daemon();
  }

  /// Has the workers, and the JIT's compiler, give way to the event loops from now on. Whatever
  /// threads they start later does as well, further carriers among them. Waits a moment at most,
  /// and never fails.
  public static void giveWay() {
    Niceness.lowerThreads(CarrierThreads.NAME, NICER);
    NAMES.forEach(name -> Niceness.lowerThreads(name, NICER));
  }
}
