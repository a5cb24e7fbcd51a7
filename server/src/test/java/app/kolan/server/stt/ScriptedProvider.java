package app.kolan.server.stt;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubSocket;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A provider whose every message a test decides.
final class ScriptedProvider extends ProviderStub {
  private final BlockingQueue<StubSocket> talks = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private @Nullable StubSocket open;

  @Override
  protected boolean talk(StubSocket talk) {
    talk.onText(messages::add);
    talks.add(talk);
    return true;
  }

  /// Waits for a text message that contains this.
  void expect(String part) throws InterruptedException {
    for (String message = messages.poll(60, TimeUnit.SECONDS);
        message != null;
        message = messages.poll(60, TimeUnit.SECONDS)) {
      if (message.contains(part)) {
        return;
      }
    }
    throw new AssertionError("no message with " + part);
  }

  void say(String message) throws InterruptedException {
    StubSocket talk = talk();
    inOrder(talk, () -> talk.send(message));
  }

  void hangUp(int code, String reason) throws InterruptedException {
    StubSocket talk = talk();
    inOrder(talk, () -> talk.close(code, reason));
  }

  /// Timers that are set one after another may ring in another order on a busy machine.
  private void inOrder(StubSocket talk, Runnable step) {
    steps.add(step);
    talk.after(1, () -> steps.remove().run());
  }

  private StubSocket talk() throws InterruptedException {
    StubSocket talk = open == null ? talks.poll(60, TimeUnit.SECONDS) : open;
    if (talk == null) {
      throw new AssertionError("nobody has connected");
    }
    open = talk;
    return talk;
  }
}
