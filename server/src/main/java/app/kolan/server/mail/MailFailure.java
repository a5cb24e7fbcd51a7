package app.kolan.server.mail;

import org.jspecify.annotations.Nullable;

/// A mail was not sent. The message says why, without the mail or its address.
public final class MailFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MailFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
