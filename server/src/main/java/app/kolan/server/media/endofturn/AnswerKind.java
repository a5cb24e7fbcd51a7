package app.kolan.server.media.endofturn;

/// What kind of answer the agent's last question asks for.
public enum AnswerKind {
  /// Nothing is known of it.
  UNKNOWN,
  /// An Israeli telephone number.
  TELEPHONE,
  /// An Israeli identity number.
  IDENTITY_NUMBER,
  /// Another number, of unknown length.
  NUMBER,
  /// A name.
  NAME,
  /// A day or a time.
  TIME,
  /// Yes or no.
  YES_OR_NO;

  /// Whether digits are dictated.
  public boolean isNumber() {
    return switch (this) {
      case TELEPHONE, IDENTITY_NUMBER, NUMBER -> true;
      case UNKNOWN, NAME, TIME, YES_OR_NO -> false;
    };
  }
}
