package app.kolan.cli;

import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SettingsVersion;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/// Finds the versions that commands are asked for.
final class BusinessVersions {
  private BusinessVersions() {}

  /// A version of a business.
  ///
  /// @param wanted null for the published one, else the newest
  static Optional<SettingsVersion> of(
      DirectoryStore store, BusinessRecord business, @Nullable Long wanted) {
    Long version = wanted == null ? business.publishedVersion() : wanted;
    return version == null ? newest(store, business) : store.version(business.id(), version);
  }

  static Optional<SettingsVersion> newest(DirectoryStore store, BusinessRecord business) {
    return store.versions(business.id(), Long.MAX_VALUE, 1).stream().findFirst();
  }

  /// Says that there is no such version.
  ///
  /// @return the exit code
  static int unknown(BusinessRecord business, @Nullable Long wanted, PrintWriter err) {
    err.println(
        wanted == null
            ? "%s has no settings yet".formatted(business.slug())
            : "%s has no version %d".formatted(business.slug(), wanted));
    err.flush();
    return ExitCode.SOFTWARE;
  }
}
