package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Where the demo's console is, and how to get in.
///
/// @param url of its first page
record DemoConsole(String url, String email, String password) {
  private static final EmailAddress OPERATOR = EmailAddress.of("demo@kolan.example");
  private static final int PASSWORD_BYTES = 8;

  /// Gives the demo's user a password of this run.
  ///
  /// @param config of the server that runs
  static DemoConsole open(Config config, int port) {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try (Administration administration = Administration.open(config)) {
      Users users = administration.identity().users();
      Optional<User> known = users.find(OPERATOR);
      var _ =
          known.isPresent()
              ? users.resetTo(known.get().id(), password, AuditActor.COMMAND)
              : users.add(OPERATOR, "דנה", true, Map.of(), password, AuditActor.COMMAND);
    }
    return new DemoConsole(
        "http://127.0.0.1:%d/console".formatted(port), OPERATOR.value(), password);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "DemoConsole[url=%s, email=%s]".formatted(url, email);
  }
}
