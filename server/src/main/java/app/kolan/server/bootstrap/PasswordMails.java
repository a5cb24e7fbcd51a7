package app.kolan.server.bootstrap;

import app.kolan.server.identity.PasswordReset;
import app.kolan.server.mail.Mailer;
import app.kolan.server.mail.SmtpSettings;
import app.kolan.server.mail.smtp.SmtpMailer;
import app.kolan.server.settings.PublicUrl;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The mails by which users choose a password, of a server whose settings name a mail server and
/// the public URL that links lead to.
///
/// @param reset null when no mail is sent
record PasswordMails(@Nullable PasswordReset reset, @Nullable Mailer mailer)
    implements AutoCloseable {
  static PasswordMails open(
      Config config, Vertx vertx, IdentityServices identity, InstantSource clock) {
    Optional<SmtpSettings> smtp = config.get(SmtpSettings.GROUP);
    PublicUrl url = config.publicUrl();
    if (smtp.isEmpty() || url == null) {
      return new PasswordMails(null, null);
    }
    var mailer = new SmtpMailer(vertx, smtp.get());
    return new PasswordMails(
        new PasswordReset(
            identity.users(),
            identity.auditLog(),
            mailer,
            url,
            config.business().locale().zone(),
            clock),
        mailer);
  }

  /// Waits for what is being sent.
  @Override
  public void close() {
    if (reset != null) {
      reset.close();
    }
    if (mailer != null) {
      mailer.close();
    }
  }
}
