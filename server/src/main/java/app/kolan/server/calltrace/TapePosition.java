package app.kolan.server.calltrace;

/// A position on a tape.
///
/// @param millis since the call's first request
/// @param frames the number of the caller's frames that had arrived on the stream, including the
///   one being processed. Real time differs from run to run, so this is the position that
///   comparisons use.
public record TapePosition(long millis, int frames) {
  public static final TapePosition START = new TapePosition(0, 0);
}
