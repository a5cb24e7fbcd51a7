package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.business.Business;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option of commands that work on one business.
final class BusinessOption {
  @Option(
      names = "--business",
      paramLabel = "SLUG",
      description = "Which business; that of the server's own settings by default.")
  private @Nullable String slug;

  /// The identifier of the business that is named.
  ///
  /// @throws app.kolan.server.identity.IdentityRefusal when there is none of that name
  long id(Administration administration) {
    var named = AdministrationAccess.business(administration, slug);
    return named == null ? Business.FIRST : named.id();
  }
}
