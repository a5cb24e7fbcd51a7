package app.kolan.server.provider;

import org.jspecify.annotations.Nullable;

/// What Kolan knows of a provider before an operator has set anything: an entry of a
/// [ProviderCatalogue]. What a provider does not have is empty.
///
/// @param provider its name in the settings
/// @param url the usual base of its interface, as in [ProviderSettings#url]; empty where there is
///   none
/// @param keyVariable the environment variable that people keep its key in
/// @param keyNeeded whether it does nothing without a key
/// @param model the model that is asked unless another is set
/// @param voice the voice that speaks unless another is set
/// @param about one sentence on what it is and what to know of it
public record ProviderEntry(
    String provider,
    String url,
    String keyVariable,
    boolean keyNeeded,
    String model,
    String voice,
    String about) {

  public ProviderEntry(
      @Nullable String provider,
      @Nullable String url,
      @Nullable String keyVariable,
      boolean keyNeeded,
      @Nullable String model,
      @Nullable String voice,
      @Nullable String about) {
    this.provider = orEmpty(provider);
    this.url = orEmpty(url);
    this.keyVariable = orEmpty(keyVariable);
    this.keyNeeded = keyNeeded;
    this.model = orEmpty(model);
    this.voice = orEmpty(voice);
    this.about = orEmpty(about);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
