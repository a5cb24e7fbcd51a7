package app.kolan.server.store;

/// What a backup holds.
///
/// @param database the name of the database's file in the backup
/// @param calls how many calls are in it
/// @param sounds how many sounds
/// @param missing how many sounds rows name that are not in the data folder
public record StoreBackup(String database, long calls, long sounds, long missing) {}
