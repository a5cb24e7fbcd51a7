package app.kolan.server.identity;

import app.kolan.server.mail.Mail;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// The mails by which users choose a password, in Hebrew and English. The HTML is right to left on
/// the page and on its table, since programs for mail drop one or the other; the link and the time
/// are left to right.
final class PasswordMail {
  private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm");

  private PasswordMail() {}

  static Mail invitation(EmailAddress to, String link, Instant until, ZoneId zone) {
    return mail(
        to,
        "הזמנה לקולן · Your invitation to Kolan",
        "הוזמנת לקולן. לבחירת סיסמה:",
        "You are invited to Kolan. Choose a password:",
        "בחירת סיסמה",
        link,
        UNTIL.withZone(zone).format(until));
  }

  static Mail reset(EmailAddress to, String link, Instant until, ZoneId zone) {
    return mail(
        to,
        "איפוס סיסמה בקולן · Reset your Kolan password",
        "התקבלה בקשה לבחור סיסמה חדשה לקולן. אם הבקשה לא שלך, אפשר להתעלם מהודעה זו והסיסמה לא תשתנה.",
        "Somebody asked for a new Kolan password for you. If that was not you, ignore this message:"
            + " your password stays.",
        "בחירת סיסמה חדשה",
        link,
        UNTIL.withZone(zone).format(until));
  }

  private static Mail mail(
      EmailAddress to,
      String subject,
      String hebrew,
      String english,
      String button,
      String link,
      String until) {
    String text =
        """
        %s

        %s

        הקישור תקף עד %s ולשימוש אחד בלבד.

        %s

        The link is valid until %s, and once.
        """
            .formatted(hebrew, link, until, english, until);
    String html =
        """
        <!DOCTYPE html>
        <html lang="he" dir="rtl">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body>
        <table role="presentation" dir="rtl" width="100%%" style="direction:rtl;text-align:right;\
        font-family:Arial,sans-serif;font-size:16px">
        <tr><td>
        <p>%s</p>
        <p><a href="%s">%s</a></p>
        <p>הקישור תקף עד <bdi dir="ltr">%s</bdi> ולשימוש אחד בלבד.</p>
        <p style="font-size:13px"><bdi dir="ltr">%s</bdi></p>
        </td></tr>
        <tr><td dir="ltr" lang="en" style="direction:ltr;text-align:left">
        <p>%s The link is valid until %s, and once.</p>
        </td></tr>
        </table>
        </body>
        </html>
        """
            .formatted(subject, hebrew, link, button, until, link, english, until);
    return new Mail(to.value(), subject, text, html);
  }
}
