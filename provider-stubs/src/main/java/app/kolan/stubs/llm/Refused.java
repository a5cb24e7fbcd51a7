package app.kolan.stubs.llm;

import java.io.Serial;

/// The provider rejects a request.
final class Refused extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  /// @param type the provider's own name of the error
  Refused(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
