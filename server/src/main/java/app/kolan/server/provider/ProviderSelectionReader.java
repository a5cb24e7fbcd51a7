package app.kolan.server.provider;

import app.kolan.server.settings.DidYouMean;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads which providers are chosen.
/*
 * A choice is `provider/model@voice`; what is left out is taken from the catalogue. Several, with
 * commas between them, are tried in their order. A provider's address and key belong to the
 * provider and serve all that it does:
 *
 *   KOLAN_MIND=openai/gpt-6-luna,anthropic      KOLAN_OPENAI_URL, OPENAI_API_KEY, ANTHROPIC_API_KEY
 *
 * With a language model alone, the STT provider and the voice are found from the keys that are
 * there.
 */
public final class ProviderSelectionReader {
  public static final Setting LANGUAGE_MODEL =
      new Setting(
          "KOLAN_MIND",
          "mind",
          "who thinks of the answers: `scripted`, or providers as `provider/model@voice`, separated"
              + " by commas, the first choice first; see [providers](providers.md)",
          "`scripted`: the receptionist takes messages and needs no provider");

  public static final Setting SPEECH_TO_TEXT =
      new Setting(
          "KOLAN_RECOGNISER",
          "recogniser",
          "who turns speech into words: `provider/model`, separated by commas",
          "the mind's provider if it does that, else one whose key is set");

  public static final Setting TEXT_TO_SPEECH =
      new Setting(
          "KOLAN_VOICE",
          "voice",
          "who says the answers: `provider/model@voice`, separated by commas",
          "the mind's provider if it does that, else one whose key is set, else `espeak`");

  public static final Setting LANGUAGE =
      new Setting("KOLAN_LANGUAGE", "language", "language of the callers, a BCP 47 tag", "`he-IL`");

  public static final Setting OTHER_VOICES =
      new Setting(
          "KOLAN_VOICES_BY_LANGUAGE",
          "voices-by-language",
          "who answers callers of other languages in theirs: `language=provider/model@voice`,"
              + " separated by commas, such as `ru-RU=azure@ru-RU-SvetlanaNeural`; languages are"
              + " Hebrew, Arabic, Russian and English",
          "none: callers are answered in the one language");

  private static final String SECTION = "providers";

  public static final SettingsGroup<ProviderSelection> GROUP =
      SettingsGroup.of(
              source -> new ProviderSelectionReader(source).providers(),
              LANGUAGE_MODEL,
              SPEECH_TO_TEXT,
              TEXT_TO_SPEECH,
              OTHER_VOICES,
              LANGUAGE)
          .withSections(List.of(SECTION))
          .withVariables(ProviderVariables::all);

  /// The agent that needs no provider.
  private static final String SCRIPTED = "scripted";

  private final SettingsSource source;
  private final ProviderAccess access;

  private ProviderSelectionReader(SettingsSource source) {
    this.source = source;
    access = new ProviderAccess(source, source.section(SECTION));
  }

  private ProviderSelection providers() {
    List<ProviderChoice> languageModels =
        choices(LANGUAGE_MODEL).stream().filter(one -> !one.provider().equals(SCRIPTED)).toList();
    if (languageModels.isEmpty()
        && choices(SPEECH_TO_TEXT).isEmpty()
        && choices(TEXT_TO_SPEECH).isEmpty()) {
      return ProviderSelection.NONE;
    }
    var speechModels = new ArrayList<ProviderSettings>();
    var thinking = new ArrayList<ProviderSettings>();
    for (ProviderChoice choice : languageModels) {
      boolean hears = ProviderCatalogues.REALTIME_MODELS.find(choice.provider()).isPresent();
      settings(
              LANGUAGE_MODEL,
              choice,
              hears ? ProviderCatalogues.REALTIME_MODELS : ProviderCatalogues.LANGUAGE_MODELS)
          .ifPresent(hears ? speechModels::add : thinking::add);
    }
    List<ProviderSettings> speechToTexts = all(SPEECH_TO_TEXT, ProviderCatalogues.SPEECH_TO_TEXT);
    List<ProviderSettings> voices = all(TEXT_TO_SPEECH, ProviderCatalogues.TEXT_TO_SPEECH);
    if (!thinking.isEmpty()) {
      if (speechToTexts.isEmpty() && choices(SPEECH_TO_TEXT).isEmpty()) {
        speechToTexts = found(thinking, ProviderCatalogues.SPEECH_TO_TEXT, SPEECH_TO_TEXT);
      }
      if (voices.isEmpty() && choices(TEXT_TO_SPEECH).isEmpty()) {
        voices = found(thinking, ProviderCatalogues.TEXT_TO_SPEECH, TEXT_TO_SPEECH);
      }
    }
    List<ProviderSettings> others = otherVoices();
    List<String> languages = others.stream().map(ProviderSettings::bareLanguage).toList();
    return new ProviderSelection(
        speechModels,
        speechToTexts.stream().map(each -> each.hearing(languages)).toList(),
        thinking,
        voices,
        others);
  }

  private List<ProviderSettings> otherVoices() {
    var others = new ArrayList<ProviderSettings>();
    var seen = new LinkedHashSet<WrittenLanguage>();
    seen.addAll(WrittenLanguage.ofTag(source.text(LANGUAGE).orElse("he-IL")).stream().toList());
    for (String text : source.text(OTHER_VOICES).orElse("").split(",", -1)) {
      int equals = text.indexOf('=');
      if (text.isBlank()) {
        continue;
      }
      String tag = text.substring(0, Math.max(0, equals)).strip();
      Optional<WrittenLanguage> language = WrittenLanguage.ofTag(tag);
      if (language.isEmpty() || text.indexOf('@') < 0) {
        source.problem(
            OTHER_VOICES, text.strip(), "give he, ar, ru or en, then = and provider@voice");
      } else if (!seen.add(language.get())) {
        source.problem(OTHER_VOICES, text.strip(), "give one voice for each other language");
      } else {
        settings(
                TEXT_TO_SPEECH,
                ProviderChoice.of(text.substring(equals + 1).strip()),
                ProviderCatalogues.TEXT_TO_SPEECH)
            .map(voice -> voice.in(tag))
            .ifPresent(others::add);
      }
    }
    return others;
  }

  private List<ProviderSettings> all(Setting setting, ProviderCatalogue catalogue) {
    return choices(setting).stream()
        .flatMap(choice -> settings(setting, choice, catalogue).stream())
        .toList();
  }

  private List<ProviderChoice> choices(Setting setting) {
    return Arrays.stream(source.text(setting).orElse("").split(",", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(ProviderChoice::of)
        .toList();
  }

  private Optional<ProviderSettings> settings(
      Setting setting, ProviderChoice choice, ProviderCatalogue catalogue) {
    Optional<ProviderEntry> found = catalogue.find(choice.provider());
    if (found.isEmpty()) {
      List<String> names = names(setting);
      source.problem(
          setting.environment(),
          choice.provider(),
          "did you mean %s? There are %s"
              .formatted(DidYouMean.of(choice.provider(), names), String.join(", ", names)));
      return Optional.empty();
    }
    ProviderEntry entry = found.get();
    Optional<Secret> key = access.key(entry);
    if (key.isEmpty() && entry.keyNeeded()) {
      source.problem(
          entry.keyVariable(),
          "not set",
          "set it to your key of %s, or take %s out of %s"
              .formatted(entry.provider(), entry.provider(), setting.environment()));
      return Optional.empty();
    }
    if (key.isEmpty()
        && !entry.keyVariable().isEmpty()
        && access.ownUrl(entry.provider()).isEmpty()
        && !ProviderAccess.isLocal(entry.url())) {
      source.problem(
          entry.keyVariable(),
          "not set",
          "set it to your key, or %s to the address of a server of your own"
              .formatted(ProviderVariables.url(entry.provider())));
      return Optional.empty();
    }
    Optional<URI> url = access.url(entry);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProviderSettings(
            entry.provider(),
            url.get(),
            key.orElse(null),
            choice.model().isEmpty() ? entry.model() : choice.model(),
            choice.voice().isEmpty() ? entry.voice() : choice.voice(),
            source.text(LANGUAGE).orElse("he-IL"),
            ProviderTimeouts.USUAL));
  }

  /// For a job that nobody was chosen for: the provider of a language model, if it does that too,
  /// else one whose key is there, else one that needs none.
  private List<ProviderSettings> found(
      List<ProviderSettings> languageModels, ProviderCatalogue catalogue, Setting setting) {
    Set<String> candidates = new LinkedHashSet<>();
    for (ProviderSettings languageModel : languageModels) {
      boolean own = access.ownUrl(languageModel.provider()).isPresent();
      if (own) {
        candidates.add(ProviderFamily.filesOf(languageModel.provider()));
      }
      candidates.add(languageModel.provider());
    }
    catalogue.entries().stream()
        .filter(entry -> !entry.keyVariable().isEmpty() && access.key(entry).isPresent())
        .map(ProviderEntry::provider)
        .forEach(candidates::add);
    catalogue.entries().stream()
        .filter(entry -> entry.keyVariable().isEmpty() && entry.url().isEmpty())
        .map(ProviderEntry::provider)
        .forEach(candidates::add);
    for (String candidate : candidates) {
      if (catalogue.find(candidate).isPresent()) {
        return settings(setting, ProviderChoice.usual(candidate), catalogue).stream().toList();
      }
    }
    source.problem(
        setting.environment(),
        "not set",
        "%s needs one: choose among %s; see docs/providers.md"
            .formatted(LANGUAGE_MODEL.environment(), String.join(", ", catalogue.names())));
    return List.of();
  }

  private static List<String> names(Setting setting) {
    if (setting.equals(SPEECH_TO_TEXT)) {
      return ProviderCatalogues.SPEECH_TO_TEXT.names();
    }
    if (setting.equals(TEXT_TO_SPEECH)) {
      return ProviderCatalogues.TEXT_TO_SPEECH.names();
    }
    return Stream.of(
            ProviderCatalogues.LANGUAGE_MODELS.names(),
            ProviderCatalogues.REALTIME_MODELS.names(),
            List.of(SCRIPTED))
        .flatMap(List::stream)
        .toList();
  }
}
