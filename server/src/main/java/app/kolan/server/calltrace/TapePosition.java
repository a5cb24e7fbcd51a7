package app.kolan.server.calltrace;

/// Where on a tape something is.
///
/// @param millis since the call's first request
/// @param frames how many of the caller's frames had come in on the stream by then, the one that is
///   being answered included. A live server is never quite as quick twice, so this is the place
///   that counts.
public record TapePosition(long millis, int frames) {
  public static final TapePosition START = new TapePosition(0, 0);
}
