package app.kolan.server.mail;

import app.kolan.server.settings.Secret;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The server that takes our mail.
///
/// @param tls whether the connection is encrypted from its first byte; otherwise it is upgraded by
///   STARTTLS, without which nothing is sent to another machine
/// @param user null when the server wants no password
/// @param from the sender's address
public record SmtpSettings(
    String host,
    int port,
    boolean tls,
    @Nullable String user,
    @Nullable Secret password,
    String from) {
  public static final Setting URL =
      new Setting(
          "KOLAN_SMTP_URL",
          "mail.smtp-url",
          "server that takes mail, such as `smtp://user:password@mail.example:587` (STARTTLS) or"
              + " `smtps://…:465` (TLS); see [users](users.md#mail)",
          "none: no mail is sent");

  public static final Setting FROM =
      new Setting(
          "KOLAN_MAIL_FROM",
          "mail.from",
          "address that mail comes from",
          "the user of the SMTP URL, if that is an address");

  /// Empty when no mail is sent.
  public static final SettingsGroup<Optional<SmtpSettings>> GROUP =
      SettingsGroup.of(source -> Optional.ofNullable(read(source)), URL, FROM);

  private static final Pattern ADDRESS = Pattern.compile("[^@\\s<>,;\"]+@[^@\\s<>,;\"]+");
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final String REMEDY =
      "write it as smtp://USER:PASSWORD@HOST:PORT or smtps://…, with %40 for an @ in the user";

  private static @Nullable SmtpSettings read(SettingsSource source) {
    String text = source.text(URL).orElse(null);
    if (text == null) {
      source
          .text(FROM)
          .ifPresent(
              _ -> source.warn(FROM.environment() + " does nothing without " + URL.environment()));
      return null;
    }
    URI uri = uri(text);
    String host = uri == null ? null : uri.getHost();
    String scheme = uri == null ? "" : String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("smtps");
    if (uri == null || host == null || !(tls || scheme.equals("smtp"))) {
      source.problem(URL, "no SMTP URL", REMEDY);
      return null;
    }
    String[] login = uri.getRawUserInfo() == null ? null : uri.getRawUserInfo().split(":", 2);
    String user = login == null ? null : decoded(login[0]);
    Secret password = login == null || login.length < 2 ? null : new Secret(decoded(login[1]));
    if (user != null && password == null) {
      source.problem(URL, "a user without a password", REMEDY);
      return null;
    }
    String from = source.text(FROM).orElse(user == null ? "" : user);
    if (!ADDRESS.matcher(from).matches()) {
      source.problem(
          FROM, from.isEmpty() ? "not set" : from, "set it to the address that mail comes from");
      return null;
    }
    int port = uri.getPort() < 0 ? (tls ? SUBMISSIONS : SUBMISSION) : uri.getPort();
    return new SmtpSettings(host, port, tls, user, password, from);
  }

  /// Whether the server is on this machine.
  public boolean isLocal() {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
