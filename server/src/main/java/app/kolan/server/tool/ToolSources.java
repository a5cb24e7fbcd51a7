package app.kolan.server.tool;

import app.kolan.server.booking.CalendarCheck;
import app.kolan.server.business.Business;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.store.Stores;
import java.util.List;

/// What the tools of a business stand on besides its stores.
///
/// @param knowledge what the agent knows
/// @param calendars elsewhere, in which people and rooms may be taken up
/// @param more tools that need more than the stores
/// @param late tools that become known later
public record ToolSources(
    Knowledge knowledge, CalendarCheck calendars, List<Tool> more, DiscoveredTools late) {
  public ToolSources {
    more = List.copyOf(more);
  }

  /// What the stores have, and nothing else.
  public static ToolSources of(Business business, Stores stores) {
    return of(new Knowledge(business.id(), stores.knowledge()));
  }

  /// What the agent knows, and nothing else.
  public static ToolSources of(Knowledge knowledge) {
    return new ToolSources(knowledge, CalendarCheck.NONE, List.of(), DiscoveredTools.NONE);
  }

  /// The same with these tools that become known later.
  public ToolSources with(DiscoveredTools other) {
    return new ToolSources(knowledge, calendars, more, other);
  }
}
