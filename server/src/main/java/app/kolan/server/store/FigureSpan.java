package app.kolan.server.store;

import java.time.Instant;
import java.time.ZoneId;

/// A span of time of a business, to be counted by hours.
///
/// @param until is not part of it
/// @param zone in which hours are counted
public record FigureSpan(long business, Instant from, Instant until, ZoneId zone) {}
