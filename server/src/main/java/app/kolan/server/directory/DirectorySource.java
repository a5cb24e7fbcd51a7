package app.kolan.server.directory;

import java.util.List;
import java.util.Optional;

/// What calls need of the businesses, wherever it is read from.
interface DirectorySource {
  /// See [DirectoryStore#revision].
  long revision();

  /// All businesses, closed ones too.
  List<BusinessRecord> businesses();

  Optional<BusinessRecord> find(long id);

  Optional<SettingsVersion> version(long business, long version);

  /// @throws SecretCipher.UnreadableSecret when they were stored with another key
  List<TwilioAccount> accounts();

  /// The stores.
  static DirectorySource of(DirectoryStore store, AccountStore accounts) {
    return new DirectorySource() {
      @Override
      public long revision() {
        return store.revision();
      }

      @Override
      public List<BusinessRecord> businesses() {
        return store.businesses();
      }

      @Override
      public Optional<BusinessRecord> find(long id) {
        return store.find(id);
      }

      @Override
      public Optional<SettingsVersion> version(long business, long version) {
        return store.version(business, version);
      }

      @Override
      public List<TwilioAccount> accounts() {
        return accounts.accounts();
      }
    };
  }
}
