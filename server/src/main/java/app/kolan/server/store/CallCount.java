package app.kolan.server.store;

import java.time.LocalDateTime;

/// How many calls that arrived within an hour came out in one way.
///
/// @param hour its beginning, by the clocks of the business; when clocks are put back, two hours of
///   the day are one here
public record CallCount(LocalDateTime hour, CallOutcome outcome, long calls) {}
