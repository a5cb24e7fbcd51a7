package app.kolan.server.tool.mcp;

import app.kolan.server.business.McpServerSpec;
import app.kolan.server.tool.http.RequestFailed;
import app.kolan.server.tool.http.SafeClient;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpTransportException;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Streamable HTTP, one request for each message, through the client that reaches public addresses
/// alone. What comes of a message is an answer in JSON, or a stream that is read up to the answer;
/// no stream is kept open beside it.
///
/// Each message has a virtual thread, which is interrupted when the server takes longer than it
/// may.
///
/// Source:
/// https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http
/* The SDK's own transport uses the JDK's client, which resolves a name by itself when it connects:
 * a name could be public when it is judged and inside when it is connected to. See SafeClient and
 * docs/decisions/0045. */
final class HttpMcpTransport implements McpClientTransport {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final int MOST_MESSAGES = 200;
  private static final String SESSION = "Mcp-Session-Id";

  private final McpServerSpec server;
  private final URI url;
  private final SafeClient client;
  private volatile @Nullable Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler;
  private volatile @Nullable String session;
  private volatile @Nullable String version;

  HttpMcpTransport(McpServerSpec server, URI url, SafeClient client) {
    this.server = server;
    this.url = url;
    this.client = client;
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> messages) {
    return Mono.fromRunnable(() -> handler = messages);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(() -> handler = null);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return McpJson.INSTANCE.convertValue(data, type);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.create(
        sink -> {
          Thread sender =
              Thread.ofVirtual()
                  .name("mcp-" + server.name())
                  .start(
                      () -> {
                        try {
                          send(message);
                          sink.success();
                        } catch (IOException | RequestFailed | RuntimeException e) {
                          sink.error(e);
                        } catch (InterruptedException e) {
                          sink.error(new McpTransportException("the server took too long"));
                        }
                      });
          Thread.ofVirtual().name("mcp-limit-" + server.name()).start(() -> bound(sender));
        });
  }

  private void bound(Thread sender) {
    try {
      if (!sender.join(limit())) {
        sender.interrupt();
      }
    } catch (InterruptedException e) {
      sender.interrupt();
    }
  }

  private Duration limit() {
    return server.limit();
  }

  private void send(JSONRPCMessage message)
      throws IOException, RequestFailed, InterruptedException {
    var headers = new LinkedHashMap<String, String>();
    server.headers().forEach((name, value) -> headers.put(name, value.value()));
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/event-stream");
    headers.put("User-Agent", "Kolan");
    put(headers, SESSION, session);
    put(headers, "MCP-Protocol-Version", version);
    client.ask(
        "POST",
        url,
        headers,
        McpJson.INSTANCE.writeValueAsBytes(message),
        limit(),
        (status, header, body) -> {
          read(message, status, header, body);
          return status;
        });
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private void read(
      JSONRPCMessage message,
      int status,
      Function<String, @Nullable String> header,
      InputStream body)
      throws IOException {
    String known = session;
    if (status == 404 && known != null) {
      session = null;
      version = null;
      throw new McpTransportSessionNotFoundException(known);
    }
    if (status / 100 != 2) {
      throw new McpTransportException("the server answers " + status);
    }
    if (!(message instanceof JSONRPCRequest request)) {
      return;
    }
    String begun = header.apply(SESSION);
    if (request.method().equals(McpSchema.METHOD_INITIALIZE) && begun != null) {
      session = begun;
    }
    String type = header.apply("Content-Type");
    String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
    if (kind.startsWith("text/event-stream")) {
      var events = new SseMessages(body, MOST_BYTES);
      int read = 0;
      for (String event = events.next(); event != null; event = events.next()) {
        if (take(request, event)) {
          return;
        }
        if (++read > MOST_MESSAGES) {
          throw new McpTransportException("the stream has too many messages before its answer");
        }
      }
      throw new McpTransportException("the stream ended without an answer");
    }
    byte[] answer = body.readNBytes(MOST_BYTES + 1);
    if (answer.length > MOST_BYTES) {
      throw new McpTransportException("the answer is too long");
    }
    if (!take(request, new String(answer, StandardCharsets.UTF_8))) {
      throw new McpTransportException("the answer is that of another request");
    }
  }

  /// Passes a message on.
  ///
  /// @return whether it is the answer to the request
  private boolean take(JSONRPCRequest request, String text) throws IOException {
    JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(McpJson.INSTANCE, text);
    boolean isAnswer =
        message instanceof JSONRPCResponse response
            && String.valueOf(response.id()).equals(String.valueOf(request.id()));
    if (isAnswer
        && request.method().equals(McpSchema.METHOD_INITIALIZE)
        && message instanceof JSONRPCResponse response
        && response.result() instanceof Map<?, ?> result
        && result.get("protocolVersion") instanceof String agreed) {
      version = agreed;
    }
    if (message instanceof JSONRPCRequest) {
      // Kolan offers a server nothing, so that there is nothing to ask it for.
      return false;
    }
    Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> taker = handler;
    if (taker != null) {
      var _ = taker.apply(Mono.just(message)).subscribe(_ -> {}, _ -> {});
    }
    return isAnswer;
  }
}
