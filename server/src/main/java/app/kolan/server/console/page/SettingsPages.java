package app.kolan.server.console.page;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.SettingsAccess.Obstacle;
import app.kolan.server.console.page.SoundPages.SoundRow;
import app.kolan.server.console.settings.AbilitiesPart;
import app.kolan.server.console.settings.HoursPreview;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.settings.ProvidersPart;
import app.kolan.server.console.settings.SettingsPart;
import app.kolan.server.console.settings.SettingsState;
import app.kolan.server.console.text.Language;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.DocumentReader.Reading;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.identity.Permission;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.YamlEdit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The settings of a business as forms. What is saved becomes a draft, by which no call is answered
/// before it is published.
public record SettingsPages(SettingsAccess settings, SoundPages sounds) {
  private static final String PATH = "/b/{business}/receptionist";

  /// The last field of each form. A form without it did not come whole.
  private static final String END = "end";

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.SETTINGS_READ);
    routes.get(PATH, read, this::overview);
    routes.get(PATH + "/edit/{part}", read, this::edit);
    routes.post(PATH + "/edit/{part}", PageAdmission.with(Permission.SETTINGS_WRITE), this::save);
  }

  /// The parts of the settings, and what answers calls now.
  ///
  /// @param summaries what each part says, shortly, by its name
  /// @param obstacle null when he may change them
  public record Overview(
      SettingsState state,
      Map<String, List<SettingsSummary.Line>> summaries,
      @Nullable Obstacle obstacle) {}

  /// A part as a form.
  ///
  /// @param fields as they are shown
  /// @param problems what is wrong, by the fields that it is shown at
  /// @param general what is wrong elsewhere
  /// @param newest the newest version that was seen
  /// @param changed whether somebody else changed the settings meanwhile
  /// @param obstacle null when he may change them
  /// @param keys the providers of which the business has a key of its own
  /// @param voiced whether the business has a voice of a provider
  /// @param preview of the hours; null elsewhere, and when they cannot be read
  public record PartForm(
      SettingsPart part,
      Map<String, String> fields,
      Map<String, List<ProblemWords.Line>> problems,
      List<ProblemWords.Line> general,
      long newest,
      boolean draft,
      boolean changed,
      @Nullable Obstacle obstacle,
      @Nullable HoursPreview preview,
      List<AbilitiesPart.Ability> abilities,
      List<SoundRow> sounds,
      List<String> keys,
      boolean voiced) {
    private static final int MORE_ROWS = 2;

    public String name() {
      return part.name();
    }

    public boolean writable() {
      return obstacle == null;
    }

    /// What stands in a field; empty when nothing does.
    public String value(String field) {
      return fields.getOrDefault(field, "");
    }

    /// Whether somebody looks at it first: something stands in it, or is wrong with it.
    public boolean isFilledIn(String field) {
      return !value(field).isEmpty() || isBad(field);
    }

    public boolean has(String field) {
      return fields.containsKey(field);
    }

    public boolean isBad(String field) {
      return problems.containsKey(field);
    }

    public List<ProblemWords.Line> problems(String field) {
      return problems.getOrDefault(field, List.of());
    }

    public boolean hasProblems() {
      return !problems.isEmpty() || !general.isEmpty();
    }

    /// The rows of a list, with some that are empty for who may write.
    ///
    /// @param names of the fields of a row
    public List<Integer> rows(String... names) {
      int rows = 0;
      for (String name : names) {
        for (int row = 0; has(name + "-" + row); row++) {
          rows = value(name + "-" + row).isBlank() ? rows : Math.max(rows, row + 1);
        }
      }
      return IntStream.range(0, rows + (writable() ? MORE_ROWS : 0)).boxed().toList();
    }

    /// A list of choices, with what is chosen even if it is none of them.
    public List<String> choices(List<String> usual, String field) {
      if (value(field).isEmpty() || usual.contains(value(field))) {
        return usual;
      }
      var more = new ArrayList<>(usual);
      more.add(value(field));
      return more;
    }
  }

  private PageAnswer overview(PageRequest request) {
    SettingsState state = settings.state(request);
    ObjectNode document = settings.document(request, state);
    var summaries = new LinkedHashMap<String, List<SettingsSummary.Line>>();
    for (SettingsPart part : SettingsPart.RECEPTIONIST) {
      summaries.put(part.name(), SettingsSummary.of(part, document, request.texts()));
    }
    return request.show(
        "page/settings",
        "receptionist",
        new Overview(state, summaries, SettingsAccess.obstacle(request)));
  }

  private static SettingsPart part(PageRequest request) {
    return SettingsPart.named(request.inPath("part")).orElseThrow(PageProblem::unknown);
  }

  private PageAnswer edit(PageRequest request) {
    SettingsPart part = part(request);
    SettingsState state = settings.state(request);
    ObjectNode document = settings.document(request, state);
    return show(
        request, part, state, document, part.fields(document), List.of(), preview(request, state));
  }

  /// The hours by the version that is shown; null when it has none.
  private @Nullable HoursPreview preview(PageRequest request, SettingsState state) {
    SettingsVersion edited = state.edited();
    OpeningHours hours =
        edited == null
            ? request
                .site()
                .settings()
                .current(request.in().id())
                .map(own -> own.business().profile().hours())
                .orElse(null)
            : settings.administration().reading(request.in(), edited).business().profile().hours();
    return preview(request, hours);
  }

  private static @Nullable HoursPreview preview(PageRequest request, @Nullable OpeningHours hours) {
    return hours == null
        ? null
        : HoursPreview.of(hours, request.at().atZone(hours.zone()).toLocalDate());
  }

  /// Makes a draft of what was typed, or only shows what the hours would be.
  private PageAnswer save(PageRequest request) {
    SettingsPart part = part(request);
    if (SettingsAccess.obstacle(request) != null) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    Form form = request.form();
    if (!form.has(END) || !form.text("newest").matches("[0-9]{1,18}")) {
      throw new PageProblem(Kind.MALFORMED);
    }
    SettingsState state = settings.state(request);
    ObjectNode before = settings.document(request, state);
    ObjectNode document = before.deepCopy();
    var typed = new LinkedHashMap<String, String>();
    form.fields().forEach((field, values) -> typed.put(field, values.getFirst()));
    List<ConfigProblem> wrong = part.put(typed, document, SettingsAccess.locale(request).country());
    SettingsVersion edited = state.edited();
    String old = edited == null ? "" : edited.document();
    String text = YamlEdit.of(old, document);
    if (form.has("preview")) {
      return previewed(request, part, state, before, typed, wrong, text);
    }
    if (!wrong.isEmpty()) {
      return show(request, part, state, before, typed, wrong, null);
    }
    long newest = Long.parseLong(form.text("newest"));
    if (newest == state.newest() && text.equals(old)) {
      return request.go(request.inBusiness("/receptionist"), Flash.of("flash.settings-same"));
    }
    try {
      SettingsVersion draft = state.draft();
      settings.draft(request, state, newest, text, draft == null ? "" : draft.note());
    } catch (InvalidSettings e) {
      return show(request, part, state, before, typed, e.problems(), null);
    } catch (DirectoryConflict _) {
      return changedMeanwhile(request, part, typed);
    }
    return request.go(request.inBusiness("/receptionist"), Flash.of("flash.settings-draft"));
  }

  private PageAnswer previewed(
      PageRequest request,
      SettingsPart part,
      SettingsState state,
      ObjectNode before,
      Map<String, String> typed,
      List<ConfigProblem> wrong,
      String text) {
    var problems = new ArrayList<>(wrong);
    Reading reading =
        settings.administration().reading(request.in(), text, SettingsAccess.author(request));
    reading.problems().stream()
        .filter(problem -> part.keys().stream().anyMatch(key -> isBelow(problem.key(), key)))
        .forEach(problems::add);
    HoursPreview preview =
        problems.isEmpty() ? preview(request, reading.business().profile().hours()) : null;
    return show(request, part, state, before, typed, problems, preview);
  }

  private static boolean isBelow(String problem, String key) {
    return problem.equals(key) || problem.startsWith(key + ".") || problem.startsWith(key + "[");
  }

  /// Shows the form with what was typed; saved once more it is put over what the others have made.
  private PageAnswer changedMeanwhile(
      PageRequest request, SettingsPart part, Map<String, String> typed) {
    SettingsState now = settings.state(request);
    ObjectNode document = settings.document(request, now);
    return request.show(
        Kind.CHANGED.status(),
        "page/settingsPart",
        "receptionist",
        form(request, part, now, document, typed, List.of(), null, true));
  }

  private PageAnswer show(
      PageRequest request,
      SettingsPart part,
      SettingsState state,
      ObjectNode document,
      Map<String, String> fields,
      List<ConfigProblem> problems,
      @Nullable HoursPreview preview) {
    PartForm form = form(request, part, state, document, fields, problems, preview, false);
    return request.show(problems.isEmpty() ? 200 : 422, "page/settingsPart", "receptionist", form);
  }

  private static boolean isVoiced(PageRequest request) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .map(BusinessSettings::providers)
        .map(
            chosen ->
                !chosen.voices().isEmpty()
                    && !(chosen.languageModels().isEmpty() && chosen.speechModels().isEmpty()))
        .orElse(false);
  }

  private PartForm form(
      PageRequest request,
      SettingsPart part,
      SettingsState state,
      ObjectNode document,
      Map<String, String> fields,
      List<ConfigProblem> problems,
      @Nullable HoursPreview preview,
      boolean changed) {
    var atFields = new LinkedHashMap<String, List<ProblemWords.Line>>();
    var general = new ArrayList<ProblemWords.Line>();
    Language language = request.texts().language();
    for (ConfigProblem problem : problems) {
      Optional<String> field = part.field(problem, fields);
      if (field.isPresent()) {
        atFields
            .computeIfAbsent(field.get(), _ -> new ArrayList<>())
            .add(ProblemWords.atField(problem, language));
      } else {
        general.add(ProblemWords.ofForm(problem, language));
      }
    }
    // What was typed before the settings were changed is still of the version that was seen.
    String seen = request.form().text("newest");
    long newest = changed || seen.isEmpty() ? state.newest() : Long.parseLong(seen);
    return new PartForm(
        part,
        fields,
        atFields,
        general,
        newest,
        state.hasDraft(),
        changed,
        SettingsAccess.obstacle(request),
        part.name().equals("hours") ? preview : null,
        AbilitiesPart.abilities(document),
        part.name().equals("greeting") ? sounds.rows(request, document) : List.of(),
        part.equals(SettingsPart.PROVIDERS) ? ProvidersPart.keysOf(document) : List.of(),
        isVoiced(request));
  }
}
