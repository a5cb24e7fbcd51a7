package app.kolan.stubs;

/// The ways in which a provider can fail, as its client sees them.
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
  /// The connection is accepted, and no response ever comes.
  NEVER_ANSWERS,
  /// The connection breaks where a response should begin.
  DIES_BEFORE_ANSWER,
  /// The connection breaks after the first piece of a response.
  DIES_HALF_WAY,
  /// The response stops after the first piece, and the connection stays open.
  STALLS_HALF_WAY,
  /// The response cannot be parsed by any client.
  TALKS_NONSENSE,
  /// The response is correct, and late: see [ProviderStub#slowness].
  SLOW
}
