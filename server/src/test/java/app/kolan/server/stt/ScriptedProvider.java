package app.kolan.server.stt;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A provider whose every message a test decides.
final class ScriptedProvider extends ProviderStub {
  private final BlockingQueue<StubSocket> talks = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private @Nullable StubSocket open;

  @Override
  protected boolean talk(StubSocket talk) {
    talk.onText(messages::add);
    talks.add(talk);
    return true;
  }

  /// Waits for a text message that contains this.
  void expect(String part) throws InterruptedException {
    for (String message = messages.poll(10, TimeUnit.SECONDS);
        message != null;
        message = messages.poll(10, TimeUnit.SECONDS)) {
      if (message.contains(part)) {
        return;
      }
    }
    throw new AssertionError("no message with " + part);
  }

  void say(String message) throws InterruptedException {
    StubSocket talk = talk();
    talk.after(1, () -> talk.send(message));
  }

  void hangUp(int code, String reason) throws InterruptedException {
    StubSocket talk = talk();
    talk.after(1, () -> talk.close(code, reason));
  }

  private StubSocket talk() throws InterruptedException {
    StubSocket talk = open == null ? talks.poll(10, TimeUnit.SECONDS) : open;
    if (talk == null) {
      throw new AssertionError("nobody has connected");
    }
    open = talk;
    return talk;
  }
}
