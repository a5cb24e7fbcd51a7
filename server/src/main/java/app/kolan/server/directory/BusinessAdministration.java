package app.kolan.server.directory;

import app.kolan.server.directory.DirectoryStore.NewBusiness;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes the directory: every change by people, programs and files goes through here, is
/// validated before anything is stored, and is live at the next call.
///
/// Blocks for the store; safe to share. Every method that changes something throws
/// [DirectoryConflict] when another change is in its way, and
/// [app.kolan.server.store.StoreException] when the store fails.
public final class BusinessAdministration {
  /// The slug of the business that the server's own settings describe.
  public static final String OWN_SLUG = "main";

  private final DirectoryStore store;
  private final BusinessRules rules;
  private final DocumentReader documents;
  private final DocumentRules documentRules;
  private final Runnable changed;
  private final InstantSource clock;

  /// @param changed is called after each change, so that this process knows it at once
  public BusinessAdministration(
      DirectoryStore store,
      AccountStore accounts,
      DocumentReader documents,
      Runnable changed,
      InstantSource clock) {
    this.store = store;
    rules = new BusinessRules(accounts);
    this.documents = documents;
    documentRules = new DocumentRules(store, documents);
    this.changed = changed;
    this.clock = clock;
  }

  /// What a business is apart from its settings.
  ///
  /// @param accountSid null for the server's own account
  /// @param numbers as people write them, in E.164
  public record Identity(
      String slug, String name, @Nullable String accountSid, List<String> numbers) {
    public Identity {
      numbers = List.copyOf(numbers);
    }
  }

  /// Who makes a change.
  ///
  /// @param actor as in the audit log
  /// @param managedBy what may be changed by him
  /// @param trusted whether he is the operator, at the server itself
  /// @param operator whether he is the operator, here or by the API
  public record Author(String actor, ManagedBy managedBy, boolean trusted, boolean operator) {
    /// A command on the server itself.
    public static final Author COMMAND = new Author("command", ManagedBy.API, true, true);

    /// The operator's files.
    public static final Author FILE = new Author("file", ManagedBy.FILE, true, true);

    /// Somebody of the business who came by the API.
    public static Author byApi(String actor) {
      return new Author(actor, ManagedBy.API, false, false);
    }

    /// The server's operator, who came by the API.
    public static Author operatorByApi(String actor) {
      return new Author(actor, ManagedBy.API, false, true);
    }

    /// Whether what somebody wrote may reach into the server, as an operator's document does.
    static boolean isTrusted(String actor) {
      return actor.equals(COMMAND.actor) || actor.equals(FILE.actor);
    }
  }

  /// Adds a business whose settings are published at once.
  ///
  /// @param document its settings; empty for the usual ones
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public BusinessRecord add(Identity identity, String document, String note, Author author)
      throws InvalidSettings {
    BusinessRecord added = add(identity, document, note, author, true);
    changed.run();
    return added;
  }

  /// Adds a business whose settings are a draft: its calls are not answered before a version is
  /// published.
  ///
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public BusinessRecord addUnpublished(
      Identity identity, String document, String note, Author author) throws InvalidSettings {
    return add(identity, document, note, author, false);
  }

  private BusinessRecord add(
      Identity identity, String document, String note, Author author, boolean published)
      throws InvalidSettings {
    var problems = new ArrayList<ConfigProblem>();
    BusinessRules.slug(identity.slug(), problems);
    List<PhoneNumber> numbers = rules.identity(identity, problems);
    NewVersion version = documentRules.first(identity.name(), document, note, author, problems);
    BusinessRules.refuse(problems);
    return store.add(
        new NewBusiness(
            identity.slug(),
            identity.name().strip(),
            author.managedBy(),
            identity.accountSid(),
            numbers,
            version,
            published),
        clock.instant());
  }

  /// Changes what a business is apart from its settings. Its slug stays.
  ///
  /// @param revision that of the record from which the change was made
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public BusinessRecord update(
      long business, long revision, Identity identity, BusinessState state, Author author)
      throws InvalidSettings {
    BusinessRecord known = changeable(business, author);
    var problems = new ArrayList<ConfigProblem>();
    List<PhoneNumber> numbers = rules.identity(identity, problems);
    BusinessRules.refuse(problems);
    return update(known, revision, identity, state, numbers, null);
  }

  /// Changes what a business is, and publishes new settings with it: both, or neither. A masked
  /// secret is the one that stood at its place in the newest version.
  ///
  /// @param revision that of the record from which the change was made
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public BusinessRecord replace(
      long business,
      long revision,
      Identity identity,
      BusinessState state,
      String document,
      String note,
      Author author)
      throws InvalidSettings {
    BusinessRecord known = changeable(business, author);
    var problems = new ArrayList<ConfigProblem>();
    List<PhoneNumber> numbers = rules.identity(identity, problems);
    String whole = restored(known.id(), document);
    NewVersion version = documentRules.next(known, identity.name(), whole, note, author, problems);
    BusinessRules.refuse(problems);
    return update(known, revision, identity, state, numbers, version);
  }

  private BusinessRecord update(
      BusinessRecord known,
      long revision,
      Identity identity,
      BusinessState state,
      List<PhoneNumber> numbers,
      @Nullable NewVersion settings) {
    BusinessRecord updated =
        store.update(
            known.id(),
            revision,
            identity.name().strip(),
            state,
            identity.accountSid(),
            numbers,
            settings,
            clock.instant());
    changed.run();
    return updated;
  }

  /// Adds a version of settings, by which no call is answered yet. A masked secret is the one that
  /// stood at its place in the newest version.
  ///
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public SettingsVersion draft(long business, String document, String note, Author author)
      throws InvalidSettings {
    BusinessRecord known = changeable(business, author);
    var problems = new ArrayList<ConfigProblem>();
    String whole = restored(known.id(), document);
    NewVersion version = documentRules.next(known, known.name(), whole, note, author, problems);
    BusinessRules.refuse(problems);
    return store.addDraft(business, version, clock.instant());
  }

  /// Adds a draft made from what somebody has seen, with its secrets, in place of another draft.
  ///
  /// @param newest the newest version that he has seen; [DirectoryConflict] when there is a newer
  ///   one
  /// @param replaced the draft that is given up for it; null for none
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public SettingsVersion replaceDraft(
      long business,
      long newest,
      @Nullable Long replaced,
      String document,
      String note,
      Author author)
      throws InvalidSettings {
    BusinessRecord known = changeable(business, author);
    var problems = new ArrayList<ConfigProblem>();
    NewVersion version = documentRules.next(known, known.name(), document, note, author, problems);
    BusinessRules.refuse(problems);
    return store.replaceDraft(business, newest, replaced, version, clock.instant());
  }

  /// All that is wrong with settings that somebody would make a version of.
  ///
  /// @param document with its secrets
  public List<ConfigProblem> problems(
      BusinessRecord known, String document, String note, Author author) {
    var problems = new ArrayList<ConfigProblem>();
    var _ = documentRules.next(known, known.name(), document, note, author, problems);
    return problems;
  }

  /// What settings say, as a call would have it if they were published.
  ///
  /// @param document with its secrets
  public DocumentReader.Reading reading(BusinessRecord known, String document, Author author) {
    return documentRules.reading(known, document, author);
  }

  /// What a version says.
  public DocumentReader.Reading reading(BusinessRecord known, SettingsVersion version) {
    return documents.read(known.name(), version.document(), version.isTrusted());
  }

  /// Adds a version of settings by which the next call is answered.
  ///
  /// @param known the business from whose record this was decided
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public SettingsVersion publishNew(
      BusinessRecord known, String document, String note, Author author) throws InvalidSettings {
    List<String> numbers = known.numbers().stream().map(PhoneNumber::value).toList();
    BusinessRecord updated =
        replace(
            known.id(),
            known.revision(),
            new Identity(known.slug(), known.name(), known.accountSid(), numbers),
            known.state(),
            document,
            note,
            author);
    long version = Objects.requireNonNull(updated.publishedVersion());
    return store.version(known.id(), version).orElseThrow();
  }

  /// Makes a version the one by which the next call is answered. Publishing an older one takes a
  /// change back.
  ///
  /// @param revision that of the business's record from which this was decided
  /// @throws InvalidSettings when the version cannot be used any more, such as after an upgrade
  public SettingsVersion publish(long business, long version, long revision, Author author)
      throws InvalidSettings {
    BusinessRecord known = changeable(business, author);
    Optional<SettingsVersion> chosen = store.version(business, version);
    if (chosen.isPresent()) {
      String document = chosen.get().document();
      var problems = new ArrayList<>(reading(known, chosen.get()).problems());
      documentRules.limits(known, document, author, problems);
      BusinessRules.refuse(problems);
    }
    SettingsVersion published = store.publish(business, version, revision, clock.instant());
    changed.run();
    return published;
  }

  /// Gives a draft up.
  public SettingsVersion archive(long business, long version, Author author) {
    var _ = changeable(business, author);
    return store.archive(business, version);
  }

  InstantSource clock() {
    return clock;
  }

  /// A document as it may be shown: without its secrets.
  public static String shown(SettingsVersion version) {
    return SecretMask.masked(version.document());
  }

  /// The document with the secrets of the newest version in the place of masks.
  String restored(long business, String document) {
    return store.versions(business, Long.MAX_VALUE, 1).stream()
        .findFirst()
        .map(newest -> SecretMask.restored(document, newest.document()))
        .orElse(document);
  }

  /// Gives, takes and moves single numbers.
  public BusinessNumbers numbers() {
    return new BusinessNumbers(this, store, changed);
  }

  /// The business as it is, if this author may change it.
  BusinessRecord changeable(long business, Author author) {
    BusinessRecord known =
        store
            .find(business)
            .orElseThrow(
                () -> new DirectoryConflict("there is no business %d".formatted(business)));
    if (known.managedBy() != author.managedBy()) {
      throw new DirectoryConflict(
          known.managedBy() == ManagedBy.FILE
              ? "the business %s is managed by a file of the operator; change it there"
                  .formatted(known.slug())
              : "there is a business %s that is not managed by files; choose another slug for the file"
                  .formatted(known.slug()));
    }
    return known;
  }
}
