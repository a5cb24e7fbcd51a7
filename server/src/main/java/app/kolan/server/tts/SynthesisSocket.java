package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.provider.wire.ProviderSocket;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A socket that says one text after the other.
///
/// From any thread.
final class SynthesisSocket {
  private final ProviderSocket socket;
  private final Ear segmenter;
  private int texts;

  private SynthesisSocket(ProviderSocket socket, Ear segmenter) {
    this.socket = socket;
    this.segmenter = segmenter;
  }

  /// What a socket tells the text that is being said.
  sealed interface News {
    record Message(String json) implements News {}

    record Closed(int code) implements News {}

    record Broken(ProviderFailure failure) implements News {}

    /// Nobody wants to know any more.
    record GivenUp() implements News {}
  }

  /// Begins to connect.
  static SynthesisSocket open(SynthesisProtocol wire, ProviderHttp http) {
    var segmenter = new Ear(wire);
    ProviderSocket socket =
        ProviderSocket.open(
            http.client(),
            wire.settings().provider(),
            wire.address(),
            wire.headers(),
            List.of(),
            wire.settings().patience(),
            segmenter);
    return new SynthesisSocket(socket, segmenter);
  }

  /// Begins to say a text.
  ///
  /// @param to is told what comes, until another text is said; does not block
  /// @return what the text is called on this socket
  synchronized String say(SynthesisProtocol wire, String text, Consumer<News> to) {
    String id = "text-" + ++texts;
    segmenter.tell(to);
    wire.saying(id, text).forEach(socket::sendText);
    return id;
  }

  /// Whether it has said a text before.
  synchronized boolean isUsed() {
    return texts > 1;
  }

  boolean isOpen() {
    return segmenter.last == null;
  }

  /// Closes in order, after the last text.
  void close() {
    socket.close();
  }

  /// Breaks the connection, so that the provider stops in the middle of a text.
  void abort() {
    socket.abort();
  }

  private static final class Ear implements ProviderSocket.Listener {
    private final SynthesisProtocol wire;
    private volatile Consumer<News> to = _ -> {};
    private volatile @Nullable News last;

    Ear(SynthesisProtocol wire) {
      this.wire = wire;
    }

    /// Somebody new listens; what ended the socket before is told again.
    void tell(Consumer<News> listener) {
      to = listener;
      News end = last;
      if (end != null) {
        listener.accept(end);
      }
    }

    private void end(News news) {
      last = news;
      to.accept(news);
    }

    @Override
    public void opened() {}

    @Override
    public void text(String message) {
      to.accept(new News.Message(message));
    }

    @Override
    public void binary(byte[] message) {
      ProviderFailure failure = wire.failure(FailureKind.UNREADABLE, "a binary message");
      to.accept(new News.Broken(failure));
    }

    @Override
    public void closed(int code, String reason) {
      end(new News.Closed(code));
    }

    @Override
    public void failed(ProviderFailure failure) {
      end(new News.Broken(failure));
    }
  }
}
