package app.kolan.server.mail.smtp;

import app.kolan.server.mail.Mail;
import app.kolan.server.mail.MailFailure;
import app.kolan.server.mail.Mailer;
import app.kolan.server.mail.SmtpSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends mail by SMTP. The connection is encrypted and its certificate checked, but to a server on
/// this machine, which may offer no TLS.
public final class SmtpMailer implements Mailer {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int IDLE_SECONDS = 30;
  private static final int SEND_SECONDS = 30;
  private static final int CONNECTIONS = 2;

  private final MailClient client;
  private final String from;

  /// @param vertx stays the caller's to close
  public SmtpMailer(Vertx vertx, SmtpSettings settings) {
    from = settings.from();
    var config = new MailConfig(settings.host(), settings.port());
    config.setSsl(settings.tls());
    config.setStarttls(
        settings.tls()
            ? StartTLSOptions.DISABLED
            : settings.isLocal() ? StartTLSOptions.OPTIONAL : StartTLSOptions.REQUIRED);
    config.setHostnameVerificationAlgorithm("HTTPS");
    config.setConnectTimeout(CONNECT_MILLIS);
    config.setIdleTimeout(IDLE_SECONDS);
    config.setMaxPoolSize(CONNECTIONS);
    config.setKeepAlive(false);
    var password = settings.password();
    if (settings.user() != null && password != null) {
      config.setLogin(LoginOption.REQUIRED);
      config.setUsername(settings.user());
      config.setPassword(password.value());
    } else {
      config.setLogin(LoginOption.DISABLED);
    }
    client = MailClient.create(vertx, config);
  }

  @Override
  public void send(Mail mail) {
    var message = new MailMessage();
    message.setFrom(from);
    message.setTo(mail.to());
    message.setSubject(mail.subject());
    message.setText(mail.text());
    message.setHtml(mail.html());
    if (mail.id() != null) {
      String domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
      message.addHeader("Message-ID", "<%s@%s>".formatted(mail.id(), domain));
    }
    Mail.Attachment attachment = mail.attachment();
    if (attachment != null) {
      message.setAttachment(
          MailAttachment.create()
              .setName(attachment.name())
              .setContentType(attachment.type())
              .setDisposition("attachment")
              .setData(Buffer.buffer(attachment.text())));
    }
    try {
      var _ =
          client
              .sendMail(message)
              .toCompletionStage()
              .toCompletableFuture()
              .get(SEND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new MailFailure("the mail server took longer than %d s".formatted(SEND_SECONDS), e);
    } catch (ExecutionException e) {
      // What a server says may repeat the address.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Integer code = cause instanceof SMTPException refusal ? refusal.getReplyCode() : null;
      throw new MailFailure(
          "the mail server could not be reached or did not take it: "
              + (code == null ? cause.getClass().getSimpleName() : "SMTP " + code),
          code,
          null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MailFailure("the server is stopping", e);
    }
  }

  @Override
  public void close() {
    var _ = client.close();
  }
}
