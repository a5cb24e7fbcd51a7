package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.provider.wire.ProviderSocket;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A socket that synthesizes one text after another.
///
/// Thread-safe.
final class SynthesisSocket {
  private final ProviderSocket socket;
  private final EventBuffer events;
  private final boolean prepared;
  private int texts;

  private SynthesisSocket(ProviderSocket socket, EventBuffer events, boolean prepared) {
    this.socket = socket;
    this.events = events;
    this.prepared = prepared;
  }

  /// The events of a socket for the current text.
  sealed interface Event {
    record Message(String json) implements Event {}

    record Closed(int code) implements Event {}

    record Broken(ProviderFailure failure) implements Event {}

    /// The consumer has cancelled.
    record GivenUp() implements Event {}
  }

  /// Starts to connect, for a text that is there.
  static SynthesisSocket open(SynthesisProtocol wire, ProviderHttp http) {
    return open(wire, http, false);
  }

  /// Starts to connect, for a text that may come.
  static SynthesisSocket prepare(SynthesisProtocol wire, ProviderHttp http) {
    return open(wire, http, true);
  }

  private static SynthesisSocket open(SynthesisProtocol wire, ProviderHttp http, boolean prepared) {
    var events = new EventBuffer(wire);
    ProviderSocket socket =
        ProviderSocket.open(
            http.client(),
            wire.settings().provider(),
            wire.address(),
            wire.headers(),
            List.of(),
            wire.settings().timeouts(),
            events);
    return new SynthesisSocket(socket, events, prepared);
  }

  /// Starts to synthesize a text.
  ///
  /// @param to receives the events, until another text is started; must not block
  /// @return the text's identifier on this socket
  synchronized String say(SynthesisProtocol wire, String text, Consumer<Event> to) {
    String id = "text-" + ++texts;
    events.deliverTo(to);
    wire.saying(id, text).forEach(socket::sendText);
    return id;
  }

  /// Whether a failure may tell nothing of the text: the socket was there before it, and could end,
  /// or could not be opened, meanwhile.
  synchronized boolean mayHaveEnded(FailureKind how) {
    boolean first = texts == 1;
    return first ? prepared : how == FailureKind.BROKEN_OFF;
  }

  boolean isOpen() {
    return events.last == null;
  }

  /// Closes with a close frame, after the last text.
  void close() {
    socket.close();
  }

  /// Breaks the connection, so that the provider stops in the middle of a text.
  void abort() {
    socket.abort();
  }

  private static final class EventBuffer implements ProviderSocket.Listener {
    private final SynthesisProtocol wire;
    private volatile Consumer<Event> to = _ -> {};
    private volatile @Nullable Event last;

    EventBuffer(SynthesisProtocol wire) {
      this.wire = wire;
    }

    /// Sets a new listener; an earlier end of the socket is reported again.
    void deliverTo(Consumer<Event> listener) {
      to = listener;
      Event end = last;
      if (end != null) {
        listener.accept(end);
      }
    }

    private void end(Event event) {
      last = event;
      to.accept(event);
    }

    @Override
    public void opened() {}

    @Override
    public void text(String message) {
      to.accept(new Event.Message(message));
    }

    @Override
    public void binary(byte[] message) {
      ProviderFailure failure = wire.failure(FailureKind.UNREADABLE, "a binary message");
      to.accept(new Event.Broken(failure));
    }

    @Override
    public void closed(int code, String reason) {
      end(new Event.Closed(code));
    }

    @Override
    public void failed(ProviderFailure failure) {
      end(new Event.Broken(failure));
    }
  }
}
