package app.kolan.server.identity;

/// Passwords of tests. A hash at a server's own cost takes a sixth of a second of a processor in a
/// test's JVM, and most tests of the console need several.
public final class TestPasswords {
  public static final PasswordCost CHEAP = new PasswordCost(64, 1);

  private TestPasswords() {}
}
