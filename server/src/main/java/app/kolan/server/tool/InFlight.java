package app.kolan.server.tool;

import app.kolan.server.business.CallContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The uses of tools that are under way, each on a virtual thread.
final class InFlight implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

  private record Running(CompletableFuture<ToolResult> result, Thread thread) {}

  private final ConcurrentHashMap<String, Running> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// Starts the work, unless it is under way already.
  ///
  /// @param whenClosed the result when nothing is begun any more, or the work breaks
  CompletableFuture<ToolResult> once(
      String fingerprint, CallContext call, Supplier<ToolResult> work, ToolResult whenClosed) {
    if (closed) {
      return CompletableFuture.completedFuture(whenClosed);
    }
    var fresh = new CompletableFuture<ToolResult>();
    Thread thread =
        Thread.ofVirtual()
            .name("tool-use-" + call.sid())
            .unstarted(
                () -> {
                  MDC.put("call", call.sid().value());
                  ToolResult result = whenClosed;
                  try {
                    result = work.get();
                  } catch (RuntimeException fault) {
                    LOG.error("the use of a tool has failed", fault);
                  } finally {
                    running.remove(fingerprint);
                    fresh.complete(result);
                  }
                });
    Running other = running.putIfAbsent(fingerprint, new Running(fresh, thread));
    if (other != null) {
      return other.result().copy();
    }
    thread.start();
    if (closed) {
      thread.interrupt();
    }
    return fresh.copy();
  }

  /// Interrupts what is under way, and begins nothing more.
  @Override
  public void close() {
    closed = true;
    running.values().forEach(one -> one.thread().interrupt());
  }
}
