package app.kolan.server.api;

import app.kolan.server.business.Business;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.ManagedBy;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The businesses as the API names them: those of the directory, and that of the server's own
/// settings, which can only be read.
public record Businesses(DirectoryStore store) {
  private static final BusinessRecord OWN =
      new BusinessRecord(
          Business.FIRST,
          BusinessAdministration.OWN_SLUG,
          BusinessAdministration.OWN_SLUG,
          BusinessState.ACTIVE,
          ManagedBy.FILE,
          null,
          List.of(),
          null,
          Instant.EPOCH,
          1);

  public Optional<BusinessRecord> find(String slug) {
    return slug.equals(OWN.slug()) ? Optional.of(OWN) : store.find(slug);
  }

  /// Those in which somebody may do something.
  public List<BusinessRecord> where(Principal principal, Permission permission) {
    return Stream.concat(Stream.of(OWN), store.businesses().stream())
        .filter(business -> AccessPolicy.allows(principal, permission, business.id()))
        .toList();
  }

  /// Whether somebody may do something in all businesses or in one.
  boolean mayAnywhere(Principal principal, Permission permission) {
    return AccessPolicy.allowsEverywhere(principal, permission)
        || !where(principal, permission).isEmpty();
  }
}
