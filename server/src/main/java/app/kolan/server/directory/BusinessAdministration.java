package app.kolan.server.directory;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.YamlText;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
  private static final int MOST_NUMBERS = 1000;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 1000;

  private final DirectoryStore store;
  private final AccountStore accounts;
  private final DocumentReader documents;
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
    this.accounts = accounts;
    this.documents = documents;
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
    BusinessRecord added = addUnpublished(identity, document, note, author);
    store.publish(added.id(), 1, added.revision(), clock.instant());
    changed.run();
    return store.find(added.id()).orElseThrow();
  }

  /// Adds a business whose settings are a draft: its calls are not answered before a version is
  /// published.
  ///
  /// @throws InvalidSettings with all that is wrong; nothing is stored then
  public BusinessRecord addUnpublished(
      Identity identity, String document, String note, Author author) throws InvalidSettings {
    var problems = new ArrayList<ConfigProblem>();
    if (!SLUG.matcher(identity.slug()).matches()) {
      problems.add(
          new ConfigProblem(
              "slug",
              identity.slug().isEmpty() ? "not set" : shown(identity.slug()),
              "use small Latin letters, digits and hyphens, such as dental-clinic"));
    }
    if (identity.slug().equals(OWN_SLUG)) {
      problems.add(
          new ConfigProblem(
              "slug", OWN_SLUG, "it is that of the server's own settings; choose another"));
    }
    List<PhoneNumber> numbers = numbers(identity.numbers(), problems);
    judgeAccount(identity.accountSid(), problems);
    judgeName(identity.name(), problems);
    judgeNote(note, problems);
    judgeDocument(identity.name(), document, author, problems);
    refuse(problems);
    BusinessRecord added =
        store.add(
            identity.slug(),
            identity.name().strip(),
            author.managedBy(),
            identity.accountSid(),
            numbers,
            clock.instant());
    store.addDraft(added.id(), document, author.actor(), note, clock.instant());
    return added;
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
    List<PhoneNumber> numbers = numbers(identity.numbers(), problems);
    judgeAccount(identity.accountSid(), problems);
    judgeName(identity.name(), problems);
    refuse(problems);
    BusinessRecord updated =
        store.update(
            known.id(),
            revision,
            identity.name().strip(),
            state,
            identity.accountSid(),
            numbers,
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
    String whole = restored(business, document);
    var problems = new ArrayList<ConfigProblem>();
    judgeNote(note, problems);
    judgeDocument(known.name(), whole, author, problems);
    judgeLimits(known, whole, author, problems);
    refuse(problems);
    return store.addDraft(business, whole, author.actor(), note, clock.instant());
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
      var problems =
          new ArrayList<>(
              documents
                  .read(known.name(), document, Author.isTrusted(chosen.get().author()))
                  .problems());
      judgeLimits(known, document, author, problems);
      refuse(problems);
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

  /// A document as it may be shown: without its secrets.
  public static String shown(SettingsVersion version) {
    return SecretMask.masked(version.document());
  }

  /// How two versions of a business differ, as [DocumentDiff#unified] writes it, without secrets.
  /// Empty when they do not.
  public static String difference(SettingsVersion from, SettingsVersion to) {
    String first = shown(from);
    String second = shown(to);
    String text =
        DocumentDiff.unified(first, second, "version " + from.version(), "version " + to.version());
    boolean hidden = text.isEmpty() && !YamlText.isSame(from.document(), to.document());
    return hidden ? "Only secrets differ, which are not shown.\n" : text;
  }

  /// The document with the secrets of the newest version in the place of masks.
  String restored(long business, String document) {
    return store.versions(business, Long.MAX_VALUE, 1).stream()
        .findFirst()
        .map(newest -> SecretMask.restored(document, newest.document()))
        .orElse(document);
  }

  private void judgeDocument(
      String name, String document, Author author, List<ConfigProblem> problems) {
    if (!isText(document)) {
      problems.add(
          new ConfigProblem(
              "settings", "not a text", "leave out NUL and half characters, and save it in UTF-8"));
      return;
    }
    problems.addAll(documents.read(name, document, author.trusted()).problems());
    if (document.contains(SecretMask.MASK)) {
      problems.add(
          new ConfigProblem(
              "settings",
              "a mask without a secret",
              "write the secret in place of the mask; a tool whose url is another one needs it again"));
    }
  }

  /// Whether every database takes it: without NUL and without halves of surrogate pairs.
  private static boolean isText(String text) {
    return text.indexOf('\0') < 0
        && text.codePoints()
            .noneMatch(
                codePoint ->
                    codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  private BusinessRecord changeable(long business, Author author) {
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

  private static List<PhoneNumber> numbers(List<String> written, List<ConfigProblem> problems) {
    var numbers = new ArrayList<PhoneNumber>();
    var seen = new HashSet<PhoneNumber>();
    if (written.size() > MOST_NUMBERS) {
      problems.add(
          new ConfigProblem(
              "numbers", written.size() + " numbers", "give at most " + MOST_NUMBERS));
      return numbers;
    }
    for (String text : written) {
      var number = new PhoneNumber(plain(text));
      if (!number.isDialable()) {
        problems.add(
            new ConfigProblem(
                "numbers",
                text.isEmpty() ? "empty" : shown(text),
                "write it in E.164 and in quotes, such as \"+97231234567\""));
      } else if (!seen.add(number)) {
        problems.add(new ConfigProblem("numbers", number.value(), "it is there twice; keep one"));
      } else {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /// A number without what people put between its digits.
  static String plain(String number) {
    return number.replaceAll("[\\s().-]", "");
  }

  private void judgeAccount(@Nullable String sid, List<ConfigProblem> problems) {
    if (sid == null) {
      return;
    }
    if (!ACCOUNT.matcher(sid).matches()) {
      problems.add(
          new ConfigProblem(
              "account", shown(sid), "an Account SID is AC and 32 hexadecimal digits"));
    } else if (accounts.find(sid).isEmpty()) {
      problems.add(
          new ConfigProblem(
              "account", sid, "the server has no tokens of this account; add the account first"));
    }
  }

  private static void judgeName(String name, List<ConfigProblem> problems) {
    if (!isText(name)) {
      problems.add(new ConfigProblem("name", "not a text", "leave out NUL and half characters"));
    } else if (name.isBlank()) {
      problems.add(new ConfigProblem("name", "not set", "give a name that people know"));
    } else if (name.length() > LONGEST_NAME) {
      problems.add(
          new ConfigProblem("name", name.length() + " letters", "give at most " + LONGEST_NAME));
    }
  }

  /// How much of the server a business may use is not its own to say, neither by a new version nor
  /// by an older one.
  private void judgeLimits(
      BusinessRecord business, String document, Author author, List<ConfigProblem> problems) {
    if (author.operator()) {
      return;
    }
    Long published = business.publishedVersion();
    // The first version came with the business, from who may add one.
    String before =
        store
            .version(business.id(), published == null ? 1 : published)
            .map(SettingsVersion::document)
            .orElse("");
    var ignored = new ArrayList<ConfigProblem>();
    if (!BusinessDocument.parse(document, ignored)
        .limits()
        .equals(BusinessDocument.parse(before, ignored).limits())) {
      problems.add(
          new ConfigProblem("limits", "changed", "only the operator of the server changes them"));
    }
  }

  private static void judgeNote(String note, List<ConfigProblem> problems) {
    if (!isText(note)) {
      problems.add(new ConfigProblem("note", "not a text", "leave out NUL and half characters"));
    }
    if (note.length() > LONGEST_NOTE) {
      problems.add(
          new ConfigProblem("note", note.length() + " letters", "give at most " + LONGEST_NOTE));
    }
  }

  private static void refuse(List<ConfigProblem> problems) throws InvalidSettings {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
