package app.kolan.server.store;

import java.time.Instant;

/// A time at which a person or a room has something in a calendar elsewhere.
///
/// @param href by what that calendar knows it; one that repeats has several times
public record CalendarBusy(String href, Instant startsAt, Instant endsAt) {}
