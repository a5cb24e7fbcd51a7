package app.kolan.server.audit;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A change whose entry in the audit log is written in the change's own transaction, by the store
/// that makes it. Neither is there without the other.
///
/// The entry is handed to the store past the feature that changes something, as whose change it is
/// belongs to the request: the first write of the same thread, within the change, takes it.
public final class AuditedChange {
  private static final ScopedValue<AtomicReference<@Nullable Function<Object, AuditEntry>>> ENTRY =
      ScopedValue.newInstance();

  private AuditedChange() {}

  /// Makes a change.
  ///
  /// @param entry of what the first write gives; called within its transaction, maybe more than
  ///   once
  /// @throws app.kolan.server.store.StoreException when the entry cannot be written; then nothing
  ///   is changed
  /// @throws IllegalStateException when no store has taken the entry
  public static <T> T of(Function<Object, AuditEntry> entry, Callable<T> change) throws Exception {
    var pending = new AtomicReference<@Nullable Function<Object, AuditEntry>>(entry);
    T result = ScopedValue.where(ENTRY, pending).call(change::call);
    requireTaken(pending);
    return result;
  }

  /// The same for a change that throws nothing that has to be caught.
  public static <T> T make(Function<Object, AuditEntry> entry, Supplier<T> change) {
    var pending = new AtomicReference<@Nullable Function<Object, AuditEntry>>(entry);
    T result = ScopedValue.where(ENTRY, pending).call(change::get);
    requireTaken(pending);
    return result;
  }

  private static void requireTaken(AtomicReference<@Nullable Function<Object, AuditEntry>> entry) {
    if (entry.get() != null) {
      throw new IllegalStateException("a change has no entry in the audit log");
    }
  }

  /// The same for what may find nothing to change: there is no entry then.
  public static <T, X extends Exception> T ifAny(
      Function<Object, AuditEntry> entry, ScopedValue.CallableOp<T, X> change) throws X {
    var pending = new AtomicReference<@Nullable Function<Object, AuditEntry>>(entry);
    return ScopedValue.where(ENTRY, pending).call(change);
  }

  /// What the write that begins now must append; asked once for each write, on its caller's thread.
  public static Optional<Function<Object, AuditEntry>> take() {
    return ENTRY.isBound() ? Optional.ofNullable(ENTRY.get().getAndSet(null)) : Optional.empty();
  }
}
