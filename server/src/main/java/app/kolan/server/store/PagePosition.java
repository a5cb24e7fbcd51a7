package app.kolan.server.store;

import java.time.Instant;

/// Where a page of a list ends that has the newest first: the last row's time and identifier.
public record PagePosition(Instant at, String id) {
  /// Before the newest row.
  public static final PagePosition NEWEST =
      new PagePosition(Instant.ofEpochMilli(Long.MAX_VALUE), "");
}
