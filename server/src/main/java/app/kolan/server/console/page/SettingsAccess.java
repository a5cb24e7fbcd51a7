package app.kolan.server.console.page;

import app.kolan.server.audit.AuditedChange;
import app.kolan.server.audit.AuditedChange.Change;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.settings.OwnSettings;
import app.kolan.server.console.settings.SettingsState;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.ManagedBy;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The settings of businesses as pages read and change them: every change is a draft before it is
/// published, and stands in the audit log.
public record SettingsAccess(DirectoryStore store, BusinessAdministration administration) {
  /// Why somebody cannot change the settings.
  public enum Obstacle {
    /// They stand in a file of the operator.
    FILE,
    /// They are the server's own, in its `kolan.yaml` and environment.
    SERVER,
    /// He may only read them.
    READER
  }

  SettingsState state(PageRequest request) {
    return SettingsState.of(request.in(), store);
  }

  /// What a form of the settings begins from, with secrets, which no page may show.
  ObjectNode document(PageRequest request, SettingsState state) {
    SettingsVersion edited = state.edited();
    if (edited != null) {
      return tree(edited.document());
    }
    return request.in().id() == Business.FIRST
        ? request
            .site()
            .settings()
            .current(Business.FIRST)
            .map(own -> OwnSettings.of(own.business()))
            .orElseGet(() -> tree(""))
        : tree("");
  }

  static ObjectNode tree(String document) {
    return YamlText.map("settings", document, new ArrayList<>());
  }

  /// Null when he may change them.
  static @Nullable Obstacle obstacle(PageRequest request) {
    if (request.in().id() == Business.FIRST) {
      return Obstacle.SERVER;
    }
    if (request.in().managedBy() == ManagedBy.FILE) {
      return Obstacle.FILE;
    }
    return request.may(Permission.SETTINGS_WRITE) ? null : Obstacle.READER;
  }

  static Author author(PageRequest request) {
    String actor = request.who().actor();
    return AccessPolicy.allowsEverywhere(request.who(), Permission.BUSINESSES_WRITE)
        ? Author.operatorByApi(actor)
        : Author.byApi(actor);
  }

  /// Where the business is.
  static BusinessLocale locale(PageRequest request) {
    return request.site().locale(request.in());
  }

  /// Makes a draft in place of the one that there is. Comments of what was not changed stay.
  ///
  /// @param newest the newest version that was shown
  /// @throws app.kolan.server.directory.DirectoryConflict when there is a newer one
  SettingsVersion draft(
      PageRequest request, SettingsState state, long newest, String document, String note)
      throws InvalidSettings {
    SettingsVersion replaced = state.draft();
    return audited(
        request,
        "settings.draft",
        null,
        () ->
            administration.replaceDraft(
                request.in().id(),
                newest,
                replaced == null ? null : replaced.version(),
                document,
                note,
                author(request)));
  }

  /// @param revision of the business that was shown
  /// @param remark for the audit log; null for none
  SettingsVersion publish(PageRequest request, long version, long revision, @Nullable String remark)
      throws InvalidSettings {
    return audited(
        request,
        "settings.publish",
        remark,
        () -> administration.publish(request.in().id(), version, revision, author(request)));
  }

  SettingsVersion archive(PageRequest request, long version) throws InvalidSettings {
    return audited(
        request,
        "settings.archive",
        null,
        () -> administration.archive(request.in().id(), version, author(request)));
  }

  private static SettingsVersion audited(
      PageRequest request,
      String action,
      @Nullable String remark,
      Change<SettingsVersion, InvalidSettings> change)
      throws InvalidSettings {
    BusinessRecord business = request.in();
    return AuditedChange.of(
        written ->
            request
                .actor()
                .entry(
                    request.at(),
                    action,
                    business.id(),
                    "version:" + ((SettingsVersion) written).version(),
                    remark),
        change);
  }
}
