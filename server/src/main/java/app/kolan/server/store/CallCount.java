package app.kolan.server.store;

import java.time.LocalDateTime;

/// How many calls that arrived within an hour came out in one way, and how many leads they left.
///
/// @param hour its beginning, by the clocks of the business; when clocks are put back, two hours of
///   the day are one here
/// @param outcome [CallOutcome#OPEN] where a lead is of a call that is not known
/// @param leads all that they left, those of unknown calls among them
/// @param unwanted those among the leads that people found to be none
/// @param minutes of these calls, as [UsageStore#minutes] counts them
public record CallCount(
    LocalDateTime hour, CallOutcome outcome, long calls, long leads, long unwanted, long minutes) {}
