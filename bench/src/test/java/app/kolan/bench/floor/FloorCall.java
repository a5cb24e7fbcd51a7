package app.kolan.bench.floor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A caller of one floor: sends messages and receives the answers.
final class FloorCall implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
  private final int port;
  private @Nullable WebSocket socket;

  FloorCall(int port) {
    this.port = port;
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String form) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Sends a message on the media socket, and opens the socket first.
  void say(String text) throws Exception {
    socket().sendText(text, true).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  void ping(String word) throws Exception {
    var content = ByteBuffer.wrap(word.getBytes(StandardCharsets.UTF_8));
    socket().sendPing(content).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /// The next message that comes, or null when none does.
  @Nullable String nextMessage() throws InterruptedException {
    return heard.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /// The word of the next pong, or null when none comes.
  @Nullable String pong() throws InterruptedException {
    return pongs.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
    client.shutdownNow();
  }

  private WebSocket socket() throws Exception {
    WebSocket open = socket;
    if (open == null) {
      var uri = URI.create("ws://127.0.0.1:" + port + Floor.MEDIA);
      open =
          client
              .newWebSocketBuilder()
              .buildAsync(uri, new MessageListener())
              .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      socket = open;
    }
    return open;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(TIMEOUT);
  }

  /// Collects what comes.
  private final class MessageListener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        heard.add(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer word) {
      pongs.add(StandardCharsets.UTF_8.decode(word).toString());
      from.request(1);
      return null;
    }
  }
}
