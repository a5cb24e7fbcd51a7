package app.kolan.server.provider;

/// The ways in which a provider fails, as far as Kolan acts on them differently.
public enum FailureKind {
  /// The key is missing, wrong, or may not do this (401, 403).
  KEY_REFUSED(Retry.NEVER),
  /// The request is wrong for this provider: an unknown model, voice or language (400, 404, 422).
  REQUEST_REFUSED(Retry.NEVER),
  /// Too many requests, or the quota is used up (429).
  LIMITED(Retry.LATER),
  /// The provider says that it cannot at the moment (5xx).
  OVERLOADED(Retry.LATER),
  /// Nobody answers at the address: no such name, no connection, no TLS.
  UNREACHABLE(Retry.LATER),
  /// An answer, or its next piece, did not come within its time bound.
  TOO_SLOW(Retry.AT_ONCE),
  /// The connection broke in the middle of an answer.
  BROKEN_OFF(Retry.AT_ONCE),
  /// The answer is not what the provider documents.
  UNREADABLE(Retry.AT_ONCE),
  /// The provider ended a session that has reached its limit.
  SESSION_OVER(Retry.AT_ONCE);

  /// Whether the same request may succeed if it is made again.
  public enum Retry {
    /// On a new connection, now.
    AT_ONCE,
    /// Not in this turn: the next provider is asked.
    LATER,
    /// Not before the operator has changed something.
    NEVER
  }

  private final Retry retry;

  FailureKind(Retry retry) {
    this.retry = retry;
  }

  public Retry retry() {
    return retry;
  }

  /// The kind that an HTTP status stands for. Anything below 400 that was not expected is
  /// unreadable.
  public static FailureKind ofStatus(int status) {
    return switch (status) {
      case 401, 403, 407 -> KEY_REFUSED;
      case 402, 429 -> LIMITED;
      case 408, 425, 504 -> TOO_SLOW;
      default -> {
        if (status >= 500) {
          yield OVERLOADED;
        }
        yield status >= 400 ? REQUEST_REFUSED : UNREADABLE;
      }
    };
  }
}
