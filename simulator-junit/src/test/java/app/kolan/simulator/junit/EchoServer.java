package app.kolan.simulator.junit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.twilio.security.RequestValidator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;

/// A server that is not Kolan: it beeps and repeats what the caller says, as the `connect-basic`
/// sample of Twilio does, and then lets the call go on. Signatures are checked with Twilio's own
/// library.
///
/// Source: https://github.com/twilio/media-streams/tree/master/node/connect-basic
final class EchoServer implements AutoCloseable {
  /// How it keeps to the protocol.
  enum Behaviour {
    GOOD,
    /// It names another stream.
    WRONG_STREAM,
    /// It sends binary frames.
    BINARY,
    /// Its TwiML points to a page where it should point to a socket.
    NO_SOCKET
  }

  /// What the other side did that it should not have.
  final List<String> complaints = new CopyOnWriteArrayList<>();

  /// The events of the socket but media, in order.
  final List<String> events = new CopyOnWriteArrayList<>();

  private volatile RequestValidator validator;
  private volatile Behaviour behaviour = Behaviour.GOOD;
  private final HttpServer web;
  private final Sockets sockets;

  EchoServer(String authToken) throws IOException, InterruptedException {
    this.validator = new RequestValidator(authToken);
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/twiml", exchange -> answer(exchange, twiml()));
    web.createContext("/page", exchange -> answer(exchange, "<html>this is no socket</html>"));
    web.start();
    sockets = new Sockets();
    sockets.start();
    sockets.listening.await();
  }

  /// Sets the behaviour from the next call on.
  void behave(Behaviour next) {
    behaviour = next;
  }

  /// Checks signatures with this token from now on.
  void expect(String authToken) {
    validator = new RequestValidator(authToken);
  }

  URI voiceUrl() {
    return URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/twiml");
  }

  @Override
  public void close() {
    try {
      sockets.stop(1000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    web.stop(0);
  }

  private String twiml() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Response>
          <Say>Whatever you say after the beep is repeated.</Say>
          <Connect>
            <Stream url="%s"><Parameter name="colour" value="blue"/></Stream>
          </Connect>
          <Say>The socket is closed, and this is the next verb.</Say>
        </Response>
        """
        .formatted(
            behaviour == Behaviour.NO_SOCKET
                ? "ws://127.0.0.1:" + web.getAddress().getPort() + "/page"
                : sockets.url());
  }

  private void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().toString();
      if (path.equals("/twiml")
          && !validator.validate(
              voiceUrl().toString(),
              form(body),
              exchange.getRequestHeaders().getFirst("X-Twilio-Signature"))) {
        complaints.add("the signature of " + path + " is wrong");
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> form(String body) {
    var form = new TreeMap<String, String>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  /// The sockets of all calls; each has its own repeater.
  private final class Sockets extends WebSocketServer {
    private final CountDownLatch listening = new CountDownLatch(1);

    Sockets() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      setDaemon(true);
    }

    String url() {
      return "ws://127.0.0.1:" + getPort() + "/media";
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
        WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
      String signature = request.getFieldValue("X-Twilio-Signature");
      if (!validator.validate(url(), Map.of(), signature)) {
        complaints.add("the signature of the socket is wrong");
        throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "not signed");
      }
      return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      socket.setAttachment(new Repeater(socket, behaviour, events));
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      try {
        JsonNode json = new ObjectMapper().readTree(message);
        socket.<Repeater>getAttachment().receive(json);
      } catch (JsonProcessingException e) {
        complaints.add("a message is no JSON: " + message);
      }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      events.add("closed");
    }

    @Override
    public void onError(WebSocket socket, Exception failure) {
      complaints.add(failure.toString());
    }

    @Override
    public void onStart() {
      listening.countDown();
    }
  }
}
