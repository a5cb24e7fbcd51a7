package app.kolan.server.bootstrap;

import java.io.PrintWriter;
import java.io.StringWriter;

/// The users of a server, for tests of other modules.
public final class Identities {
  private Identities() {}

  /// Users, keys and sessions, with which tests begin.
  public static IdentityServices of(PhoneServer server) {
    return server.identity();
  }

  /// The link to the first user, as `kolan serve` prints it. Those before are void.
  public static String printedLink(PhoneServer server) {
    var printed = new StringWriter();
    String base = "http://127.0.0.1:" + server.port();
    ServeCommand.announceConsole(new PrintWriter(printed, true), server, base);
    return printed
        .toString()
        .lines()
        .filter(line -> line.contains("Nobody can sign in yet"))
        .map(line -> line.replaceFirst(".*  ", ""))
        .findFirst()
        .orElseThrow();
  }
}
