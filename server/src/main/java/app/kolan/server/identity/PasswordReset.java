package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.identity.Users.Invitation;
import app.kolan.server.mail.Mail;
import app.kolan.server.mail.MailFailure;
import app.kolan.server.mail.Mailer;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends links by mail by which users choose a password. Any thread may use this.
public final class PasswordReset implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordReset.class);
  private static final int AT_ONCE = 4;

  /// Mails for one account, and requests of one network, that cost no wait.
  private static final int FREE_OF_ACCOUNT = 2;

  private static final int FREE_OF_ADDRESS = 10;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Users users;
  private final AuditLog audit;
  private final Mailer mailer;
  private final PublicUrl server;
  private final ZoneId zone;
  private final InstantSource clock;
  private final GuessThrottle accounts;
  private final GuessThrottle addresses;
  private final ThreadPoolExecutor threads;

  /// @param mailer stays the caller's to close
  /// @param server where the links lead to
  /// @param zone of the times in mails
  public PasswordReset(
      Users users,
      AuditLog audit,
      Mailer mailer,
      PublicUrl server,
      ZoneId zone,
      InstantSource clock) {
    this.users = users;
    this.audit = audit;
    this.mailer = mailer;
    this.server = server;
    this.zone = zone;
    this.clock = clock;
    accounts = new GuessThrottle(clock, FREE_OF_ACCOUNT, LONGEST);
    addresses = new GuessThrottle(clock, FREE_OF_ADDRESS, LONGEST);
    threads =
        new ThreadPoolExecutor(
            0,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("password-mail-", 0).factory());
  }

  /// Somebody has forgotten the password of an account. Returns at once and in any case alike, so
  /// that nobody learns who has an account: what there is to do is done later, and a failure is
  /// logged. The password stays what it is until another one is chosen.
  public void request(String email, SignIn.Client client) {
    String account = email.strip().toLowerCase(Locale.ROOT);
    if (addresses.attempt(client.network()).isPositive()
        || accounts.attempt(account).isPositive()) {
      return;
    }
    onThreads(() -> sendReset(email, client));
  }

  private void sendReset(String email, SignIn.Client client) {
    Optional<User> found = find(email).filter(user -> user.state() != UserState.DISABLED);
    if (found.isEmpty()) {
      return;
    }
    User user = found.get();
    Invitation reset = users.resetToken(user);
    audit.append(
        new AuditActor("anonymous", client.address())
            .entry(
                clock.instant(),
                "user.reset_mail",
                null,
                user.subject(),
                AuditDetail.of("email", user.email().value())));
    send(
        PasswordMail.reset(
            user.email(), link(IdentityPaths.RESET, reset), reset.expiresAt(), zone));
  }

  /// Sends an invitation that was made, and does not wait; a failure is logged.
  public void send(Invitation invitation) {
    onThreads(
        () ->
            send(
                PasswordMail.invitation(
                    invitation.user().email(),
                    link(IdentityPaths.INVITATION, invitation),
                    invitation.expiresAt(),
                    zone)));
  }

  private String link(String path, Invitation invitation) {
    return server.web(path) + "#" + invitation.token().value();
  }

  private void send(Mail mail) {
    mailer.send(mail);
  }

  private void onThreads(Runnable work) {
    try {
      threads.execute(
          () -> {
            try {
              work.run();
            } catch (MailFailure | StoreException | IdentityRefusal e) {
              warn(e.getMessage());
            }
          });
    } catch (RejectedExecutionException _) {
      warn("too many mails are being sent at once");
    }
  }

  private static void warn(@Nullable String reason) {
    LOG.atWarn().addKeyValue("reason", reason).log("a mail for a password was not sent");
  }

  private Optional<User> find(String email) {
    try {
      return users.find(EmailAddress.of(email));
    } catch (IdentityRefusal _) {
      return Optional.empty();
    }
  }

  /// Waits for what is being sent.
  @Override
  public void close() {
    threads.close();
  }
}
