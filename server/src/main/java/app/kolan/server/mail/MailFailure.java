package app.kolan.server.mail;

import org.jspecify.annotations.Nullable;

/// A mail was not sent. The message says why, without the mail or its address.
public final class MailFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable Integer code;

  public MailFailure(String message, @Nullable Throwable cause) {
    this(message, null, cause);
  }

  /// @param code the mail server's reply, such as 550; null when it gave none
  public MailFailure(String message, @Nullable Integer code, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// The mail server's reply, such as 550; null when it gave none.
  public @Nullable Integer code() {
    return code;
  }
}
