package app.kolan.doctor.remote;

/// What a caller suffers from. Once its cause is found, other checks that meet it say no more than
/// that.
enum Symptom {
  /// Nothing can be asked at all.
  UNREACHABLE,
  /// The voice webhook does not get through to the server.
  VOICE,
  /// The server refuses what is signed.
  SIGNATURE,
  /// What the server answers arrives changed.
  ANSWERS,
  /// Errors that the server answers arrive as something else.
  ERRORS,
  /// The URLs in TwiML lead elsewhere.
  LINKS,
  /// The media socket does not open.
  SOCKET
}
