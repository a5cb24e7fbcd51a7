package app.kolan.server.provider;

import app.kolan.server.settings.Secret;
import java.net.URI;
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
public record ProviderSettings(
    String provider,
    URI url,
    @Nullable Secret key,
    String model,
    String voice,
    String language,
    ProviderTimeouts timeouts) {

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
