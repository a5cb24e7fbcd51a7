package app.kolan.server.store;

import java.time.Instant;
import java.time.ZoneId;

/// A span of time of a business, to be counted by hours.
///
/// @param until is not part of it
/// @param zone by whose clocks hours are told
public record FigureSpan(long business, Instant from, Instant until, ZoneId zone) {}
