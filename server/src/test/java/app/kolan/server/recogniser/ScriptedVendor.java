package app.kolan.server.recogniser;

import app.kolan.vendors.SocketTalk;
import app.kolan.vendors.StandIn;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A vendor whose every message a test decides.
final class ScriptedVendor extends StandIn {
  private final BlockingQueue<SocketTalk> talks = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private @Nullable SocketTalk open;

  @Override
  protected boolean talk(SocketTalk talk) {
    talk.onText(messages::add);
    talks.add(talk);
    return true;
  }

  /// Waits for a text message with this in it.
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
    SocketTalk talk = talk();
    talk.after(1, () -> talk.send(message));
  }

  void hangUp(int code, String reason) throws InterruptedException {
    SocketTalk talk = talk();
    talk.after(1, () -> talk.close(code, reason));
  }

  private SocketTalk talk() throws InterruptedException {
    SocketTalk talk = open == null ? talks.poll(10, TimeUnit.SECONDS) : open;
    if (talk == null) {
      throw new AssertionError("nobody has connected");
    }
    open = talk;
    return talk;
  }
}
