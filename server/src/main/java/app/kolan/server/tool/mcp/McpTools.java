package app.kolan.server.tool.mcp;

import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.McpServerSpec;
import app.kolan.server.tool.DiscoveredTools;
import app.kolan.server.tool.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tools of the MCP servers of all businesses. A server is connected when a call of its
/// business begins, and stays connected for the calls that follow; nothing of it is loaded before.
/// Safe to share.
public final class McpTools implements AutoCloseable {
  private final Map<Key, McpConnection> connections = new HashMap<>();
  private boolean closed;

  private record Key(long business, McpServerSpec server, boolean localAllowed) {}

  /// Those of a business that it allows.
  public DiscoveredTools of(long business, BusinessProfile profile) {
    List<McpServerSpec> servers = profile.mcpServers();
    if (servers.isEmpty()) {
      return DiscoveredTools.NONE;
    }
    return () ->
        servers.stream()
            .flatMap(server -> tools(new Key(business, server, profile.localTools())).stream())
            .filter(tool -> profile.allows(tool.spec().name()))
            .toList();
  }

  private List<Tool> tools(Key key) {
    McpConnection connection;
    synchronized (this) {
      if (closed) {
        return List.of();
      }
      forgetOld(key);
      connection =
          connections.computeIfAbsent(
              key,
              wanted ->
                  new McpConnection(wanted.server(), wanted.localAllowed(), System::nanoTime));
    }
    return connection.tools();
  }

  /// A server whose settings were changed is another one. The old one stays for the calls under way
  /// that still have it.
  private void forgetOld(Key key) {
    connections
        .entrySet()
        .removeIf(
            known -> {
              Key old = known.getKey();
              boolean isOld =
                  old.business() == key.business()
                      && old.server().name().equals(key.server().name())
                      && !old.equals(key)
                      && known.getValue().isIdle();
              if (isOld) {
                known.getValue().close();
              }
              return isOld;
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    connections.values().forEach(McpConnection::close);
    connections.clear();
  }
}
