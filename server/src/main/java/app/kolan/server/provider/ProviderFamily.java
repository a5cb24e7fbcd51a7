package app.kolan.server.provider;

import java.util.Optional;

/// What the names of providers tell of their kinship: `openai-files` is of the family `openai`,
/// whose address and key serve it, too.
final class ProviderFamily {
  private static final char JOINT = '-';
  private static final String FILES = "files";

  private ProviderFamily() {}

  /// The family that a provider belongs to.
  static Optional<String> of(String provider) {
    int joint = provider.lastIndexOf(JOINT);
    return joint < 0 ? Optional.empty() : Optional.of(provider.substring(0, joint));
  }

  /// The speech-to-text provider of a family that takes each turn as a file.
  static String filesOf(String family) {
    return family + JOINT + FILES;
  }
}
