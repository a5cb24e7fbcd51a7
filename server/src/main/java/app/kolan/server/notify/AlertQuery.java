package app.kolan.server.notify;

import app.kolan.server.store.PagePosition;
import org.jspecify.annotations.Nullable;

/// Which alerts of one business are asked for. What is null is no condition.
///
/// @param after only alerts that come after this one in the list
public record AlertQuery(
    long business,
    @Nullable AlertState state,
    @Nullable String call,
    PagePosition after,
    int limit) {}
