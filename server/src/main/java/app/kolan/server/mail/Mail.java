package app.kolan.server.mail;

import org.jspecify.annotations.Nullable;

/// A mail to one person.
///
/// @param to the address alone
/// @param text for programs that show no HTML
/// @param id what stands before the `@` of its `Message-ID`, so that one that is sent twice can be
///   told as one; null for one that the mailer makes
/// @param attachment null for none
public record Mail(
    String to,
    String subject,
    String text,
    String html,
    @Nullable String id,
    @Nullable Attachment attachment) {
  /// A text that is attached.
  ///
  /// @param name of its file
  /// @param type as `Content-Type` has it
  public record Attachment(String name, String type, String text) {
    /// Shows nothing of what is in it.
    @Override
    public String toString() {
      return "Attachment[****]";
    }
  }

  /// A mail with an identifier that the mailer makes.
  public Mail(String to, String subject, String text, String html) {
    this(to, subject, text, html, null, null);
  }

  /// Shows nothing of what is in it.
  @Override
  public String toString() {
    return "Mail[****]";
  }
}
