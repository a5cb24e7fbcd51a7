package app.kolan.server.outbound;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.outbound.DoNotCallStore.Imported;
import app.kolan.server.outbound.RegistryStore.Registry;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Reads registries in, and takes that back; both are in the audit log. What was read in last
/// counts instead of all before; until all of it is there, the one before does. Blocks for the
/// disk; any thread may use it.
public record RegistryImports(RegistryStore store, InstantSource clock) {
  /// So many numbers are written at once, so that calls do not wait.
  private static final int PART = 2000;

  /// What comes of reading a file in.
  public sealed interface Result {
    /// It counts.
    record Read(int numbers, Imported changed) implements Result {}

    /// Somebody else reads one in for the business just now.
    record Busy() implements Result {}

    /// It was given up, since it took too long: somebody else has begun another one.
    record Lost() implements Result {}
  }

  /// Reads a file in.
  ///
  /// @param name of the file
  /// @param progress receives how many numbers are there, now and then
  public Result read(
      long business, RegistryFile file, String name, AuditActor by, IntConsumer progress) {
    List<PhoneNumber> numbers = file.numbers();
    Optional<Registry> begun =
        store.begin(business, name, numbers.size(), by.name(), clock.instant());
    if (begun.isEmpty()) {
      return new Result.Busy();
    }
    Registry registry = begun.get();
    for (int from = 0; from < numbers.size(); from += PART) {
      int to = Math.min(numbers.size(), from + PART);
      if (!store.load(registry, numbers.subList(from, to), clock.instant())) {
        return new Result.Lost();
      }
      progress.accept(to);
    }
    Optional<Imported> changed =
        AuditedChange.make(
            imported -> entry(business, registry, name, (Imported) imported, by),
            () -> store.finish(registry, clock.instant()));
    if (changed.isEmpty()) {
      return new Result.Lost();
    }
    store.purge(business);
    return new Result.Read(numbers.size(), changed.get());
  }

  /// Whether one that was read in at a moment is new enough to advertise by now.
  public boolean isFresh(Registry registry) {
    return CallingRules.isFresh(registry.readAt(), clock.instant());
  }

  /// Whether one that was begun is still being read in; otherwise who did so is gone.
  public boolean isLoading(Registry registry) {
    return registry.state() == RegistryStore.State.LOADING
        && registry.readAt().plus(RegistryStore.TO_LOAD).isAfter(clock.instant());
  }

  /// Has the registry before the last one count again.
  ///
  /// @return the one that counts now; empty when there is none before, or it was done already
  public Optional<Registry> undo(long business, AuditActor by) {
    return AuditedChange.make(
        undone -> {
          var registry = (Registry) undone;
          ObjectNode detail =
              JsonNodeFactory.instance.objectNode().put("numbers", registry.numbers());
          return entry(business, registry, "do-not-call.undo", detail, by);
        },
        () -> store.undo(business));
  }

  private AuditEntry entry(
      long business, Registry registry, String file, Imported changed, AuditActor by) {
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("file", file)
            .put("numbers", registry.expected())
            .put("added", changed.added())
            .put("removed", changed.removed());
    return entry(business, registry, "do-not-call.import", detail, by);
  }

  private AuditEntry entry(
      long business, Registry registry, String action, ObjectNode detail, AuditActor by) {
    return by.entry(
        clock.instant(), action, business, Long.toString(registry.id()), detail.toString());
  }
}
