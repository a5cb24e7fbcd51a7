package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.identity.SignIn.Client;
import app.kolan.server.identity.sql.SqlOneTimeTokenStore;
import app.kolan.server.identity.sql.SqlSessionStore;
import app.kolan.server.identity.sql.SqlUserStore;
import app.kolan.server.mail.Mail;
import app.kolan.server.mail.MailFailure;
import app.kolan.server.mail.Mailer;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.sql.DatabaseContract;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Passwords that are chosen by a link in a mail, on every database.
public abstract class PasswordResetContract extends DatabaseContract {
  private static final AuditActor BY = AuditActor.COMMAND;
  private static final Client HOME = new Client("192.0.2.1", null);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-29T12:00:00Z"));
  private final PasswordHasher hasher = new PasswordHasher(TestPasswords.CHEAP);
  private final List<Mail> sent = new CopyOnWriteArrayList<>();
  private Users users;
  private PasswordChoice choice;
  private Mailer mailer;

  @BeforeEach
  void openServices() {
    var store = new SqlUserStore(database);
    var tokens = new SqlOneTimeTokenStore(database);
    var sessions = new Sessions(new SqlSessionStore(database), clock);
    users = new Users(store, tokens, hasher, sessions, clock);
    var factors = new SecondFactors(store, new SignInContract.Reversed(), sessions, clock);
    var signIn = new SignIn(store, tokens, hasher, factors, sessions, clock);
    choice = new PasswordChoice(store, tokens, users, signIn, clock);
    mailer = new Collecting();
    users.add(EmailAddress.of("dana@example.com"), "", true, Map.of(), "four plain dull words", BY);
  }

  @AfterEach
  void closeHasher() {
    hasher.close();
  }

  @Test
  void the_link_of_the_mail_lets_its_owner_choose_a_password() {
    request("Dana@example.com");

    assertThat(sent).hasSize(1);
    Mail mail = sent.getFirst();
    assertThat(mail.to()).isEqualTo("dana@example.com");
    assertThat(mail.html())
        .contains(
            "<html lang=\"he\" dir=\"rtl\">",
            "<table role=\"presentation\" dir=\"rtl\"",
            "30/11/2026 14:00");
    assertThat(mail.text()).contains("סיסמה", "valid until");
    Matcher link =
        Pattern.compile("https://phone.example/console/reset#([0-9A-Za-z]{43})")
            .matcher(mail.text());
    assertThat(link.find()).isTrue();
    assertThat(mail.html()).contains(link.group());
    choice.choose(link.group(1), "other plain dull words", null);
    assertThat(new SqlAuditLog(database).after(1, 9))
        .extracting(entry -> entry.entry().actor() + " " + entry.entry().action())
        .containsExactly("anonymous user.reset_mail", "user:1 user.password");
  }

  @Test
  void nobody_else_gets_a_mail_and_nobody_learns_that() {
    users.invite(EmailAddress.of("noa@example.com"), "", true, Map.of(), BY);
    User off = users.find(EmailAddress.of("dana@example.com")).orElseThrow();
    users.update(off.id(), off.revision(), "", true, true, BY);

    request("nobody@example.com", "no address", "\u0000", "dana@example.com");

    assertThat(sent).isEmpty();
  }

  @Test
  void an_account_is_not_flooded_with_mails() {
    request("dana@example.com", "dana@example.com", "DANA@example.com", " dana@example.com");

    assertThat(sent).hasSize(2);
  }

  @Test
  void a_mail_server_that_is_down_changes_nothing() {
    mailer =
        new Mailer() {
          @Override
          public void send(Mail mail) {
            throw new MailFailure("down", null);
          }

          @Override
          public void close() {}
        };

    request("dana@example.com");

    assertThat(users.find(EmailAddress.of("dana@example.com"))).isPresent();
  }

  @Test
  void an_invitation_is_sent_to_whom_it_is_for() {
    Users.Invitation invitation =
        users.invite(EmailAddress.of("noa@example.com"), "", true, Map.of(), BY);
    try (PasswordReset reset = openReset()) {
      reset.send(invitation);
    }

    assertThat(sent)
        .singleElement()
        .satisfies(mail -> assertThat(mail.to()).isEqualTo("noa@example.com"));
    assertThat(sent.getFirst().text())
        .contains("https://phone.example/console/invitation#" + invitation.token().value());
  }

  private void request(String... emails) {
    try (PasswordReset reset = openReset()) {
      for (String email : emails) {
        reset.request(email, HOME);
      }
    }
  }

  private PasswordReset openReset() {
    return new PasswordReset(
        users,
        new SqlAuditLog(database),
        mailer,
        new PublicUrl("https", "phone.example", ""),
        ZoneId.of("Asia/Jerusalem"),
        clock);
  }

  private final class Collecting implements Mailer {
    @Override
    public void send(Mail mail) {
      sent.add(mail);
    }

    @Override
    public void close() {}
  }
}
