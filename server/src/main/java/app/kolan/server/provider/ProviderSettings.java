package app.kolan.server.provider;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings of one provider for one job. Identifiers of models and voices come from the
/// settings and their defaults; none are in code.
///
/// @param provider its name: `openai`, `deepgram`, `azure`, …
/// @param url the base of its interface, without a `/` at its end; http, https, ws or wss as the
///   provider's own documentation writes it
/// @param key null where none is needed, as with a model on the same machine
/// @param model the identifier of the model; empty where the provider has none
/// @param voice the identifier of the voice; empty where there is none to choose
/// @param language a BCP 47 tag such as `he-IL`
/// @param otherLanguages of speech-to-text: the languages, without a region, that callers may speak
///   beside that one
public record ProviderSettings(
    String provider,
    URI url,
    @Nullable Secret key,
    String model,
    String voice,
    String language,
    ProviderTimeouts timeouts,
    List<String> otherLanguages) {

  public ProviderSettings {
    otherLanguages = List.copyOf(otherLanguages);
  }

  /// For one language.
  public ProviderSettings(
      String provider,
      URI url,
      @Nullable Secret key,
      String model,
      String voice,
      String language,
      ProviderTimeouts timeouts) {
    this(provider, url, key, model, voice, language, timeouts, List.of());
  }

  /// The same for callers who may speak others, too.
  public ProviderSettings hearing(List<String> others) {
    return new ProviderSettings(provider, url, key, model, voice, language, timeouts, others);
  }

  /// The same in another language.
  public ProviderSettings in(String other) {
    return new ProviderSettings(provider, url, key, model, voice, other, timeouts, otherLanguages);
  }

  /// The same with other limits of time.
  public ProviderSettings withTimeouts(ProviderTimeouts other) {
    return new ProviderSettings(provider, url, key, model, voice, language, other, otherLanguages);
  }

  /// All languages, without regions, the usual one first.
  public List<String> languages() {
    return Stream.concat(Stream.of(bareLanguage()), otherLanguages.stream()).toList();
  }

  /// The key's value, or an empty string where there is none.
  public String keyValue() {
    return key == null ? "" : key.value();
  }

  /// The language without its region: `he` of `he-IL`.
  public String bareLanguage() {
    int dash = language.indexOf('-');
    return dash < 0 ? language : language.substring(0, dash);
  }
}
