package app.kolan.server.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Many people whom a business has called.
///
/// @param pausedFor why it was paused by itself: `minutes`, `cost`, or the word of what is in the
///   way; null when somebody paused it
/// @param fileHash of the file that it was made of
/// @param madeBy a user or key, such as `user:7`
/// @param startedBy who started it last, in whose name people are called
/// @param overAt when it was finished or cancelled
public record Campaign(
    long id,
    long business,
    CampaignPlan plan,
    State state,
    @Nullable String pausedFor,
    String fileHash,
    Instant madeAt,
    String madeBy,
    @Nullable Instant startedAt,
    @Nullable String startedBy,
    @Nullable Instant overAt) {
  /// Whether it was paused because it has used what it may, and not because something is in the
  /// way.
  static boolean isCap(String pausedFor) {
    return pausedFor.equals("minutes") || pausedFor.equals("cost");
  }

  /// How far it is.
  public enum State {
    /// Nobody is called yet.
    DRAFT,
    /// People are called.
    RUNNING,
    /// Nobody is called until somebody resumes it; calls under way go on.
    PAUSED,
    /// Everybody was called as often as may be, or is not called.
    FINISHED,
    /// Somebody has ended it.
    CANCELLED;

    public boolean isOver() {
      return this == FINISHED || this == CANCELLED;
    }
  }

  @Override
  public String toString() {
    return "Campaign[id=%d, business=%d, state=%s]".formatted(id, business, state);
  }
}
