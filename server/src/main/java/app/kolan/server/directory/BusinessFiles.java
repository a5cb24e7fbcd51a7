package app.kolan.server.directory;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.YamlText;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The businesses that the operator keeps in files. They are taken over at a start, and when they
/// change: what is new is added, what has changed is published as a new version. They can be
/// changed nowhere else.
///
/// What a file says wrongly is logged, and the business goes on as it is. A business whose file is
/// gone goes on, too: a checkout that is incomplete takes nobody's calls away.
public final class BusinessFiles {
  private static final Logger LOG = LoggerFactory.getLogger(BusinessFiles.class);

  private final DirectoryStore store;
  private final BusinessAdministration administration;
  private volatile Map<String, String> troubles = Map.of();

  public BusinessFiles(DirectoryStore store, BusinessAdministration administration) {
    this.store = store;
    this.administration = administration;
  }

  /// What became of a file.
  public enum Outcome {
    ADDED,
    CHANGED,
    SAME
  }

  /// A business as it is after its file was taken over.
  public record Taken(Outcome outcome, BusinessRecord business) {}

  /// Takes over all files that the settings name.
  ///
  /// @throws app.kolan.server.store.StoreException when the store fails
  public synchronized void importAll(DirectorySettings settings) {
    var seen = new HashSet<String>();
    var refused = new HashMap<String, String>();
    for (Map.Entry<String, ObjectNode> entry : settings.documents().entrySet()) {
      take(
          "kolan.yaml, businesses." + entry.getKey(),
          () -> BusinessFile.of(entry.getValue(), entry.getKey(), Path.of("")),
          seen,
          refused);
    }
    for (Path file : files(settings.folder())) {
      take(file.toString(), () -> read(file), seen, refused);
    }
    troubles = Map.copyOf(refused);
    warnOfMissing(seen);
  }

  /// Why files were not taken over when they were last read, by their names. Their businesses go on
  /// as they were.
  public Map<String, String> troubles() {
    return troubles;
  }

  /// Reads a file; its name without the ending is the slug, where it names none.
  ///
  /// @throws InvalidSettings when it holds no business
  public static BusinessFile read(Path file) throws InvalidSettings {
    String name = file.getFileName().toString();
    String slug = name.replaceFirst("\\.(ya?ml|json)$", "");
    Path folder = file.toAbsolutePath().getParent();
    try {
      return BusinessFile.parse(Files.readString(file), slug, folder);
    } catch (IOException e) {
      throw new InvalidSettings(
          List.of(
              new ConfigProblem(
                  name, "not readable as UTF-8", "check that it is there, and its permissions")));
    }
  }

  /// Takes over one business: adds it, or publishes what has changed. All of it is done, with its
  /// entry in the audit log, or nothing.
  ///
  /// @throws InvalidSettings with all that is wrong; nothing is changed then
  /// @throws DirectoryConflict when it is managed elsewhere, or a number is somebody else's
  public Taken take(BusinessFile file, String note, Author author) throws InvalidSettings {
    return audited(file, author, () -> publish(file, note, author));
  }

  private Taken publish(BusinessFile file, String note, Author author) throws InvalidSettings {
    Optional<BusinessRecord> found = store.find(file.identity().slug());
    if (found.isEmpty()) {
      return new Taken(
          Outcome.ADDED, administration.add(file.identity(), file.document(), note, author));
    }
    BusinessRecord known = found.get();
    boolean sameIdentity = isSame(known, file.identity());
    boolean sameSettings =
        published(known)
            .map(
                version ->
                    YamlText.isSame(
                        version.document(), administration.restored(known.id(), file.document())))
            .orElse(false);
    if (known.managedBy() == author.managedBy() && sameIdentity && sameSettings) {
      return new Taken(Outcome.SAME, known);
    }
    BusinessState state =
        known.state() == BusinessState.CLOSED ? BusinessState.ACTIVE : known.state();
    BusinessRecord changed =
        sameSettings
            ? administration.update(known.id(), known.revision(), file.identity(), state, author)
            : administration.replace(
                known.id(),
                known.revision(),
                file.identity(),
                state,
                file.document(),
                note,
                author);
    return new Taken(Outcome.CHANGED, changed);
  }

  /// What became of the settings of a file that are not to be used yet.
  ///
  /// @param version where they stand
  /// @param outcome [Outcome#SAME] when they are the newest version already
  public record Prepared(SettingsVersion version, Outcome outcome) {}

  /// Keeps the settings of a file as a draft, and adds the business when it is not there. The entry
  /// in the audit log is there with it. Settings that are the newest version already, and were not
  /// archived, make none.
  ///
  /// @throws InvalidSettings with all that is wrong; nothing is changed then
  /// @throws DirectoryConflict when it is managed elsewhere, or a number is somebody else's
  public Prepared prepare(BusinessFile file, String note, Author author) throws InvalidSettings {
    return audited(file, author, () -> draft(file, note, author));
  }

  private Prepared draft(BusinessFile file, String note, Author author) throws InvalidSettings {
    Optional<BusinessRecord> found = store.find(file.identity().slug());
    if (found.isEmpty()) {
      long added =
          administration.addUnpublished(file.identity(), file.document(), note, author).id();
      return new Prepared(newest(added).orElseThrow(), Outcome.ADDED);
    }
    BusinessRecord known = found.get();
    Optional<SettingsVersion> newest = newest(known.id());
    boolean isThere =
        known.managedBy() == author.managedBy()
            && newest
                .filter(version -> version.state() != SettingsVersion.State.ARCHIVED)
                .map(
                    version ->
                        YamlText.isSame(
                            version.document(),
                            administration.restored(known.id(), file.document())))
                .orElse(false);
    return isThere
        ? new Prepared(newest.get(), Outcome.SAME)
        : new Prepared(
            administration.draft(known.id(), file.document(), note, author), Outcome.CHANGED);
  }

  private Optional<SettingsVersion> newest(long business) {
    return store.versions(business, Long.MAX_VALUE, 1).stream().findFirst();
  }

  private <T> T audited(
      BusinessFile file, Author author, ScopedValue.CallableOp<T, InvalidSettings> change)
      throws InvalidSettings {
    return AuditedChange.ifAny(written -> entry(file, author, written), change);
  }

  private AuditEntry entry(BusinessFile file, Author author, Object written) {
    Map.Entry<Long, String> outcome =
        switch (written) {
          case SettingsVersion draft ->
              Map.entry(draft.business(), "version %d is a draft".formatted(draft.version()));
          case BusinessRecord record when record.publishedVersion() != null ->
              Map.entry(
                  record.id(), "version %d is published".formatted(record.publishedVersion()));
          case BusinessRecord record -> Map.entry(record.id(), "added, version 1 is a draft");
          default -> throw new IllegalStateException("this is no change of a business");
        };
    return new AuditActor(author.actor(), null)
        .entry(
            administration.clock().instant(),
            "business.import",
            outcome.getKey(),
            file.identity().slug(),
            AuditDetail.of("outcome", outcome.getValue()));
  }

  private static boolean isSame(BusinessRecord known, BusinessAdministration.Identity identity) {
    List<String> numbers = known.numbers().stream().map(PhoneNumber::value).toList();
    return known.name().equals(identity.name())
        && known.state() != BusinessState.CLOSED
        && Objects.equals(known.accountSid(), identity.accountSid())
        && Set.copyOf(numbers).equals(plain(identity.numbers()));
  }

  private static Set<String> plain(List<String> numbers) {
    return numbers.stream().map(BusinessRules::plain).collect(Collectors.toSet());
  }

  private Optional<SettingsVersion> published(BusinessRecord business) {
    Long version = business.publishedVersion();
    return version == null ? Optional.empty() : store.version(business.id(), version);
  }

  private interface Source {
    BusinessFile read() throws InvalidSettings;
  }

  private void take(String where, Source source, Set<String> seen, Map<String, String> refused) {
    try {
      BusinessFile file = source.read();
      seen.add(file.identity().slug());
      if (take(file, where, Author.FILE).outcome() != Outcome.SAME) {
        LOG.atInfo()
            .addKeyValue("business", file.identity().slug())
            .addKeyValue("file", where)
            .log("a business was taken over from its file");
      }
    } catch (InvalidSettings e) {
      refused.put(where, String.valueOf(e.getMessage()));
      e.problems()
          .forEach(
              problem ->
                  LOG.atError()
                      .addKeyValue("file", where)
                      .addKeyValue("problem", problem.line())
                      .log("a business is not taken over from its file, and stays as it is"));
    } catch (DirectoryConflict e) {
      refused.put(where, String.valueOf(e.getMessage()));
      LOG.atError()
          .addKeyValue("file", where)
          .addKeyValue("problem", e.getMessage())
          .log("a business is not taken over from its file, and stays as it is");
    }
  }

  private void warnOfMissing(Set<String> seen) {
    store.businesses().stream()
        .filter(business -> business.managedBy() == ManagedBy.FILE)
        .filter(business -> business.state() != BusinessState.CLOSED)
        .filter(business -> !seen.contains(business.slug()))
        .forEach(
            business ->
                LOG.atWarn()
                    .addKeyValue("business", business.slug())
                    .log("the file of a business is gone; its calls go on to be answered"));
  }

  private static List<Path> files(@Nullable Path folder) {
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[^.].*\\.(ya?ml|json)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      LOG.atError().addKeyValue("folder", folder).log("the folder of businesses cannot be listed");
      return List.of();
    }
  }
}
