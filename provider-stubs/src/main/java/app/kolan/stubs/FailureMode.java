package app.kolan.stubs;

import org.jspecify.annotations.Nullable;

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
  SLOW;

  /// The status that every request and handshake gets; null when it is not refused.
  @Nullable Integer rejection() {
    return switch (this) {
      case KEY_REFUSED -> 401;
      case REQUEST_REFUSED -> 400;
      case LIMITED -> 429;
      case OVERLOADED -> 503;
      case UNREACHABLE,
          NEVER_ANSWERS,
          DIES_BEFORE_ANSWER,
          DIES_HALF_WAY,
          STALLS_HALF_WAY,
          TALKS_NONSENSE,
          SLOW ->
          null;
    };
  }
}
