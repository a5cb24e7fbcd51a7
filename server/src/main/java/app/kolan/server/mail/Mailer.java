package app.kolan.server.mail;

/// Sends mail. Any thread may use it but an event loop.
public interface Mailer extends AutoCloseable {
  /// Sends a mail, and returns when a server has taken it, after half a minute at most.
  ///
  /// @throws MailFailure when none has; it may have arrived all the same
  void send(Mail mail);

  @Override
  void close();
}
