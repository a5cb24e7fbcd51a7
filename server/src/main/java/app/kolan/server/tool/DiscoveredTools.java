package app.kolan.server.tool;

import java.util.List;

/// Tools that become known while calls are answered: those of servers that have to be asked for
/// them first. Safe to share.
public interface DiscoveredTools {
  /// There are none.
  DiscoveredTools NONE = List::of;

  /// Those that are known by now. Does not wait; has the others looked for.
  List<Tool> known();
}
