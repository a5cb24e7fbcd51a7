package app.kolan.server.bootstrap;

/// The users of a server, for tests of other modules.
public final class Identities {
  private Identities() {}

  /// Users, keys and sessions, with which tests begin.
  public static IdentityServices of(PhoneServer server) {
    return server.identity();
  }
}
