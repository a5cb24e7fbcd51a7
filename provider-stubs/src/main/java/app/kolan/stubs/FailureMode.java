package app.kolan.stubs;

/// What can be wrong with a vendor, as its client meets it.
public enum FailureMode {
  /// 401 to every request and handshake.
  KEY_REFUSED,
  /// 400: it does not know the model, or the like.
  REQUEST_REFUSED,
  /// 429, with `Retry-After`.
  LIMITED,
  /// 503.
  OVERLOADED,
  /// The port is closed.
  UNREACHABLE,
  /// It takes the connection, and never says a word.
  NEVER_ANSWERS,
  /// It breaks the connection where an answer should begin.
  DIES_BEFORE_ANSWER,
  /// It breaks the connection after the first piece of an answer.
  DIES_HALF_WAY,
  /// It stops after the first piece of an answer, and keeps the connection open.
  STALLS_HALF_WAY,
  /// It answers what no client can read.
  TALKS_NONSENSE,
  /// It answers well, and late: see [ProviderStub#slowness].
  SLOW
}
