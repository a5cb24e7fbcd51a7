package app.kolan.bench.floor;

import org.jspecify.annotations.Nullable;

/// What one media socket answers to each message.
interface Echo {
  /// The answer to a text message, or null when there is none.
  @Nullable String answer(String text);
}
