package app.kolan.server.identity;

import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.threads.BackgroundThreads;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes passwords with Argon2id, at a [PasswordCost]. A hash carries its own parameters and salt,
/// so they can be raised later.
///
/// A hash takes tens of milliseconds of a processor. Two are made at once at most, on threads of
/// their own, and a few may wait; more are refused, so that a flood of guesses costs a bounded part
/// of the machine. Callers block; none of them may be an event loop.
public final class PasswordHasher implements AutoCloseable {
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 2;
  private static final int WAITING = 30;

  private final PasswordCost cost;
  private final ThreadPoolExecutor threads;
  private volatile @Nullable String nobodys;

  public PasswordHasher(PasswordCost cost) {
    this.cost = cost;
    threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            BackgroundThreads.factory(Thread.ofPlatform().name("password-hash-", 0).daemon()));
    threads.allowCoreThreadTimeOut(true);
  }

  /// The hash of a password, in the PHC string format.
  ///
  /// @throws IdentityRefusal of the kind [Kind#BUSY] when too many are being hashed
  String hash(String password) {
    return onThreads(() -> hashHere(password));
  }

  /// Whether this is the password of a hash. Without a hash it takes the same time and is false.
  ///
  /// @throws IdentityRefusal of the kind [Kind#BUSY] when too many are being hashed
  boolean matches(String typed, @Nullable String hash) {
    String password = PasswordRules.normalized(typed);
    return onThreads(
        () -> {
          String other = nobodys();
          String compared = hash == null ? other : hash;
          boolean same =
              Password.check(password, compared).with(Argon2Function.getInstanceFromHash(compared));
          return same && hash != null;
        });
  }

  /// Whether a hash was made by other parameters than those of now, so that its password should be
  /// hashed anew once it is known.
  boolean isOutdated(String hash) {
    return !Argon2Function.getInstanceFromHash(hash).equals(function());
  }

  /// The library keeps one function for its parameters. It allocates the memory of a hash when it
  /// is made, and not at the start.
  private Argon2Function function() {
    return Argon2Function.getInstance(
        cost.memoryKib(), cost.passes(), LANES, HASH_BYTES, Argon2.ID);
  }

  private String hashHere(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(function()).getResult();
  }

  /// A hash that belongs to nobody.
  private String nobodys() {
    String hash = nobodys;
    if (hash == null) {
      hash = hashHere(RandomText.letters(32));
      nobodys = hash;
    }
    return hash;
  }

  private <T> T onThreads(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads).join();
    } catch (RejectedExecutionException _) {
      throw new IdentityRefusal(
          Kind.BUSY, "too many passwords are being checked at once; try again in a moment");
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
