package app.kolan.server.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.mail.Mail;
import app.kolan.server.mail.MailFailure;
import app.kolan.server.mail.SmtpSettings;
import app.kolan.server.settings.Secret;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class SmtpMailerTest {
  private static final Mail MAIL =
      new Mail("dana@example.com", "איפוס · Reset", "שלום\nhello", "<html dir=\"rtl\">שלום</html>");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void a_mail_arrives_with_its_hebrew_in_both_forms() throws IOException {
    try (var server = new TestSmtpServer(false);
        var mailer = new SmtpMailer(vertx, settings(server.port(), "kolan", new Secret("p:w")))) {
      mailer.send(MAIL);

      assertThat(server.commands)
          .contains("MAIL FROM:<kolan@example.com>", "RCPT TO:<dana@example.com>")
          .contains(
              "AUTH PLAIN "
                  + Base64.getEncoder()
                      .encodeToString("\0kolan\0p:w".getBytes(StandardCharsets.UTF_8)));
      assertThat(server.mails).hasSize(1);
      assertThat(server.mails.getFirst())
          .contains("multipart/alternative", "text/plain", "text/html", "To: dana@example.com")
          .contains("Subject: =?UTF-8?");
    }
  }

  @Test
  void a_mail_that_is_not_taken_is_a_failure_without_the_address() throws IOException {
    try (var server = new TestSmtpServer(true);
        var mailer = new SmtpMailer(vertx, settings(server.port(), null, null))) {
      assertThatThrownBy(() -> mailer.send(MAIL))
          .isInstanceOf(MailFailure.class)
          .hasMessageNotContaining("dana")
          .hasNoCause();
      assertThat(server.mails).isEmpty();
    }
  }

  @Test
  void a_server_that_is_not_there_is_a_failure() throws IOException {
    int port;
    try (var server = new TestSmtpServer(false)) {
      port = server.port();
    }
    try (var mailer = new SmtpMailer(vertx, settings(port, null, null))) {
      assertThatThrownBy(() -> mailer.send(MAIL)).isInstanceOf(MailFailure.class);
    }
  }

  private static SmtpSettings settings(int port, @Nullable String user, @Nullable Secret password) {
    return new SmtpSettings("127.0.0.1", port, false, user, password, "kolan@example.com");
  }
}
