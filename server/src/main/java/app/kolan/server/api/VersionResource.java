package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.DocumentDiff;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.SettingsVersion;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;

/// The versions of a business's settings.
record VersionResource(
    DirectoryStore store, BusinessAdministration administration, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listVersions", this::list);
    operations.put("addDraft", this::draft);
    operations.put("getVersion", this::get);
    operations.put("diffVersions", this::diff);
    operations.put("publishVersion", this::publish);
    operations.put("archiveVersion", this::archive);
  }

  private ApiAnswer list(ApiRequest request) {
    return ApiJson.page(
        store.versions(
            request.in().id(), request.cursorNumber(Long.MAX_VALUE), request.limit() + 1),
        request.limit(),
        VersionResource::form,
        version -> Long.toString(version.version()));
  }

  private ApiAnswer draft(ApiRequest request) throws InvalidSettings {
    String document =
        request.isYaml()
            ? request.text()
            : request.json().path("settings").isObject()
                ? request.json().path("settings").toString()
                : request.field("document", "");
    String note = request.field("note", request.asked("note").orElse(""));
    SettingsVersion draft =
        request.audited(
            written -> entry(request, "settings.draft", written),
            () -> administration.draft(request.in().id(), document, note, request.author()));
    return ApiAnswer.created(whole(draft))
        .with(
            "Location",
            Contract.BASE
                + "/businesses/%s/settings/versions/%d"
                    .formatted(request.in().slug(), draft.version()));
  }

  private ApiAnswer get(ApiRequest request) {
    SettingsVersion version = version(request, request.numberInPath("version"));
    return request.wantsYaml()
        ? ApiAnswer.of(200, "application/yaml", BusinessAdministration.shown(version))
        : ApiAnswer.ok(whole(version));
  }

  private ApiAnswer diff(ApiRequest request) {
    SettingsVersion to = version(request, request.numberInPath("version"));
    SettingsVersion from = version(request, Long.parseLong(request.asked("from").orElseThrow()));
    ObjectNode form = ApiJson.object();
    form.put("from", from.version());
    form.put("to", to.version());
    form.put("text", DocumentDiff.ofVersions(from, to));
    return ApiAnswer.ok(form);
  }

  private ApiAnswer publish(ApiRequest request) throws InvalidSettings {
    BusinessRecord now = request.in();
    SettingsVersion chosen = version(request, request.numberInPath("version"));
    BusinessResource.requireMatch(request, now);
    SettingsVersion published =
        request.audited(
            written -> entry(request, "settings.publish", written),
            () ->
                administration.publish(
                    now.id(), chosen.version(), now.revision(), request.author()));
    return ApiAnswer.ok(whole(published));
  }

  private ApiAnswer archive(ApiRequest request) throws InvalidSettings {
    SettingsVersion chosen = version(request, request.numberInPath("version"));
    SettingsVersion archived =
        request.audited(
            written -> entry(request, "settings.archive", written),
            () -> administration.archive(request.in().id(), chosen.version(), request.author()));
    return ApiAnswer.ok(whole(archived));
  }

  private SettingsVersion version(ApiRequest request, long version) {
    return store
        .version(request.in().id(), version)
        .orElseThrow(() -> new ApiProblem(Kind.NOT_FOUND, "There is no version " + version + "."));
  }

  private AuditEntry entry(ApiRequest request, String action, Object written) {
    var version = (SettingsVersion) written;
    return request
        .actor()
        .entry(clock.instant(), action, version.business(), "version:" + version.version(), null);
  }

  private static ObjectNode form(SettingsVersion version) {
    ObjectNode form = ApiJson.object();
    form.put("version", version.version());
    form.put("state", version.state().name());
    form.put("author", version.author());
    form.put("note", version.note());
    form.put("createdAt", version.createdAt().toString());
    form.put("publishedAt", ApiJson.instant(version.publishedAt()));
    return form;
  }

  private static ObjectNode whole(SettingsVersion version) {
    return form(version).put("document", BusinessAdministration.shown(version));
  }
}
