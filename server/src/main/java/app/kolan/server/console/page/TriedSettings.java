package app.kolan.server.console.page;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.settings.SettingsState;
import app.kolan.server.directory.DocumentReader;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.provider.ProviderSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The settings that somebody may try: the draft, and those by which calls are answered.
public record TriedSettings(SettingsAccess access) {
  /// Which of them.
  public enum Which {
    /// Not published yet.
    DRAFT,
    /// By which calls are answered.
    LIVE
  }

  /// One that can be tried.
  ///
  /// @param problems why it cannot be used, each in a line; empty when it can
  public record Choice(Which which, BusinessSettings settings, List<ProblemWords.Line> problems) {
    public Choice {
      problems = List.copyOf(problems);
    }

    public boolean isUsable() {
      return problems.isEmpty();
    }

    /// Whether its agent understands what is said.
    public boolean understands() {
      ProviderSelection providers = settings.providers();
      return !providers.speechModels().isEmpty()
          || (thinks() && !providers.speechToTexts().isEmpty() && !providers.voices().isEmpty());
    }

    /// Whether it has a language model, which one can write with.
    public boolean thinks() {
      return !settings.providers().languageModels().isEmpty();
    }

    /// Whether its callers talk with the agent.
    public boolean converses() {
      return settings.business().mode() == AnswerMode.CONVERSE;
    }
  }

  /// All that there are, the draft first.
  List<Choice> all(PageRequest request) {
    var all = new ArrayList<Choice>();
    SettingsState state = access.state(request);
    SettingsVersion draft = state.draft();
    if (draft != null && request.in().id() != Business.FIRST) {
      all.add(draft(request, draft));
    }
    live(request).ifPresent(all::add);
    return all;
  }

  /// The one that a form names.
  Optional<Choice> find(PageRequest request, String which) {
    return all(request).stream().filter(each -> each.which().name().equals(which)).findFirst();
  }

  private static Optional<Choice> live(PageRequest request) {
    long business = request.in().id();
    return directory(request)
        .current(business)
        .map(settings -> new Choice(Which.LIVE, settings, List.of()));
  }

  /// As calls would have it if it were published.
  private Choice draft(PageRequest request, SettingsVersion draft) {
    DocumentReader.Reading reading = access.administration().reading(request.in(), draft);
    var settings =
        new BusinessSettings(
            draft.version(),
            reading.business().withId(request.in().id()),
            new AccountTokens("", List.of()),
            reading.providers(),
            directory(request).current(Business.FIRST).map(BusinessSettings::prompts).orElse(null));
    return new Choice(
        Which.DRAFT,
        settings,
        reading.problems().stream()
            .map(each -> ProblemWords.ofForm(each, request.texts().language()))
            .toList());
  }

  private static BusinessDirectory directory(PageRequest request) {
    return request.site().settings();
  }
}
