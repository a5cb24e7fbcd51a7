package app.kolan.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which leads of a business are asked for, the newest first. What is null is no condition.
///
/// @param assignee [#NOBODY] for those without one
/// @param dueBefore only those that are due before this
public record LeadQuery(
    long business,
    LeadWork.@Nullable State state,
    @Nullable Long assignee,
    LeadWork.@Nullable Priority priority,
    @Nullable Long contact,
    @Nullable Instant dueBefore,
    PagePosition after,
    int limit) {
  public static final long NOBODY = 0;

  /// The newest leads.
  public static LeadQuery newest(long business, int limit) {
    return new LeadQuery(business, null, null, null, null, null, PagePosition.NEWEST, limit);
  }
}
