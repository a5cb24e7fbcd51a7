package app.kolan.server.store;

import java.time.LocalDateTime;

/// How many calls that arrived within an hour and came out in one way have left a lead.
///
/// @param hour as in [CallCount]
/// @param outcome [CallOutcome#OPEN] where the call is not known
/// @param leads all of them
/// @param unwanted those among them that people found to be none
public record LeadCount(LocalDateTime hour, CallOutcome outcome, long leads, long unwanted) {}
