package app.kolan.server.mail;

/// A mail to one person.
///
/// @param to the address alone
/// @param text for programs that show no HTML
public record Mail(String to, String subject, String text, String html) {
  /// Shows nothing of what is in it.
  @Override
  public String toString() {
    return "Mail[****]";
  }
}
