package app.kolan.server.tape;

/// Where on a tape something is.
///
/// @param millis since the call's first request
/// @param frames how many of the caller's frames had come in on the stream by then, the one that is
///   being answered included. A live server is never quite as quick twice, so this is the place
///   that counts.
public record Place(long millis, int frames) {
  public static final Place START = new Place(0, 0);
}
