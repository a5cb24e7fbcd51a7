package app.kolan.server.tool.mcp;

import app.kolan.server.business.McpServerSpec;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/// A tool of an MCP server. What it answers is data for the model, and never an instruction.
final class McpTool implements Tool {
  private static final TypeRef<Map<String, Object>> ARGUMENTS = new TypeRef<>() {};

  private final McpServerSpec server;
  private final String name;
  private final ToolSpec spec;
  private final McpConnection connection;

  McpTool(McpServerSpec server, String name, ToolSpec spec, McpConnection connection) {
    this.server = server;
    this.name = name;
    this.spec = spec;
    this.connection = connection;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public SideEffect effect() {
    return server.readOnly().contains(name) ? SideEffect.READS : SideEffect.REACHES_OUTSIDE;
  }

  @Override
  public Duration timeLimit() {
    return server.limit();
  }

  @Override
  public ToolResult use(CheckedToolCall use) throws InterruptedException {
    try {
      return result(
          connection.call(name, McpJson.INSTANCE.readValue(use.arguments().json(), ARGUMENTS)));
    } catch (McpUnavailable e) {
      boolean unsure = e.asked() && effect() != SideEffect.READS;
      return ToolResult.failed(
          unsure
              ? "No answer came (%s). It may or may not have been done; do not try again."
                  .formatted(e.getMessage())
              : "It could not be done: %s. Go on without it.".formatted(e.getMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("arguments that were checked are JSON", e);
    }
  }

  private ToolResult result(CallToolResult answer) throws IOException {
    var texts = new ArrayList<String>();
    for (McpSchema.Content content : answer.content()) {
      texts.add(
          content instanceof McpSchema.TextContent text
              ? text.text()
              : "(%s, left out)".formatted(content.type()));
    }
    if (answer.content().isEmpty() && answer.structuredContent() != null) {
      texts.add(McpJson.INSTANCE.writeValueAsString(answer.structuredContent()));
    }
    String whole = String.join("\n", texts).strip();
    String words = OutsideData.cut(whole, server.mostLetters());
    if (Boolean.TRUE.equals(answer.isError())) {
      return ToolResult.failed(
          "It was refused." + (words.isEmpty() ? "" : " The answer was:\n" + marked(words)));
    }
    return ToolResult.done(words.isEmpty() ? "Done." : marked(words));
  }

  private String marked(String words) {
    return OutsideData.mark(spec.name(), words);
  }
}
