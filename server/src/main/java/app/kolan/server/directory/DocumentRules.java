package app.kolan.server.directory;

import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.settings.ConfigProblem;
import java.util.ArrayList;
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

  /// Adds what is wrong with the first settings of a business.
  void first(String name, String document, Author author, List<ConfigProblem> problems) {
    read(name, document, author.trusted(), problems);
  }

  /// Adds what is wrong with settings in place of those that there are.
  ///
  /// @param name how the business will be called
  /// @param document with its secrets
  void next(
      BusinessRecord known,
      String name,
      String document,
      Author author,
      List<ConfigProblem> problems) {
    read(name, document, isTrusted(known, document, author), problems);
    limits(known, document, author, problems);
  }

  /// A version to be, of settings that were found right.
  NewVersion version(BusinessRecord known, String document, String note, Author author) {
    boolean keeps = !author.trusted() && keepsOperatorEntries(known, document);
    return new NewVersion(document, author.actor(), keeps, note);
  }

  /// Whether settings may reach into the server, as the operator's own do.
  boolean isTrusted(BusinessRecord known, String document, Author author) {
    return author.trusted() || keepsOperatorEntries(known, document);
  }

  /// Whether what only the operator writes stands in a document as in the newest version, or in the
  /// one by which calls are answered.
  private boolean keepsOperatorEntries(BusinessRecord known, String document) {
    var trusted = new ArrayList<>(store.versions(known.id(), Long.MAX_VALUE, 1));
    Long published = known.publishedVersion();
    if (published != null) {
      store.version(known.id(), published).ifPresent(trusted::add);
    }
    trusted.removeIf(version -> !version.isTrusted());
    BusinessDocument changed = BusinessDocument.parse(document, new ArrayList<>());
    return trusted.stream()
        .map(version -> BusinessDocument.parse(version.document(), new ArrayList<>()))
        .anyMatch(changed::keepsOperatorEntries);
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
