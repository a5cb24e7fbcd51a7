package app.kolan.server.audit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A change whose entries in the audit log are written in the change's own transaction, by the
/// store that makes it. Neither is there without the other.
///
/// They are handed to the store past the feature that changes something, as whose change it is
/// belongs to the request: the first write of the same thread, within the change, takes them.
public final class AuditedChange {
  private static final ScopedValue<AtomicReference<@Nullable Function<Object, List<AuditEntry>>>>
      ENTRIES = ScopedValue.newInstance();

  private AuditedChange() {}

  /// What is changed.
  @FunctionalInterface
  public interface Change<T, E extends Exception> {
    T make() throws E;
  }

  /// Makes a change.
  ///
  /// @param entry of what the first write gives; called within its transaction, maybe more than
  ///   once
  /// @throws app.kolan.server.store.StoreException when the entry cannot be written; then nothing
  ///   is changed
  /// @throws IllegalStateException when no store has taken the entry
  public static <T, E extends Exception> T of(
      Function<Object, AuditEntry> entry, Change<T, E> change) throws E {
    return ofSeveral(written -> List.of(entry.apply(written)), change);
  }

  /// The same for a change that throws nothing that has to be caught.
  public static <T> T make(Function<Object, AuditEntry> entry, Supplier<T> change) {
    return makeSeveral(written -> List.of(entry.apply(written)), change);
  }

  /// The same with as many entries as what was written asks for: none when it was there before.
  public static <T> T makeSeveral(Function<Object, List<AuditEntry>> entries, Supplier<T> change) {
    var pending = pending(entries);
    T result = ScopedValue.where(ENTRIES, pending).call(change::get);
    requireTaken(pending);
    return result;
  }

  /// The same with an entry for each that the change is about.
  public static <T, E extends Exception> T ofSeveral(
      Function<Object, List<AuditEntry>> entries, Change<T, E> change) throws E {
    var pending = pending(entries);
    T result = ScopedValue.where(ENTRIES, pending).call(change::make);
    requireTaken(pending);
    return result;
  }

  private static AtomicReference<@Nullable Function<Object, List<AuditEntry>>> pending(
      Function<Object, List<AuditEntry>> entries) {
    return new AtomicReference<>(entries);
  }

  private static void requireTaken(
      AtomicReference<@Nullable Function<Object, List<AuditEntry>>> pending) {
    if (pending.get() != null) {
      throw new IllegalStateException("a change has no entry in the audit log");
    }
  }

  /// The same for what may find nothing to change: there is no entry then.
  public static <T, X extends Exception> T ifAny(
      Function<Object, AuditEntry> entry, ScopedValue.CallableOp<T, X> change) throws X {
    var pending = pending(written -> List.of(entry.apply(written)));
    return ScopedValue.where(ENTRIES, pending).call(change);
  }

  /// What the write that begins now must append; asked once for each write, on its caller's thread.
  public static Optional<Function<Object, List<AuditEntry>>> take() {
    return ENTRIES.isBound()
        ? Optional.ofNullable(ENTRIES.get().getAndSet(null))
        : Optional.empty();
  }
}
