package app.kolan.server.notify.mail;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.mail.Mail;
import app.kolan.server.mail.MailFailure;
import app.kolan.server.mail.Mailer;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertChannel;
import app.kolan.server.notify.Invitation;
import app.kolan.server.notify.NoticeWords;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Mails alerts in Hebrew, from right to left, with the alert's identifier in the `Message-ID`.
public final class MailChannel implements AlertChannel {
  private final @Nullable Supplier<Mailer> opening;
  private final String from;
  private @Nullable Mailer mailer;

  /// @param opening opens the mailer at the first mail; null when the server sends none
  /// @param from the address that mail comes from; empty when none is sent
  public MailChannel(@Nullable Supplier<Mailer> opening, String from) {
    this.opening = opening;
    this.from = from;
  }

  @Override
  public Sent send(Alert alert, AlertRule rule, BusinessSettings business)
      throws InterruptedException {
    Mailer open = mailer();
    if (open == null) {
      return new Sent.Failed("the server sends no mail; set KOLAN_SMTP_URL", null, false);
    }
    NoticeWords text = NoticeWords.of(alert, business);
    try {
      open.send(
          new Mail(
              alert.address(),
              text.subject(),
              text.plain(),
              text.html(),
              alert.id(),
              Invitation.of(alert, business.business(), from)));
      return new Sent.Taken("", null);
    } catch (MailFailure e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the server is stopping");
      }
      return new Sent.Failed(String.valueOf(e.getMessage()), e.code(), false);
    }
  }

  private synchronized @Nullable Mailer mailer() {
    if (mailer == null && opening != null) {
      mailer = opening.get();
    }
    return mailer;
  }

  @Override
  public synchronized void close() {
    if (mailer != null) {
      mailer.close();
    }
  }
}
