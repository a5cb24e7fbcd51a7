package app.kolan.server.provider;

/// The kinds of provider failures that Kolan treats differently.
public enum FailureKind {
  /// The key is missing, wrong, or may not do this (401, 403).
  KEY_REFUSED(Retry.NEVER),
  /// The request is wrong for this provider: an unknown model, voice or language (400, 404, 422).
  REQUEST_REFUSED(Retry.NEVER),
  /// Too many requests, or the quota is used up (429).
  LIMITED(Retry.LATER),
  /// The provider reports that it cannot serve the request at the moment (5xx).
  OVERLOADED(Retry.LATER),
  /// Nothing answers at the address: no such name, no connection, no TLS.
  UNREACHABLE(Retry.LATER),
  /// A response, or its next piece, did not come within its timeout.
  TOO_SLOW(Retry.AT_ONCE),
  /// The connection broke in the middle of a response.
  BROKEN_OFF(Retry.AT_ONCE),
  /// The response is not what the provider documents.
  UNREADABLE(Retry.AT_ONCE),
  /// The response is complete, and nothing in it can be heard or done.
  EMPTY(Retry.AT_ONCE),
  /// The provider ended a session that has reached its limit.
  SESSION_OVER(Retry.AT_ONCE);

  /// Whether the same request may succeed if it is repeated.
  public enum Retry {
    /// On a new connection, now.
    AT_ONCE,
    /// Not in this turn: the next provider is used.
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

  /// The kind for an HTTP status. An unexpected status below 400 counts as unreadable.
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
