package app.kolan.server.identity;

/// The pages that links in mails and of commands lead to. The token stands behind a hash sign,
/// which a browser does not send: no server and no proxy writes it into a log.
public final class IdentityPaths {
  /// Where an invited user chooses his first password.
  public static final String INVITATION = "/console/invitation";

  /// Where a user chooses a new password.
  public static final String RESET = "/console/reset";

  /// Where the first user of a server is made.
  public static final String FIRST = "/console/first";

  private IdentityPaths() {}
}
