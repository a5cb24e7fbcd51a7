package app.kolan.doctor.remote;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.signature.RequestSignature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A simple server that is not Kolan: it checks signatures over the URL that its framework sees,
/// uses a voice that has no Hebrew, and has a plain route in place of a WebSocket.
final class FlaskLike implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String signedBase;

  /// @param signedBase the base URL over which it checks signatures; empty for no check
  FlaskLike(String signedBase) throws IOException {
    this.signedBase = signedBase;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    http.setExecutor(threads);
    http.createContext("/voice", this::voice);
    http.createContext("/media", exchange -> answer(exchange, 200, "text/html", "Hello, World!"));
    http.createContext(
        "/fails", exchange -> answer(exchange, 500, "text/html", "Traceback: KeyError"));
    http.start();
  }

  String base() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void voice(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String signature = exchange.getRequestHeaders().getFirst("X-Twilio-Signature");
    if (!exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 405, "text/html", "Method Not Allowed");
    } else if (!signedBase.isEmpty() && !signature(body).equals(signature)) {
      answer(exchange, 403, "text/html", "Forbidden");
    } else {
      answer(
          exchange,
          200,
          "text/xml",
          """
          <Response><Say language="he-IL">שלום</Say>\
          <Connect><Stream url="ws://127.0.0.1:%d/media?token=1"/></Connect></Response>"""
              .formatted(http.getAddress().getPort()));
    }
  }

  private String signature(String body) {
    try {
      return RequestSignature.compute(Examined.TOKEN, signedBase + "/voice", FormPairs.parse(body));
    } catch (MalformedForm e) {
      return "";
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Server", "Werkzeug/3.0 Python/3.12");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }
}
