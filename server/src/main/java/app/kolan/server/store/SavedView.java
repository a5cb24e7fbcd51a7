package app.kolan.server.store;

import java.time.Instant;

/// Filters of a list that somebody has kept under a name.
///
/// @param user whose it is; nobody else sees it
/// @param filters as the query of an address
public record SavedView(
    long id, long business, long user, Page page, String title, String filters, Instant createdAt) {
  /// The lists that have filters.
  public enum Page {
    CALLS,
    LEADS
  }
}
