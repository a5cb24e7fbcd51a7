package app.kolan.server.tool;

import app.kolan.server.session.CallScope;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A tool at work on a thread of its own, for no longer than it may take.
final class TimedToolCall {
  private static final Logger LOG = LoggerFactory.getLogger(TimedToolCall.class);

  private static final ToolResult TIMED_OUT =
      ToolResult.timedOut(
          "It took too long and was given up. It may or may not have been done. Do not try again;"
              + " tell the caller that it is not certain.");
  private static final ToolResult READING_TIMED_OUT =
      ToolResult.timedOut("It took too long and was given up. Go on without it.");
  private static final ToolResult FAULT =
      ToolResult.failed("It could not be done because of a fault here. Go on without it.");
  private static final ToolResult CLOSING =
      ToolResult.failed("It was given up: the server is stopping.");

  private final Tool tool;
  private final FutureTask<ToolResult> task;
  private final Thread thread;

  private TimedToolCall(Tool tool, CheckedToolCall use) {
    this.tool = tool;
    task = new FutureTask<>(() -> tool.use(use));
    CallSid call = use.call().sid();
    thread = CallScope.thread(call, "tool-%s-%s".formatted(tool.spec().name(), call), task);
  }

  /// Uses the tool, and interrupts it when its time is over. An interrupt of the waiting thread
  /// interrupts the tool as well.
  static ToolResult run(Tool tool, CheckedToolCall use) {
    return new TimedToolCall(tool, use).run();
  }

  private ToolResult run() {
    thread.start();
    Duration limit = tool.timeLimit();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      LOG.atWarn()
          .addKeyValue("tool", tool.spec().name())
          .addKeyValue("limit", limit)
          .log("a tool took too long");
      return tool.effect() == SideEffect.READS ? READING_TIMED_OUT : TIMED_OUT;
    } catch (InterruptedException | CancellationException e) {
      task.cancel(true);
      return CLOSING;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        return CLOSING;
      }
      logFault(e);
      return FAULT;
    }
  }

  /// Without the fault's message, which may hold what a caller said.
  private void logFault(ExecutionException failed) {
    Throwable fault = failed.getCause() == null ? failed : failed.getCause();
    StackTraceElement[] trace = fault.getStackTrace();
    LOG.atError()
        .addKeyValue("tool", tool.spec().name())
        .addKeyValue("fault", fault.getClass().getName())
        .addKeyValue("at", trace.length == 0 ? "unknown" : trace[0])
        .log("a tool has a fault");
  }
}
