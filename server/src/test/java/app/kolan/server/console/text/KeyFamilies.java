package app.kolan.server.console.text;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import app.kolan.server.business.CallerStory;
import app.kolan.server.business.LeadField;
import app.kolan.server.console.http.NavItem;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.page.AuditPage;
import app.kolan.server.console.page.BusinessPages;
import app.kolan.server.console.page.Navigation;
import app.kolan.server.console.settings.AlertsPart;
import app.kolan.server.console.settings.GreetingPart;
import app.kolan.server.console.settings.HoursPart;
import app.kolan.server.console.settings.MessagesPart;
import app.kolan.server.console.settings.PeoplePart;
import app.kolan.server.console.settings.RetentionPart;
import app.kolan.server.console.settings.SettingsPart;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.tool.BusinessTools;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The keys of texts that pages make of a beginning and the name of something.
final class KeyFamilies {
  /// What Twilio calls the states of messages, as far as people meet them.
  private static final Set<String> MESSAGES =
      Set.of("accepted", "queued", "sending", "sent", "delivered", "undelivered", "failed", "read");

  private static final Pattern STEP = Pattern.compile("new Step\\(\"([a-z]+)\"");
  private static final Pattern NAMED =
      Pattern.compile("Set<String> NAMED =\\s*Set\\.of\\(([^;]+)\\);");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern ACTION = Pattern.compile("\"([a-z_-]+)\\.([a-z_-]+)\"");

  private KeyFamilies() {}

  /// A family.
  ///
  /// @param begin of its keys
  /// @param ends the names of what there is, with what stands after them
  record KeyFamily(String begin, Set<String> ends) {
    Stream<String> keys() {
      return ends.stream().map(end -> begin + end);
    }
  }

  /// Of these each key has a text.
  static List<KeyFamily> whole() {
    return List.of(
        family("problem.", PageProblem.Kind.values(), kind -> kind.name() + ".title"),
        family("problem.", PageProblem.Kind.values(), kind -> kind.name() + ".remedy"),
        family("nav.", Navigation.ITEMS, NavItem::name),
        family("nav.", Navigation.OF_AGENCY, NavItem::name),
        family("business.now.", BusinessState.values(), BusinessState::name),
        family("business.do.", BusinessPages.Step.values(), BusinessPages.Step::word),
        family("business.then.", BusinessPages.Step.values(), BusinessPages.Step::word),
        family("settings.part.", SettingsPart.all(), SettingsPart::name),
        family("settings.about.", SettingsPart.all(), SettingsPart::name),
        family("settings.key.", keysOfLines(), Function.identity()),
        family("settings.retention.", RetentionPart.KINDS, Function.identity()),
        family("settings.channel.", AlertsPart.channels(), Function.identity()),
        family("settings.channel.", MessagesPart.CHANNELS, Function.identity()),
        family("settings.messages.remind.", MessagesPart.REMINDERS, Function.identity()),
        family("settings.fields.", LeadField.Kind.values(), LeadField.Kind::word),
        family("settings.mode.", GreetingPart.MODES, Function.identity()),
        family("settings.voice.", GreetingPart.VOICES, voice -> voice.replaceFirst(".*-", "")),
        family("settings.language.", GreetingPart.LANGUAGES, tag -> tag.replaceFirst("-.*", "")),
        family("settings.hand-over.", PeoplePart.MODES, Function.identity()),
        family("settings.holidays.", HoursPart.HOLIDAYS, Function.identity()),
        family("settings.day-rule.", HoursPart.DAY_RULES, Function.identity()),
        family("settings.stories.", List.of("answer", "never"), Function.identity()),
        family("settings.city.", HoursPart.CITIES, Function.identity()),
        family("settings.outcome.", CallerStory.Outcome.values(), CallerStory.Outcome::word),
        family("privacy.kind.", RetentionPart.KINDS, Function.identity()),
        family("ability.", BusinessTools.BUILT_IN, Function.identity()),
        family("calendars.kind.", CalendarLink.Kind.values(), CalendarLink.Kind::word),
        family("steps.", steps(), Function.identity()),
        family("steps.", steps(), step -> step + ".text"),
        family("time.in.", List.of("minutes", "hours", "days"), Function.identity()),
        family("time.late.", List.of("minutes", "hours", "days"), Function.identity()),
        family("audit.group.", auditGroups(), Function.identity()));
  }

  /// Of these some keys have a text, and the others are shown as they are.
  static List<KeyFamily> partly() {
    return List.of(
        family("alerts.delivery.", MESSAGES, Function.identity()),
        family("sentence.", Prompt.values(), Prompt::id),
        family("audit.verb.", verbs(), Function.identity()));
  }

  private static <T> KeyFamily family(String begin, T[] all, Function<T, String> end) {
    return family(begin, List.of(all), end);
  }

  private static <T> KeyFamily family(String begin, Collection<T> all, Function<T, String> end) {
    return new KeyFamily(begin, all.stream().map(end).collect(toSet()));
  }

  /// The keys of settings that have a name of their own where versions are compared.
  private static Set<String> keysOfLines() {
    String source = ConsoleSources.read("settings/SettingsLines.java");
    return NAMED
        .matcher(source)
        .results()
        .flatMap(list -> QUOTED.matcher(list.group(1)).results())
        .map(found -> found.group(1))
        .collect(toSet());
  }

  /// The steps by which a business is set up.
  private static Set<String> steps() {
    String source = ConsoleSources.read("page/OnboardingSteps.java");
    return STEP.matcher(source).results().map(found -> found.group(1)).collect(toSet());
  }

  /// What is noted in the audit log after what it is about, by whatever writes into it.
  private static Set<String> verbs() {
    return actions(ConsoleSources.audited()).map(found -> found.group(2)).collect(toSet());
  }

  /// What is noted there by what is no page.
  static Set<String> actionsBesideConsole() {
    return actions(ConsoleSources.auditedBesideConsole())
        .map(found -> found.group(1) + "." + found.group(2))
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<MatchResult> actions(List<String> sources) {
    return sources.stream()
        .flatMap(source -> ACTION.matcher(source).results())
        .filter(found -> auditGroups().contains(found.group(1)));
  }

  private static Set<String> auditGroups() {
    return Stream.concat(AuditPage.GROUPS.stream(), AuditPage.GROUPS_OF_SERVER.stream())
        .collect(toSet());
  }
}
