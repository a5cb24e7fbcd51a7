package app.kolan.server.tool.http;

import app.kolan.server.business.HttpToolSpec;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/// A tool that a business brings along: asks its server, and gives the answer to the model.
final class HttpTool implements Tool {
  private final HttpToolSpec tool;
  private final SafeClient client;
  private final InstantSource clock;

  HttpTool(HttpToolSpec tool, SafeClient client, InstantSource clock) {
    this.tool = tool;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(tool.name(), tool.description(), tool.parameters());
  }

  @Override
  public SideEffect effect() {
    return tool.changes() ? SideEffect.REACHES_OUTSIDE : SideEffect.READS;
  }

  @Override
  public Duration timeLimit() {
    return tool.limit();
  }

  @Override
  public ToolResult use(CheckedToolCall use) throws InterruptedException {
    try {
      return result(ask(use));
    } catch (RequestFailed e) {
      boolean unsure = e.sent() && tool.changes();
      return ToolResult.failed(
          unsure
              ? "No answer came (%s). It may or may not have been done; do not try again."
                  .formatted(e.why())
              : "It could not be done: %s.".formatted(e.why()));
    }
  }

  private HttpReply ask(CheckedToolCall use) throws RequestFailed, InterruptedException {
    boolean hasBody = tool.method().hasBody();
    String query = hasBody ? "" : query(use);
    byte[] body = (hasBody ? use.arguments().json() : "").getBytes(StandardCharsets.UTF_8);
    byte[] signed = hasBody ? body : query.getBytes(StandardCharsets.UTF_8);
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", "application/json, text/plain");
    headers.put("User-Agent", "Kolan");
    if (hasBody) {
      headers.put("Content-Type", "application/json");
    }
    headers.put("Idempotency-Key", use.key());
    headers.put("X-Kolan-Call", use.call().sid().value());
    headers.put(
        OutgoingSignature.HEADER, OutgoingSignature.of(tool.secret(), clock.instant(), signed));
    tool.headers().forEach((name, value) -> headers.put(name, value.value()));
    URI url = query.isEmpty() ? tool.url() : URI.create(withQuery(tool.url(), query));
    return client.ask(tool.method().name(), url, headers, body, tool.limit(), tool.mostBytes());
  }

  private ToolResult result(HttpReply reply) {
    String body = reply.body().strip();
    if (!reply.isGood()) {
      return ToolResult.failed(
          "It was refused with status %d.%s"
              .formatted(
                  reply.status(), body.isEmpty() ? "" : " The answer was:\n" + marked(body)));
    }
    if (body.isEmpty()) {
      return ToolResult.done("Done.");
    }
    return ToolResult.done(marked(reply.cutOff() ? body + "… (cut off here)" : body));
  }

  private String marked(String body) {
    return OutsideData.mark(tool.name(), body);
  }

  private static String query(CheckedToolCall use) {
    return use.arguments().texts().entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String withQuery(URI url, String query) {
    return url + (url.getRawQuery() == null ? "?" : "&") + query;
  }
}
