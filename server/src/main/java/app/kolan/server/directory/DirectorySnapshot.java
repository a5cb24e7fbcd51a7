package app.kolan.server.directory;

import java.util.List;
import java.util.Optional;

/// What a server has read of the businesses, to go on with while the database is away.
///
/// @param businesses those that have published settings and are not closed
/// @param settings their published versions
record DirectorySnapshot(
    List<BusinessRecord> businesses, List<SettingsVersion> settings, List<TwilioAccount> accounts)
    implements DirectorySource {
  /// The database's is another one in any case.
  private static final long REVISION = -1;

  DirectorySnapshot {
    businesses = List.copyOf(businesses);
    settings = List.copyOf(settings);
    accounts = List.copyOf(accounts);
  }

  @Override
  public long revision() {
    return REVISION;
  }

  @Override
  public Optional<BusinessRecord> find(long id) {
    return businesses.stream().filter(business -> business.id() == id).findFirst();
  }

  @Override
  public Optional<SettingsVersion> version(long business, long version) {
    return settings.stream()
        .filter(known -> known.business() == business && known.version() == version)
        .findFirst();
  }
}
