package app.kolan.server.directory;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The businesses with their numbers and the versions of their settings, durably.
///
/// See [app.kolan.server.store.Stores] for durability, threads and errors. A change that meets
/// another one, by its `revision` or a number that somebody else has, throws [DirectoryConflict]
/// and changes nothing.
public interface DirectoryStore {
  /// All businesses, closed ones too, by slug.
  List<BusinessRecord> businesses();

  Optional<BusinessRecord> find(long id);

  Optional<BusinessRecord> find(String slug);

  /// Settings that become a new version.
  ///
  /// @param author as in the audit log
  /// @param keepsOperatorEntries whether he is not the operator, and has left the operator's
  ///   entries as they were
  record NewVersion(String document, String author, boolean keepsOperatorEntries, String note) {}

  /// A business that is added.
  ///
  /// @param settings its first version; null for none
  /// @param published whether calls are answered by that version at once
  record NewBusiness(
      String slug,
      String name,
      ManagedBy managedBy,
      @Nullable String accountSid,
      List<PhoneNumber> numbers,
      @Nullable NewVersion settings,
      boolean published) {
    public NewBusiness {
      numbers = List.copyOf(numbers);
    }
  }

  /// Adds a business with its settings: all of it, or nothing.
  BusinessRecord add(NewBusiness business, Instant at);

  /// Changes what stands in the record, and publishes new settings with it: both, or neither.
  ///
  /// @param revision that of the record from which the change was made
  /// @param published null to leave the settings as they are
  BusinessRecord update(
      long id,
      long revision,
      String name,
      BusinessState state,
      @Nullable String accountSid,
      List<PhoneNumber> numbers,
      @Nullable NewVersion published,
      Instant at);

  /// Gives a number of one business to another one: at every moment one of them has it.
  ///
  /// @param revision that of the business that has it, from which the change was made
  /// @return the business that has it now
  BusinessRecord moveNumber(PhoneNumber number, long from, long revision, long to);

  /// Adds a version as a draft.
  SettingsVersion addDraft(long business, NewVersion draft, Instant at);

  /// Adds a version as a draft, if no other version came meanwhile.
  ///
  /// @param newest the newest version of the business from which the change was made; 0 for none
  /// @param replaced a draft that is given up for it; null for none
  SettingsVersion replaceDraft(
      long business, long newest, @Nullable Long replaced, NewVersion draft, Instant at);

  Optional<SettingsVersion> version(long business, long version);

  /// The versions of a business, the newest first.
  ///
  /// @param before only older ones than this; [Long#MAX_VALUE] for the newest
  List<SettingsVersion> versions(long business, long before, int limit);

  /// Makes a version the published one, and archives the one before. Publishing an older version is
  /// how a change is taken back.
  ///
  /// @param revision that of the business's record from which this was decided
  SettingsVersion publish(long business, long version, long revision, Instant at);

  /// Gives a draft up.
  SettingsVersion archive(long business, long version);

  /// Grows with every change of any business, account or published version: who remembers the
  /// directory looks whether it is still this one.
  long revision();
}
