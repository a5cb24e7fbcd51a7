package app.kolan.bench.endofturn;

import org.jspecify.annotations.Nullable;

/// A file that cannot be used; the message says why, and what to do.
final class BadFile extends Exception {
  private static final long serialVersionUID = 1;

  BadFile(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
