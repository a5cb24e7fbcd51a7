package app.kolan.server.business;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server of the Model Context Protocol whose tools a business's agent may use.
///
/// @param name what its tools' names begin with: small letters, digits and `_`
/// @param url where it is, over streamable HTTP; null for one that is started by a command
/// @param command what starts it, which the operator alone can set; empty for one with a URL
/// @param headers sent with each request; they may hold keys
/// @param tools those that may be used, by the server's own names
/// @param readOnly those of them that change nothing
/// @param limit how long one use may take
/// @param mostLetters of a result
public record McpServerSpec(
    String name,
    @Nullable URI url,
    List<String> command,
    Map<String, Secret> headers,
    List<String> tools,
    Set<String> readOnly,
    Duration limit,
    int mostLetters) {
  private static final int LONGEST_NAME = 64;

  public McpServerSpec {
    command = List.copyOf(command);
    headers = Map.copyOf(headers);
    tools = List.copyOf(tools);
    readOnly = Set.copyOf(readOnly);
  }

  /// The name that models know one of its tools by.
  public String nameFor(String tool) {
    String name = this.name + "_" + tool.replaceAll("[^A-Za-z0-9_-]", "_");
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
