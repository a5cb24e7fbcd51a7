package app.kolan.server.provider;

import org.jspecify.annotations.Nullable;

/// The defaults of a provider: an entry of a [ProviderCatalogue]. Fields that do not apply to a
/// provider are empty.
///
/// @param provider its name in the settings
/// @param url the usual base of its interface, as in [ProviderSettings#url]; empty where there is
///   none
/// @param keyVariable the environment variable that people keep its key in
/// @param keyNeeded whether it needs a key
/// @param model the default model
/// @param voice the default voice
/// @param niqqud whether its voices read Hebrew vowel points; false where that is not known
/// @param about one sentence on what it is and what to know about it
public record ProviderEntry(
    String provider,
    String url,
    String keyVariable,
    boolean keyNeeded,
    String model,
    String voice,
    boolean niqqud,
    String about) {

  public ProviderEntry(
      @Nullable String provider,
      @Nullable String url,
      @Nullable String keyVariable,
      boolean keyNeeded,
      @Nullable String model,
      @Nullable String voice,
      boolean niqqud,
      @Nullable String about) {
    this.provider = orEmpty(provider);
    this.url = orEmpty(url);
    this.keyVariable = orEmpty(keyVariable);
    this.keyNeeded = keyNeeded;
    this.model = orEmpty(model);
    this.voice = orEmpty(voice);
    this.niqqud = niqqud;
    this.about = orEmpty(about);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
