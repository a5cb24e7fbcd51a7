package app.kolan.server.console.page;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.StoryRuns.Stories;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.settings.SettingsComparison;
import app.kolan.server.console.settings.SettingsState;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.ManagedBy;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Users;
import app.kolan.server.settings.ConfigProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The versions of a business's settings: what a draft would change, publishing it, giving it up,
/// and going back to an older one.
public record VersionPages(SettingsAccess settings, StoryRuns stories, Users users) {
  /// Stories are played meanwhile.
  private static final Duration LONGEST = Duration.ofSeconds(55);

  private static final int ROWS = 30;
  private static final String PATH = "/b/{business}/receptionist";

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.SETTINGS_READ);
    routes.get(PATH + "/changes", read, this::changes);
    routes.get(PATH + "/versions", read, this::list);
    routes.get(PATH + "/versions/{version}", read, this::show);
    routes.post(
        PATH + "/stories", PageAdmission.with(Permission.SETTINGS_WRITE), LONGEST, this::play);
    routes.post(
        PATH + "/publish", PageAdmission.with(Permission.SETTINGS_PUBLISH), LONGEST, this::publish);
    routes.post(PATH + "/discard", PageAdmission.with(Permission.SETTINGS_WRITE), this::discard);
  }

  /// A version as a line of the list.
  ///
  /// @param who wrote it
  public record Row(SettingsVersion version, String who) {
    public String tone() {
      return switch (version.state()) {
        case PUBLISHED -> "good";
        case DRAFT -> "warn";
        case ARCHIVED -> "";
      };
    }
  }

  /// The list, the newest first.
  ///
  /// @param next the number from which older ones are; null for none
  public record Versions(List<Row> rows, @Nullable Long next) {
    public Versions {
      rows = List.copyOf(rows);
    }
  }

  /// A version beside the one by which calls are answered.
  ///
  /// @param revision of the business, from which it is published
  /// @param outdated whether something was published since this draft was begun
  /// @param problems why it cannot be published
  /// @param stories those that hold it up when they fail
  public record OneVersion(
      Row row,
      SettingsComparison comparison,
      long revision,
      boolean outdated,
      boolean publishable,
      boolean discardable,
      List<ProblemWords.Line> problems,
      Stories stories) {
    public OneVersion {
      problems = List.copyOf(problems);
    }
  }

  private PageAnswer list(PageRequest request) {
    String before = request.query().text("before");
    long from = before.matches("[0-9]{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
    List<SettingsVersion> found = settings.store().versions(request.in().id(), from, ROWS + 1);
    List<SettingsVersion> shown = found.subList(0, Math.min(ROWS, found.size()));
    var names = new HashMap<String, String>();
    return request.show(
        "page/versions",
        "receptionist",
        new Versions(
            shown.stream()
                .map(
                    version ->
                        new Row(
                            version,
                            names.computeIfAbsent(version.author(), actor -> who(actor, request))))
                .toList(),
            found.size() > ROWS ? shown.getLast().version() : null));
  }

  private String who(String actor, PageRequest request) {
    return Actors.name(actor, users, request.texts());
  }

  private PageAnswer changes(PageRequest request) {
    SettingsState state = settings.state(request);
    SettingsVersion draft = state.draft();
    return draft == null
        ? request.go(request.inBusiness("/receptionist"))
        : show(request, state, draft, List.of(), stories.of(request, draft));
  }

  private PageAnswer show(PageRequest request) {
    SettingsVersion version = version(request, request.inPath("version"));
    return show(request, settings.state(request), version, List.of(), stories.of(request, version));
  }

  private SettingsVersion version(PageRequest request, String number) {
    if (!number.matches("[0-9]{1,18}")) {
      throw PageProblem.unknown();
    }
    return settings
        .store()
        .version(request.in().id(), Long.parseLong(number))
        .orElseThrow(PageProblem::unknown);
  }

  private PageAnswer show(
      PageRequest request,
      SettingsState state,
      SettingsVersion version,
      List<ConfigProblem> problems,
      Stories played) {
    SettingsVersion published = state.published();
    boolean draft = version.state() == SettingsVersion.State.DRAFT;
    boolean isPublished = version.state() == SettingsVersion.State.PUBLISHED;
    boolean ofApi = request.in().managedBy() == ManagedBy.API;
    var page =
        new OneVersion(
            new Row(version, who(version.author(), request)),
            SettingsComparison.of(
                isPublished ? before(version) : published, version, request.texts()),
            request.in().revision(),
            draft && published != null && published.version() > version.version(),
            !isPublished && ofApi && request.may(Permission.SETTINGS_PUBLISH),
            draft && ofApi && request.may(Permission.SETTINGS_WRITE),
            problems.stream()
                .map(each -> ProblemWords.ofForm(each, request.texts().language()))
                .toList(),
            played);
    boolean held = !problems.isEmpty() || played.failed() > 0;
    return request.show(held ? 422 : 200, "page/version", "receptionist", page);
  }

  /// What a published version is compared with: the one before it.
  private @Nullable SettingsVersion before(SettingsVersion version) {
    return settings.store().versions(version.business(), version.version(), 1).stream()
        .findFirst()
        .orElse(null);
  }

  /// Plays the stories of a version and shows what came of them.
  private PageAnswer play(PageRequest request) {
    SettingsVersion version = version(request, request.form().text("version"));
    Stories played = stories.play(request, version);
    return show(request, settings.state(request), version, List.of(), played);
  }

  /// Publishes a version, if the business is as it was when the version was shown. A draft with a
  /// note is written down with it first. A draft whose stories fail is published only by who says
  /// that he knows.
  private PageAnswer publish(PageRequest request) {
    SettingsVersion version = version(request, request.form().text("version"));
    String revision = request.form().text("revision");
    if (!revision.equals(Long.toString(request.in().revision()))
        || !request.form().text("state").equals(version.state().name())) {
      throw new PageProblem(Kind.CHANGED);
    }
    String note = request.form().text("note").strip();
    SettingsState state = settings.state(request);
    boolean anyway = request.form().has("anyway");
    if (version.state() == SettingsVersion.State.DRAFT && !anyway) {
      Stories played = stories.play(request, version);
      if (played.failed() > 0) {
        return show(request, state, version, List.of(), played);
      }
    }
    try {
      SettingsVersion chosen = version;
      SettingsVersion draft = state.draft();
      if (!note.isEmpty()
          && !note.equals(version.note())
          && draft != null
          && draft.version() == version.version()) {
        chosen = settings.draft(request, state, state.newest(), version.document(), note);
      }
      SettingsVersion published =
          settings.publish(
              request,
              chosen.version(),
              Long.parseLong(revision),
              anyway ? AuditDetail.of("stories", "failed") : null);
      return request.go(
          request.inBusiness("/receptionist"),
          Flash.of("flash.settings-published", Long.toString(published.version())));
    } catch (InvalidSettings e) {
      return show(request, state, version, e.problems(), stories.of(request, version));
    }
  }

  private PageAnswer discard(PageRequest request) {
    SettingsVersion version = version(request, request.form().text("version"));
    if (version.state() != SettingsVersion.State.DRAFT) {
      throw new PageProblem(Kind.CHANGED);
    }
    try {
      settings.archive(request, version.version());
    } catch (InvalidSettings e) {
      throw new IllegalStateException("nothing is judged when a draft is given up", e);
    }
    return request.go(request.inBusiness("/receptionist"), Flash.of("flash.settings-discarded"));
  }
}
