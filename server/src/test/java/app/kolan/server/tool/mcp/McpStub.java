package app.kolan.server.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A server of the Model Context Protocol over streamable HTTP, after its specification, with two
/// tools: `find-customer`, and `drop_everything`, which nobody allows.
public final class McpStub implements AutoCloseable {
  /// How it behaves.
  public enum Behavior {
    /// As it should, in JSON.
    ANSWERS,
    /// As it should, by server-sent events, and without closing the stream.
    STREAMS,
    /// It takes every request and says nothing.
    HANGS,
    /// It answers until a tool is called, and then says nothing.
    HANGS_IN_CALLS,
    /// What it says is no JSON-RPC.
    TALKS_RUBBISH,
    /// It answers until a tool is called, and then streams news and never the answer.
    STREAMS_FOR_EVER_IN_CALLS,
    /// It answers until a tool is called, and then with megabytes.
    FLOODS_IN_CALLS,
    /// It answers until a tool is called, and then with brackets within brackets.
    NESTS_IN_CALLS
  }

  private static final String SCHEMA =
      """
      {"type": "object", "required": ["customer"], "properties": {"customer": {"type": "object",
        "required": ["phones"], "properties": {"phones": {"type": "array",
          "items": {"type": "string"}}}}}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  /// A request that it got.
  ///
  /// @param session of its header; null for none
  public record Asked(String method, @Nullable String session, @Nullable String key, String body) {}

  public final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;
  private final Map<String, String> more = new ConcurrentHashMap<>();
  private volatile Behavior behavior;
  private volatile String answer = "Dana, since 2019";

  public McpStub(Behavior behavior) throws IOException {
    this.behavior = behavior;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/mcp", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:%d/mcp".formatted(server.getAddress().getPort()));
  }

  public void behave(Behavior other) {
    behavior = other;
  }

  /// Offers another tool.
  public void offer(String name, String schema) {
    more.put(name, schema);
  }

  public void answerWith(String text) {
    answer = text;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode request = JSON.readTree(body);
      String method = request.path("method").asText();
      asked.add(
          new Asked(
              method,
              exchange.getRequestHeaders().getFirst("Mcp-Session-Id"),
              exchange.getRequestHeaders().getFirst("X-Key"),
              body));
      Behavior now = behavior;
      boolean hangs =
          now == Behavior.HANGS || now == Behavior.HANGS_IN_CALLS && method.equals("tools/call");
      boolean isCall = method.equals("tools/call");
      if (hangs) {
        closing.await();
      } else if (isCall && now == Behavior.STREAMS_FOR_EVER_IN_CALLS) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        byte[] comment = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
        while (closing.getCount() > 0) {
          exchange.getResponseBody().write(comment);
          exchange.getResponseBody().flush();
        }
      } else if (isCall && now == Behavior.FLOODS_IN_CALLS) {
        send(exchange, "application/json", "{\"x\":\"" + "x".repeat(4_000_000) + "\"}");
      } else if (isCall && now == Behavior.NESTS_IN_CALLS) {
        send(exchange, "application/json", "[".repeat(200_000));
      } else if (now == Behavior.TALKS_RUBBISH) {
        send(exchange, "application/json", "<html>502</html>");
      } else if (!request.has("id")) {
        exchange.sendResponseHeaders(202, -1);
      } else {
        String message = message(request, method).toString();
        if (method.equals("initialize")) {
          exchange.getResponseHeaders().set("Mcp-Session-Id", "session-1");
        }
        if (now == Behavior.STREAMS) {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          String news =
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":"
                  + "{\"level\":\"info\",\"data\":\"x\"}}";
          String stream =
              ": hello\n\nevent: message\ndata: " + news + "\n\ndata: " + message + "\n\n";
          exchange.getResponseBody().write(stream.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          closing.await();
        } else {
          send(exchange, "application/json", message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode message(JsonNode request, String method) throws IOException {
    ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0");
    message.set("id", request.path("id"));
    ObjectNode result = message.putObject("result");
    switch (method) {
      case "initialize" -> {
        result.set("protocolVersion", request.path("params").path("protocolVersion"));
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "stub").put("version", "1");
      }
      case "tools/list" -> {
        for (String name : List.of("drop_everything", "find-customer")) {
          add(result, name, SCHEMA);
        }
        more.forEach((name, schema) -> add(result, name, schema));
      }
      case "tools/call" ->
          result.putArray("content").addObject().put("type", "text").put("text", answer);
      default -> {}
    }
    return message;
  }

  private static void add(ObjectNode result, String name, String schema) {
    ObjectNode tool = result.withArray("tools").addObject();
    tool.put("name", name).put("description", "Finds a customer.");
    try {
      tool.set("inputSchema", JSON.readTree(schema));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
