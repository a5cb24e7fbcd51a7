package app.kolan.server.directory;

import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// What the settings of a business may say, by who writes them. Blocks for the store; safe to
/// share.
final class DocumentRules {
  private final DirectoryStore store;
  private final DocumentReader documents;

  DocumentRules(DirectoryStore store, DocumentReader documents) {
    this.store = store;
    this.documents = documents;
  }

  /// The first version of a business.
  ///
  /// @param problems where what is wrong is added; the version is not to be stored then
  NewVersion first(
      String name, String document, String note, Author author, List<ConfigProblem> problems) {
    BusinessRules.note(note, problems);
    read(name, document, author.trusted(), problems);
    return new NewVersion(document, author.actor(), false, note);
  }

  /// A version in place of those that there are.
  ///
  /// @param name how the business will be called
  /// @param document with its secrets
  /// @param problems where what is wrong is added; the version is not to be stored then
  NewVersion next(
      BusinessRecord known,
      String name,
      String document,
      String note,
      Author author,
      List<ConfigProblem> problems) {
    BusinessRules.note(note, problems);
    boolean keeps = !author.trusted() && keepsOperatorEntries(known, document);
    boolean trusted = author.trusted() || keeps;
    var found = new ArrayList<ConfigProblem>();
    read(name, document, trusted, found);
    problems.addAll(trusted ? found : ofChanges(known, document, found));
    limits(known, document, author, problems);
    return new NewVersion(document, author.actor(), keeps, note);
  }

  /// What settings say if somebody makes a version of them.
  DocumentReader.Reading reading(BusinessRecord known, String document, Author author) {
    boolean trusted = author.trusted() || keepsOperatorEntries(known, document);
    return documents.read(known.name(), document, trusted);
  }

  /// Whether a document has what only the operator writes, and all of it as the newest version has
  /// it, or the one by which calls are answered.
  private boolean keepsOperatorEntries(BusinessRecord known, String document) {
    if (documents.read(known.name(), document, false).problems().isEmpty()) {
      return false;
    }
    BusinessDocument changed = BusinessDocument.parse(document, new ArrayList<>());
    return operators(known).stream()
        .anyMatch(
            before ->
                changed
                    .changesBeside(before)
                    .filter(changes -> isOfAnybody(known, changes))
                    .isPresent());
  }

  /// What the operator wrote, or left as it was: the newest version, and the one by which calls are
  /// answered.
  private List<BusinessDocument> operators(BusinessRecord known) {
    var trusted = new ArrayList<>(store.versions(known.id(), Long.MAX_VALUE, 1));
    Long published = known.publishedVersion();
    if (published != null) {
      store.version(known.id(), published).ifPresent(trusted::add);
    }
    return trusted.stream()
        .filter(SettingsVersion::isTrusted)
        .map(version -> BusinessDocument.parse(version.document(), new ArrayList<>()))
        .toList();
  }

  /// The problems of a document by somebody who has changed an entry of the operator's, without
  /// those of the entries that he left as they were: they are no mistakes of his, and without his
  /// change they are none.
  ///
  /// @return never empty
  private List<ConfigProblem> ofChanges(
      BusinessRecord known, String document, List<ConfigProblem> problems) {
    BusinessDocument changed = BusinessDocument.parse(document, new ArrayList<>());
    return operators(known).stream()
        .map(before -> ofChanges(known, changed, before, problems))
        .filter(left -> !left.isEmpty())
        .min(Comparator.comparingInt(List::size))
        .orElse(problems);
  }

  private List<ConfigProblem> ofChanges(
      BusinessRecord known,
      BusinessDocument changed,
      BusinessDocument before,
      List<ConfigProblem> problems) {
    var left = new LinkedHashSet<ConfigProblem>();
    problems.stream().filter(each -> !changed.hasAsIn(before, each.key())).forEach(left::add);
    left.addAll(changed.unnamedChanges(before));
    changed
        .changesBeside(before)
        .map(changes -> problemsOf(known, changes))
        .orElse(List.of())
        .forEach(each -> left.add(changed.withOwnKey(each, before)));
    return List.copyOf(left);
  }

  /// Whether what was changed beside the operator's entries is what anybody may write.
  private boolean isOfAnybody(BusinessRecord known, ObjectNode changes) {
    return problemsOf(known, changes).isEmpty();
  }

  private List<ConfigProblem> problemsOf(BusinessRecord known, ObjectNode changes) {
    return documents.read(known.name(), YamlText.write(changes), false).problems().stream()
        .filter(problem -> OperatorEntries.isIn(problem.key(), changes))
        .toList();
  }

  private void read(String name, String document, boolean trusted, List<ConfigProblem> problems) {
    if (!BusinessRules.isText(document)) {
      problems.add(
          new ConfigProblem(
              "settings", "not a text", "leave out NUL and half characters, and save it in UTF-8"));
      return;
    }
    problems.addAll(documents.read(name, document, trusted).problems());
    if (document.contains(SecretMask.MASK)) {
      problems.add(
          new ConfigProblem(
              "settings",
              "a mask without a secret",
              "write the secret in place of the mask; a tool whose url is another one needs it again"));
    }
  }

  /// Adds a problem when the limits are others than before. How much of the server a business may
  /// use is not its own to say, neither by a new version nor by an older one.
  void limits(
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
}
