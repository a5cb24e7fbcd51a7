package app.kolan.server.directory;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.settings.SecretReferences.SecretLookup;
import app.kolan.server.store.StoreException;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The businesses in the store, and the one that the server's own settings describe.
///
/// All that calls need is in memory. A thread looks twice a second whether something was changed,
/// by this process or another, and reads it anew; while the store fails, what is known stays. Safe
/// to share.
/*
 * Whose a number is:
 *
 *   of a business in the store          that business
 *   of the settings (business.numbers)  the settings' business
 *   any other, when the settings name no numbers, and describe a business or are alone
 *                                       the settings' business
 *   any other                           nobody's
 *
 * So a server of one business stays what it is when a second one is added: its own business goes on
 * to answer every number that nobody else has. A server whose settings say nothing of a business
 * leaves its numbers to those that are added. */
public final class StoredDirectory implements BusinessDirectory, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoredDirectory.class);
  private static final Duration LOOKS = Duration.ofMillis(500);

  /// What settings describe that say nothing of a business.
  private static final Business USUAL =
      new Business(Business.FIRST, Business.UNNAMED, null, AnswerMode.CONVERSE);

  private final DirectorySource store;
  private final @Nullable DirectoryCopy copy;
  private final AccountTokenReader tokens;
  private final DocumentReader documents;
  private final BusinessSettings own;
  private final List<PhoneNumber> ownNumbers;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("business-directory").daemon().factory());
  private final SettingsVersionReader versions;
  private volatile Known known;
  private boolean failing;

  /// What calls need.
  ///
  /// @param records what the current settings were made of, by the businesses' identifiers
  /// @param current by the businesses' identifiers
  /// @param followed what came of each reference to a secret; when one becomes something else, all
  ///   is read anew
  /// @param troubles why the published settings of a business are not used, by its slug
  /// @param source all of it as it was read
  private record Known(
      long revision,
      Map<Long, BusinessRecord> records,
      Map<PhoneNumber, BusinessSettings> byNumber,
      Map<Long, BusinessSettings> current,
      Map<String, AccountTokens> accounts,
      List<BusinessSettings> all,
      Map<String, SecretLookup> followed,
      Map<String, String> troubles,
      DirectorySnapshot source) {}

  private static final DirectorySnapshot NONE =
      new DirectorySnapshot(List.of(), List.of(), List.of());

  /// Reads the directory.
  ///
  /// @param own the business that the server's settings describe
  /// @param ownNumbers its numbers; empty when they are not said
  /// @param copy what is begun with when the store fails, and kept up to date; null for none
  /// @throws StoreException when the store fails, and there is no copy of what it has
  public StoredDirectory(
      DirectoryStore store,
      AccountStore accounts,
      DocumentReader documents,
      BusinessSettings own,
      List<PhoneNumber> ownNumbers,
      @Nullable DirectoryCopy copy) {
    this.store = DirectorySource.of(store, accounts);
    this.copy = copy;
    tokens = new AccountTokenReader(documents.references());
    this.documents = documents;
    versions = new SettingsVersionReader(documents, own);
    this.own = own;
    this.ownNumbers = List.copyOf(ownNumbers);
    known =
        readFirst(
            new Known(
                -1,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(own),
                Map.of(),
                Map.of(),
                NONE));
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Known readFirst(Known nothing) {
    try {
      Known read = read(nothing, store);
      keepCopy(read);
      return read;
    } catch (StoreException e) {
      DirectorySnapshot last = copy == null ? null : copy.read().orElse(null);
      if (last == null) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue("businesses", last.businesses().size())
          .log("the businesses are as this server knew them last, until the database is there");
      return read(nothing, last);
    }
  }

  private void keepCopy(Known read) {
    if (copy != null) {
      copy.keep(read.source());
    }
  }

  @Override
  public Optional<BusinessSettings> byNumber(PhoneNumber called) {
    Known now = known;
    BusinessSettings business = now.byNumber().get(called);
    if (business != null) {
      return Optional.of(business);
    }
    return ownTakesTheRest(now) ? Optional.of(own) : Optional.empty();
  }

  private boolean ownTakesTheRest(Known now) {
    return ownNumbers.isEmpty() && (now.current().isEmpty() || isDescribed(own.business()));
  }

  /// Whether the settings say anything of a business.
  private static boolean isDescribed(Business business) {
    return !business.equals(USUAL);
  }

  /// Reads a version from the store when no call of late had it; blocks for the disk then.
  @Override
  public Optional<BusinessSettings> find(long business, long version) {
    if (business == own.business().id()) {
      return Optional.of(own);
    }
    BusinessSettings current = known.current().get(business);
    if (current != null && current.version() == version) {
      return Optional.of(current);
    }
    return ofVersion(business, version, known).or(() -> Optional.ofNullable(current));
  }

  @Override
  public Optional<BusinessSettings> current(long business) {
    return business == own.business().id()
        ? Optional.of(own)
        : Optional.ofNullable(known.current().get(business));
  }

  @Override
  public List<BusinessSettings> all() {
    return known.all();
  }

  @Override
  public Optional<AccountTokens> account(String sid) {
    return Optional.ofNullable(known.accounts().get(sid));
  }

  @Override
  public List<AccountTokens> accounts() {
    return List.copyOf(known.accounts().values());
  }

  /// Why the published settings of businesses are not used, by their slugs. Such a business goes on
  /// with those before, or takes messages when there are none.
  public Map<String, String> troubles() {
    return known.troubles();
  }

  /// Reads what has changed, at once.
  public void refresh() {
    look();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private synchronized void look() {
    try {
      if (store.revision() != known.revision() || secretsChanged(known)) {
        known = read(known, store);
        keepCopy(known);
        LOG.atInfo()
            .addKeyValue("businesses", known.current().size())
            .log("the directory of businesses was read anew");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.atWarn()
            .addKeyValue("reason", e.getMessage())
            .log("the directory of businesses cannot be read; what is known stays");
      }
      failing = true;
    }
  }

  private boolean secretsChanged(Known now) {
    return now.followed().entrySet().stream()
        .anyMatch(each -> !documents.references().find(each.getKey()).equals(each.getValue()));
  }

  /// The revision is read first: a change that comes meanwhile is seen at the next look.
  private Known read(Known before, DirectorySource from) {
    long revision = from.revision();
    var followed = new HashMap<String, SecretLookup>();
    List<TwilioAccount> stored = from.accounts();
    Map<String, AccountTokens> accounts = tokens.read(stored, followed);
    accounts.put(own.account().accountSid(), own.account());
    var byNumber = new HashMap<PhoneNumber, BusinessSettings>();
    var current = new HashMap<Long, BusinessSettings>();
    var records = new HashMap<Long, BusinessRecord>();
    var troubles = new HashMap<String, String>();
    Known with =
        new Known(
            revision, records, byNumber, current, accounts, List.of(), followed, troubles, NONE);
    var published = new ArrayList<SettingsVersion>();
    boolean secretsChanged = secretsChanged(before);
    for (BusinessRecord record : from.businesses()) {
      Long version = record.publishedVersion();
      if (version == null || record.state() == BusinessState.CLOSED) {
        continue;
      }
      BusinessSettings known = before.current().get(record.id());
      BusinessSettings settings;
      if (known != null
          && !secretsChanged
          && !before.troubles().containsKey(record.slug())
          && isStillMadeOf(known, record, before, with)) {
        settings = known;
        before.source().version(record.id(), version).ifPresent(published::add);
      } else {
        var built = read(from, record, version, with, followed);
        built.stored().ifPresent(published::add);
        if (!built.trouble().isEmpty()) {
          troubles.put(record.slug(), built.trouble());
        }
        settings =
            built
                .settings()
                .orElseGet(() -> known == null ? takingMessages(record, version, with) : known);
      }
      records.put(record.id(), record);
      current.put(record.id(), settings);
      record.numbers().forEach(number -> byNumber.put(number, settings));
    }
    // What was not read again goes on to be watched.
    if (!secretsChanged) {
      before.followed().forEach(followed::putIfAbsent);
    }
    ownNumbers.forEach(number -> byNumber.putIfAbsent(number, own));
    List<BusinessSettings> all = Stream.concat(Stream.of(own), current.values().stream()).toList();
    return new Known(
        revision,
        Map.copyOf(records),
        Map.copyOf(byNumber),
        Map.copyOf(current),
        Map.copyOf(accounts),
        all,
        Map.copyOf(followed),
        Map.copyOf(troubles),
        new DirectorySnapshot(List.copyOf(records.values()), published, stored));
  }

  /// A business whose settings cannot be read, and none before them are known: callers are greeted
  /// and leave a message, in place of hearing nothing.
  private BusinessSettings takingMessages(BusinessRecord record, long version, Known with) {
    LOG.atError()
        .addKeyValue("business", record.slug())
        .addKeyValue("version", version)
        .log("a business has no settings that can be used, and its callers leave messages");
    AccountTokens account = account(record.accountSid(), with);
    return new BusinessSettings(
        version,
        new Business(record.id(), record.name(), null, AnswerMode.VOICEMAIL),
        account == null
            ? new AccountTokens(Objects.requireNonNullElse(record.accountSid(), ""), List.of())
            : account,
        ProviderSelection.NONE,
        own.prompts());
  }

  /// Whether nothing has changed that the settings of a business are made of, so that its document
  /// need not be read again. Most changes are of another business, or only drafts.
  private boolean isStillMadeOf(
      BusinessSettings settings, BusinessRecord record, Known before, Known now) {
    return record.equals(before.records().get(record.id()))
        && Objects.equals(record.publishedVersion(), settings.version())
        && settings.account().equals(account(record.accountSid(), now));
  }

  private Optional<BusinessSettings> ofVersion(long business, long version, Known with) {
    return versions
        .known(business, version)
        .or(
            () ->
                store
                    .find(business)
                    .flatMap(
                        record -> read(store, record, version, with, new HashMap<>()).settings()));
  }

  private SettingsVersionReader.Reading read(
      DirectorySource from,
      BusinessRecord record,
      long version,
      Known with,
      Map<String, SecretLookup> followed) {
    return versions.read(from, record, version, account(record.accountSid(), with), followed);
  }

  private @Nullable AccountTokens account(@Nullable String sid, Known with) {
    return sid == null || sid.equals(own.account().accountSid())
        ? own.account()
        : with.accounts().get(sid);
  }
}
