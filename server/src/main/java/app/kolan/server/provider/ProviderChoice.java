package app.kolan.server.provider;

import java.util.Locale;

/// A provider as an operator names it: `provider/model@voice`.
///
/// @param model empty for the provider's usual one
/// @param voice empty for the usual one
record ProviderChoice(String provider, String model, String voice) {
  static ProviderChoice of(String text) {
    int at = text.indexOf('@');
    String voice = at < 0 ? "" : text.substring(at + 1).strip();
    String rest = at < 0 ? text : text.substring(0, at);
    int slash = rest.indexOf('/');
    String model = slash < 0 ? "" : rest.substring(slash + 1).strip();
    String provider = slash < 0 ? rest : rest.substring(0, slash);
    return new ProviderChoice(provider.strip().toLowerCase(Locale.ROOT), model, voice);
  }

  static ProviderChoice usual(String provider) {
    return new ProviderChoice(provider, "", "");
  }
}
