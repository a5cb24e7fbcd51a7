package app.kolan.server.provider;

import java.util.regex.Pattern;

/// A provider could not fulfil a request.
///
/// Its message is for the operator. It holds the provider, the kind and a short reason in our own
/// words or the provider's error code; never a key, and never what a caller said. Providers put
/// both into their messages, so those are not repeated: see [#code].
public final class ProviderFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,60}");

  private final String provider;
  private final FailureKind kind;

  /// @param provider its name in the settings: `openai`, `deepgram`, …
  /// @param reason what is known beyond the kind, such as `HTTP 429, rate_limit_exceeded`
  public ProviderFailure(String provider, FailureKind kind, String reason) {
    super("%s: %s (%s)".formatted(provider, kind, reason));
    this.provider = provider;
    this.kind = kind;
  }

  /// A provider's error code if it is safe to repeat: short, and of the characters that codes have.
  /// Anything else could be a sentence with a secret in it, and is dropped.
  public static String code(String providersCode) {
    return CODE.matcher(providersCode).matches() ? providersCode : "no code";
  }

  public String provider() {
    return provider;
  }

  public FailureKind kind() {
    return kind;
  }
}
