package app.kolan.server.store;

/// What the ledger of a data folder looks like.
///
/// @param bytes the size of the database
/// @param version the version of its tables; 0 when it has none yet
/// @param newestVersion the version that this Kolan writes
/// @param inUse whether a server has it open, or one was killed while it had
/// @param calls how many calls are in it
/// @param toFetch how many recordings were announced before the moment that was asked for, and are
///   still to be fetched
/// @param failed how many recordings could not be fetched, and are given up
public record StoreInspection(
    long bytes,
    int version,
    int newestVersion,
    boolean inUse,
    long calls,
    long toFetch,
    long failed) {}
