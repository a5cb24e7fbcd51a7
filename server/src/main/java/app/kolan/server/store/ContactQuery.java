package app.kolan.server.store;

import app.kolan.twilio.webhook.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// Which contacts of a business are asked for, the newest first. What is null is no condition;
/// those that were merged into another one are not among them.
///
/// @param before only those with a smaller identifier; [Long#MAX_VALUE] for the newest
public record ContactQuery(
    long business, @Nullable PhoneNumber number, @Nullable String tag, long before, int limit) {}
