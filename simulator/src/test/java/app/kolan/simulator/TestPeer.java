package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.websocket.WebSocketAccept;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// A hand-written server under test: HTTP/1.1 and RFC 6455, as far as the tests need them.
final class TestPeer implements AutoCloseable {
  /// A request as it came: names of headers keep their letters' case.
  record Request(
      String method, String target, List<Map.Entry<String, String>> headers, String body) {
    Optional<String> header(String name) {
      return headers.stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst();
    }

    List<String> headerNames() {
      return headers.stream().map(Map.Entry::getKey).toList();
    }

    FormPairs form() {
      try {
        return FormPairs.parse(body);
      } catch (MalformedForm e) {
        throw new AssertionError(e);
      }
    }

    String path() {
      return target.split("\\?", 2)[0];
    }
  }

  record Answer(int status, String contentType, String location, Bytes body) {
    static Answer twiml(String verbs) {
      return of(200, "application/xml", "<Response>" + verbs + "</Response>");
    }

    static Answer of(int status, String contentType, String body) {
      return file(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer file(int status, String contentType, byte[] body) {
      return new Answer(status, contentType, "", new Bytes(body));
    }

    static Answer status(int status) {
      return of(status, "", "");
    }

    static Answer movedTo(String location) {
      return new Answer(302, "", location, new Bytes(new byte[0]));
    }
  }

  /// The bytes of a body.
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) {}

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ServerSocket server;
  private final Map<String, Function<Request, Answer>> pages = new ConcurrentHashMap<>();
  private final Map<String, Consumer<PeerSocket>> sockets = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> talks = new CopyOnWriteArrayList<>();

  TestPeer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::acceptAll);
  }

  TestPeer page(String path, Function<Request, Answer> page) {
    pages.put(path, page);
    return this;
  }

  TestPeer twiml(String path, String verbs) {
    return page(path, _ -> Answer.twiml(verbs));
  }

  TestPeer socket(String path, Consumer<PeerSocket> talk) {
    sockets.put(path, talk);
    return this;
  }

  /// Takes no more than this many bytes ahead of its reading, as far as the system keeps to it.
  TestPeer receiveBuffer(int bytes) {
    try {
      server.setReceiveBufferSize(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  String socketUrl(String path) {
    return "ws://127.0.0.1:" + server.getLocalPort() + path;
  }

  List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  /// The paths of all requests, in the order in which they came.
  List<String> paths() {
    return requests.stream().map(Request::path).toList();
  }

  Request onlyRequest(String path) {
    List<Request> all = requests(path);
    if (all.size() != 1) {
      throw new AssertionError(path + " was asked " + all.size() + " times");
    }
    return all.getFirst();
  }

  /// Waits until what was sent over all sockets is read: a call may be over before.
  void awaitTalks() throws Exception {
    for (CompletableFuture<Void> talk : talks) {
      talk.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket connection = server.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        Request request = read(in);
        requests.add(request);
        var talk = sockets.get(request.path());
        if (talk != null && request.header("Upgrade").isPresent()) {
          talk(connection, in, request, talk);
          return;
        }
        Answer answer = pages.getOrDefault(request.path(), _ -> Answer.status(404)).apply(request);
        write(connection, answer);
      }
    } catch (IOException _) {
      // The connection is gone.
    }
  }

  private void talk(Socket connection, InputStream in, Request request, Consumer<PeerSocket> talk)
      throws IOException {
    var over = new CompletableFuture<Void>();
    talks.add(over);
    try {
      PeerSocket socket = upgrade(connection, in, request);
      talk.accept(socket);
      socket.readUntilGone();
    } finally {
      over.complete(null);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", 3);
    var headers = new ArrayList<Map.Entry<String, String>>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    var request = new Request(first[0], first[1], headers, "");
    int length = request.header("Content-Length").map(Integer::valueOf).orElse(0);
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Request(first[0], first[1], headers, body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static void write(Socket connection, Answer answer) throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + answer.status() + " So\r\n");
    if (!answer.contentType().isEmpty()) {
      head.append("Content-Type: ").append(answer.contentType()).append("\r\n");
    }
    if (!answer.location().isEmpty()) {
      head.append("Location: ").append(answer.location()).append("\r\n");
    }
    if (answer.status() != 204) {
      head.append("Content-Length: ").append(answer.body().bytes().length).append("\r\n");
    }
    var out = connection.getOutputStream();
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(answer.body().bytes());
    out.flush();
  }

  private static PeerSocket upgrade(Socket connection, InputStream in, Request request)
      throws IOException {
    String key = request.header("Sec-WebSocket-Key").orElse("");
    String head =
        "HTTP/1.1 101 So\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + WebSocketAccept.of(key)
            + "\r\n\r\n";
    connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return new PeerSocket(connection, in);
  }
}
