package app.kolan.browser;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Identities;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.identity.TestAuthenticatorApp;
import app.kolan.server.identity.User;
import app.kolan.server.settings.Secret;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Somebody's authenticator app and recovery codes. A code is taken once, and the app shows another
/// one after half a minute: so the first sign-in is by the app, and the next ones are by recovery
/// codes.
final class SecondFactor {
  private final TestAuthenticatorApp app;
  private final Deque<String> recoveryCodes;
  private boolean appWasUsed;

  private SecondFactor(TestAuthenticatorApp app, List<String> recoveryCodes) {
    this.app = app;
    this.recoveryCodes = new ArrayDeque<>(recoveryCodes);
  }

  static SecondFactor enrol(PhoneServer server, User user) {
    var factors = Identities.of(server).secondFactors();
    var enrolment = factors.begin(user.id(), AuditActor.COMMAND);
    var app = new TestAuthenticatorApp(enrolment.secret().value());
    // The code of the step before this one is taken, too, and leaves this one's for the sign-in.
    String code = app.code(Instant.now().minusSeconds(30));
    List<Secret> codes = factors.confirm(user.id(), code, AuditActor.COMMAND);
    return new SecondFactor(app, codes.stream().map(Secret::value).toList());
  }

  String nextCode() {
    if (appWasUsed) {
      return recoveryCodes.removeFirst();
    }
    appWasUsed = true;
    return app.code(Instant.now());
  }
}
