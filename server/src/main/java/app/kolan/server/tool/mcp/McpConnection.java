package app.kolan.server.tool.mcp;

import app.kolan.server.business.McpServerSpec;
import app.kolan.server.tool.MalformedSchema;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.Parameters;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolSpec;
import app.kolan.server.tool.http.SafeClient;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session with one server: it is begun before it is needed, on a thread of its own, and is
/// begun anew after it broke. A server that fails is left alone for half a minute, and its tools
/// are not offered until it has answered once. Safe to share.
final class McpConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(McpConnection.class);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LISTED_FOR = Duration.ofMinutes(10);
  private static final int FAILURES = 3;
  private static final int MOST_PAGES = 10;
  private static final int LONGEST_DESCRIPTION = 1_000;

  private final McpServerSpec server;
  private final boolean localAllowed;
  private final LongSupplier nanos;
  private final CircuitBreaker breaker;
  private final AtomicBoolean connecting = new AtomicBoolean();
  private volatile @Nullable McpSyncClient client;
  private volatile List<Tool> tools = List.of();
  private volatile long listedAt;
  private volatile long askedAt;
  private volatile boolean closed;

  McpConnection(McpServerSpec server, boolean localAllowed, LongSupplier nanos) {
    this.server = server;
    this.localAllowed = localAllowed;
    this.nanos = nanos;
    askedAt = nanos.getAsLong();
    breaker =
        CircuitBreaker.of(
            "mcp/" + server.name(),
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    2 * FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(REST)
                .build());
  }

  /// Whether nobody has asked for its tools for as long as a call hardly lasts.
  boolean isIdle() {
    return nanos.getAsLong() - askedAt > IDLE.toNanos();
  }

  /// The tools that are known by now. Does not wait; has them listed when that is due.
  List<Tool> tools() {
    askedAt = nanos.getAsLong();
    boolean isDue = client == null || nanos.getAsLong() - listedAt > LISTED_FOR.toNanos();
    if (isDue && !closed && connecting.compareAndSet(false, true)) {
      Thread.ofVirtual().name("mcp-connect-" + server.name()).start(this::connect);
    }
    return tools;
  }

  private void connect() {
    try {
      if (!breaker.tryAcquirePermission()) {
        return;
      }
      McpSyncClient known = client;
      McpSyncClient open = known == null ? open() : known;
      try {
        if (known == null) {
          open.initialize();
        }
        tools = list(open);
        listedAt = nanos.getAsLong();
        client = open;
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        LOG.atInfo()
            .addKeyValue("server", server.name())
            .addKeyValue("tools", tools.size())
            .log("an MCP server is connected");
      } catch (RuntimeException e) {
        failed(e);
        client = null;
        end(open);
      }
      if (closed) {
        end(open);
      }
    } finally {
      connecting.set(false);
    }
  }

  private McpSyncClient open() {
    return McpClient.sync(transport())
        .requestTimeout(server.limit())
        .initializationTimeout(server.limit())
        .clientInfo(McpSchema.Implementation.builder("Kolan", "1").build())
        .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(""))
        .build();
  }

  private McpClientTransport transport() {
    URI url = server.url();
    if (url != null) {
      return new HttpMcpTransport(server, url, SafeClient.usual(localAllowed));
    }
    List<String> command = server.command();
    return new CleanProcess(
        ServerParameters.builder(command.getFirst())
            .args(command.subList(1, command.size()))
            .build());
  }

  /// A program of the operator's, whose environment has none of the server's secrets: where it
  /// lives, and where programs are.
  private static final class CleanProcess extends StdioClientTransport {
    CleanProcess(ServerParameters parameters) {
      super(parameters, McpJson.INSTANCE);
      // What it writes there may be what callers said.
      setStdErrorHandler(_ -> {});
    }

    @Override
    protected ProcessBuilder getProcessBuilder() {
      ProcessBuilder builder = super.getProcessBuilder();
      builder.environment().clear();
      return builder;
    }
  }

  /// Those that are allowed and whose schema is understood, in the order in which they are allowed.
  private List<Tool> list(McpSyncClient open) {
    var offered = new ArrayList<McpSchema.Tool>();
    String cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      McpSchema.ListToolsResult listed = cursor == null ? open.listTools() : open.listTools(cursor);
      offered.addAll(listed.tools());
      cursor = listed.nextCursor();
      if (cursor == null || cursor.isEmpty()) {
        break;
      }
    }
    var known = new ArrayList<Tool>();
    for (String name : server.tools()) {
      offered.stream()
          .filter(tool -> tool.name().equals(name))
          .findFirst()
          .ifPresentOrElse(
              tool -> add(tool, known),
              () ->
                  LOG.atWarn()
                      .addKeyValue("server", server.name())
                      .addKeyValue("tool", name)
                      .log("an MCP server does not have a tool that is allowed"));
    }
    return List.copyOf(known);
  }

  private void add(McpSchema.Tool tool, List<Tool> to) {
    try {
      String schema = McpJson.INSTANCE.writeValueAsString(tool.inputSchema());
      String description = tool.description() == null ? "" : tool.description();
      var spec =
          new ToolSpec(
              server.nameFor(tool.name()),
              OutsideData.cut(description, LONGEST_DESCRIPTION),
              Parameters.read(schema).schema());
      to.add(new McpTool(server, tool.name(), spec, this));
    } catch (MalformedSchema | IOException e) {
      LOG.atWarn()
          .addKeyValue("server", server.name())
          .addKeyValue("tool", tool.name())
          .log("a tool of an MCP server has a schema that is not understood; it is left out");
    }
  }

  /// Uses a tool; blocks.
  ///
  /// @throws McpUnavailable when the server is left alone, or has failed
  CallToolResult call(String tool, Map<String, Object> arguments)
      throws McpUnavailable, InterruptedException {
    McpSyncClient open = client;
    if (open == null) {
      throw new McpUnavailable("the server is not connected", false);
    }
    if (!breaker.tryAcquirePermission()) {
      throw new McpUnavailable("the server has failed before and is left alone", false);
    }
    try {
      CallToolResult result = open.callTool(new CallToolRequest(tool, arguments, null));
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      return result;
    } catch (RuntimeException e) {
      failed(e);
      if (Thread.interrupted()) {
        throw new InterruptedException("the use was given up");
      }
      throw new McpUnavailable("the server did not answer as it should", true);
    }
  }

  /// Without what the server said, which may hold what a caller said.
  private void failed(RuntimeException why) {
    breaker.onError(0, TimeUnit.NANOSECONDS, why);
    if (breaker.getState() != CircuitBreaker.State.CLOSED) {
      McpSyncClient broken = client;
      client = null;
      if (broken != null) {
        end(broken);
      }
    }
    LOG.atWarn()
        .addKeyValue("server", server.name())
        .addKeyValue("fault", why.getClass().getSimpleName())
        .addKeyValue("left_alone", breaker.getState() != CircuitBreaker.State.CLOSED)
        .log("an MCP server has failed");
  }

  private static void end(McpSyncClient open) {
    Thread.ofVirtual().name("mcp-close").start(open::close);
  }

  @Override
  public void close() {
    closed = true;
    McpSyncClient open = client;
    client = null;
    if (open != null) {
      end(open);
    }
  }
}
