package app.kolan.server.directory.sql;

import app.kolan.server.business.Business;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The directory in a database. Every change begins with the row of the directory's revision, which
/// no other transaction can change meanwhile: changes follow one another, also those of two
/// servers.
public final class SqlDirectoryStore implements DirectoryStore {
  private static final long FIRST = Business.FIRST + 1;

  private final SqlDatabase database;
  private final VersionTable versions;

  /// @param cipher documents hold keys of tools, and are encrypted in the database
  public SqlDirectoryStore(SqlDatabase database, SecretCipher cipher) {
    this.database = database;
    this.versions = new VersionTable(cipher);
  }

  @Override
  public List<BusinessRecord> businesses() {
    return database.read(BusinessTable::all);
  }

  @Override
  public Optional<BusinessRecord> find(long id) {
    return database.read(handle -> BusinessTable.find(handle, id));
  }

  @Override
  public Optional<BusinessRecord> find(String slug) {
    return database.read(handle -> BusinessTable.find(handle, slug));
  }

  @Override
  public BusinessRecord add(NewBusiness business, Instant at) {
    return change(
        handle -> {
          String slug = business.slug();
          if (BusinessTable.find(handle, slug).isPresent()) {
            throw new DirectoryConflict(
                "there is a business %s already; choose another slug".formatted(slug));
          }
          long id =
              BusinessTable.add(
                  handle,
                  FIRST,
                  slug,
                  business.name(),
                  business.managedBy(),
                  business.accountSid(),
                  at);
          takeNumbers(handle, id, slug, business.numbers());
          NewVersion settings = business.settings();
          if (settings != null) {
            long version = versions.addDraft(handle, id, settings, at);
            if (business.published()) {
              publish(handle, id, version, at);
            }
          }
          return BusinessTable.find(handle, id).orElseThrow();
        });
  }

  @Override
  public BusinessRecord update(
      long id,
      long revision,
      String name,
      BusinessState state,
      @Nullable String accountSid,
      List<PhoneNumber> numbers,
      @Nullable NewVersion published,
      Instant at) {
    return change(
        handle -> {
          BusinessRecord known = unchanged(handle, id, revision);
          BusinessTable.update(handle, id, name, state, accountSid);
          takeNumbers(
              handle, id, known.slug(), state == BusinessState.CLOSED ? List.of() : numbers);
          if (published != null) {
            publish(handle, id, versions.addDraft(handle, id, published, at), at);
          }
          return BusinessTable.find(handle, id).orElseThrow();
        });
  }

  @Override
  public BusinessRecord moveNumber(PhoneNumber number, long from, long revision, long to) {
    return change(
        handle -> {
          BusinessRecord giver = unchanged(handle, from, revision);
          BusinessRecord taker = require(BusinessTable.find(handle, to), to);
          var left = new ArrayList<>(giver.numbers());
          if (!left.remove(number) || taker.state() == BusinessState.CLOSED) {
            throw new DirectoryConflict(
                "the number cannot be moved from %s to %s any more"
                    .formatted(giver.slug(), taker.slug()));
          }
          var more = new ArrayList<>(taker.numbers());
          more.add(number);
          setNumbers(handle, giver, left);
          setNumbers(handle, taker, more);
          return BusinessTable.find(handle, to).orElseThrow();
        });
  }

  /// With a revision of the record's own, as by every change.
  private static void setNumbers(
      Handle handle, BusinessRecord business, List<PhoneNumber> numbers) {
    BusinessTable.update(
        handle, business.id(), business.name(), business.state(), business.accountSid());
    BusinessTable.setNumbers(handle, business.id(), numbers);
  }

  @Override
  public SettingsVersion addDraft(long business, NewVersion draft, Instant at) {
    return change(
        handle -> {
          require(BusinessTable.find(handle, business), business);
          long version = versions.addDraft(handle, business, draft, at);
          return versions.find(handle, business, version).orElseThrow();
        });
  }

  @Override
  public SettingsVersion replaceDraft(
      long business, long newest, @Nullable Long replaced, NewVersion draft, Instant at) {
    return change(
        handle -> {
          BusinessRecord known = require(BusinessTable.find(handle, business), business);
          if (versions.newest(handle, business) != newest) {
            throw new DirectoryConflict(
                "the settings of %s were changed meanwhile; look at them again"
                    .formatted(known.slug()));
          }
          if (replaced != null
              && requireVersion(handle, business, replaced).state()
                  == SettingsVersion.State.DRAFT) {
            versions.archive(handle, business, replaced);
          }
          long version = versions.addDraft(handle, business, draft, at);
          return versions.find(handle, business, version).orElseThrow();
        });
  }

  @Override
  public Optional<SettingsVersion> version(long business, long version) {
    return database.read(handle -> versions.find(handle, business, version));
  }

  @Override
  public List<SettingsVersion> versions(long business, long before, int limit) {
    return database.read(handle -> versions.before(handle, business, before, limit));
  }

  @Override
  public SettingsVersion publish(long business, long version, long revision, Instant at) {
    return change(
        handle -> {
          unchanged(handle, business, revision);
          requireVersion(handle, business, version);
          publish(handle, business, version, at);
          return versions.find(handle, business, version).orElseThrow();
        });
  }

  @Override
  public SettingsVersion archive(long business, long version) {
    return change(
        handle -> {
          SettingsVersion known = requireVersion(handle, business, version);
          if (known.state() == SettingsVersion.State.PUBLISHED) {
            throw new DirectoryConflict(
                "calls are answered by version %d; publish another one first".formatted(version));
          }
          versions.archive(handle, business, version);
          return versions.find(handle, business, version).orElseThrow();
        });
  }

  @Override
  public long revision() {
    return database.read(SqlDirectoryStore::revision);
  }

  private static long revision(Handle handle) {
    return handle
        .createQuery("select revision from directory_revision where one = 1")
        .mapTo(Long.class)
        .one();
  }

  private void publish(Handle handle, long business, long version, Instant at) {
    versions.publish(handle, business, version, at);
    BusinessTable.setPublished(handle, business, version);
  }

  private <T> T change(Function<Handle, T> work) {
    return database.write(
        handle -> {
          touch(handle);
          return work.apply(handle);
        });
  }

  /// Begins a change.
  static void touch(Handle handle) {
    handle.execute("update directory_revision set revision = revision + 1 where one = 1");
  }

  private static BusinessRecord unchanged(Handle handle, long id, long revision) {
    BusinessRecord known = require(BusinessTable.find(handle, id), id);
    if (known.revision() != revision) {
      throw new DirectoryConflict(
          "the business %s was changed meanwhile; look at it again".formatted(known.slug()));
    }
    return known;
  }

  private static void takeNumbers(Handle handle, long id, String slug, List<PhoneNumber> numbers) {
    for (PhoneNumber number : numbers) {
      Optional<String> other =
          BusinessTable.slugOf(handle, number).filter(owner -> !owner.equals(slug));
      if (other.isPresent()) {
        throw new DirectoryConflict(
            "the number %s belongs to another business".formatted(number.value()));
      }
    }
    BusinessTable.setNumbers(handle, id, numbers);
  }

  private static BusinessRecord require(Optional<BusinessRecord> business, long id) {
    return business.orElseThrow(
        () -> new DirectoryConflict("there is no business %d any more".formatted(id)));
  }

  private SettingsVersion requireVersion(Handle handle, long business, long version) {
    return versions
        .find(handle, business, version)
        .orElseThrow(() -> new DirectoryConflict("there is no version %d".formatted(version)));
  }
}
