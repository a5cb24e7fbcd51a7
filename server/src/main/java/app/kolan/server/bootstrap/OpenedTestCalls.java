package app.kolan.server.bootstrap;

import app.kolan.server.telephony.testcall.TestCalls;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The test calls, opened when somebody first wants to make one.
final class OpenedTestCalls implements Supplier<TestCalls>, AutoCloseable {
  private final Supplier<TestCalls> open;
  private @Nullable TestCalls opened;
  private boolean closed;

  private OpenedTestCalls(Supplier<TestCalls> open) {
    this.open = open;
  }

  static OpenedTestCalls of(
      Config config, Infrastructure foundations, CallServices calls, InstantSource clock) {
    return new OpenedTestCalls(
        () -> {
          var parts =
              new TestCallServices(
                  config.replyTiming(),
                  foundations.prompts(),
                  calls.inputAudio(),
                  foundations.audioCache(),
                  foundations::knowledgeToTry,
                  clock);
          return new TestCalls(parts, calls.vertx(), clock);
        });
  }

  @Override
  public synchronized TestCalls get() {
    TestCalls known = opened;
    if (known == null) {
      known = open.get();
      opened = known;
      if (closed) {
        known.close();
      }
    }
    return known;
  }

  @Override
  public void close() {
    TestCalls known;
    synchronized (this) {
      closed = true;
      known = opened;
    }
    if (known != null) {
      known.close();
    }
  }
}
