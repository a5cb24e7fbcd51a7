package app.kolan.server.store;

/// The calls of one business that arrived within a period.
///
/// @param open those that are not settled and whose end is not known, such as calls under way
/// @param missed those whose caller hung up or was cut off, and left no lead
public record BusinessCount(long business, long calls, long open, long missed) {}
