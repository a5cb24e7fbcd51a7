package app.kolan.server.llm;

import app.kolan.server.provider.ProviderFailure;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Carries a failure or an interrupt through LangChain4j as an unchecked exception.
final class CarriedFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  CarriedFailure(ProviderFailure cause) {
    super(cause.getMessage(), cause);
  }

  CarriedFailure(InterruptedException cause) {
    super("interrupted", cause);
  }

  /// The failure among an exception's causes; null when there is none.
  static @Nullable ProviderFailure in(Throwable fault) {
    Throwable at = fault;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (at instanceof ProviderFailure failure) {
        return failure;
      }
      at = at.getCause();
    }
    return null;
  }
}
