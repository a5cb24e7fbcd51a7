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

  /// Which business that is, in words.
  String name() {
    return slug == null ? "the server's own business" : slug;
  }

  /// The option as it was given, behind a space; empty when it was not.
  String asWritten() {
    return slug == null ? "" : " --business " + slug;
  }

  /// The identifier of the business that is named.
  ///
  /// @throws app.kolan.server.identity.IdentityRefusal when there is none of that name
  long id(Administration administration) {
    var named = AdministrationAccess.business(administration, slug);
    return named == null ? Business.FIRST : named.id();
  }
}
