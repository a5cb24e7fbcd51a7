package app.kolan.server.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody's being signed in, on one device.
///
/// @param expiresAt when it ends, however it is used
/// @param seenAt when it was last used, to a few minutes
/// @param address from which network address it was begun; null when that is not known
/// @param userAgent the browser's own name for itself; null when it gave none
public record LoginSession(
    long id,
    long userId,
    Instant createdAt,
    Instant expiresAt,
    Instant seenAt,
    @Nullable String address,
    @Nullable String userAgent) {}
