package app.kolan.doctor.remote;

/// A symptom. Once its cause is found, other checks that meet the symptom only refer to that cause.
enum Symptom {
  /// The server cannot be reached at all.
  UNREACHABLE,
  /// The voice webhook does not get through to the server.
  VOICE,
  /// The server rejects signed requests.
  SIGNATURE,
  /// The server's responses arrive changed.
  ANSWERS,
  /// The server's error responses arrive as something else.
  ERRORS,
  /// Paths that Twilio asks later do not get through.
  PATHS,
  /// The URLs in TwiML lead elsewhere.
  LINKS,
  /// The media socket does not open.
  SOCKET
}
