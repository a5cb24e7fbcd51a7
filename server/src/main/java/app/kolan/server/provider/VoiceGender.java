package app.kolan.server.provider;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The gender that a voice is heard in, which is that in which a Hebrew speaker speaks of himself.
public enum VoiceGender {
  FEMININE,
  MASCULINE,
  /// Neither is known, or voices of both may be heard.
  UNKNOWN;

  /// Ends of the names of Azure's and Google's voices for Hebrew, and names of OpenAI's.
  private static final Set<String> WOMEN =
      Set.of(
          "hilaneural",
          "wavenet-a",
          "wavenet-c",
          "standard-a",
          "standard-c",
          "aoede",
          "kore",
          "leda",
          "zephyr",
          "marin",
          "coral",
          "nova",
          "sage",
          "shimmer",
          "ara");

  private static final Set<String> MEN =
      Set.of(
          "avrineural",
          "wavenet-b",
          "wavenet-d",
          "standard-b",
          "standard-d",
          "charon",
          "fenrir",
          "orus",
          "puck",
          "cedar",
          "ash",
          "echo",
          "onyx",
          "adrian");

  private static final Set<String> ONE_LANGUAGE = Set.of("wavenet", "standard");

  /// That of all voices that may be heard in a call.
  public static VoiceGender of(List<ProviderSettings> voices) {
    Set<VoiceGender> all =
        voices.stream().map(voice -> of(voice.voice())).collect(Collectors.toSet());
    return all.size() == 1 ? all.iterator().next() : UNKNOWN;
  }

  /// That of a voice by its name, such as `he-IL-HilaNeural` or `marin`.
  static VoiceGender of(String voice) {
    String[] parts = voice.toLowerCase(Locale.ROOT).split("-", -1);
    String last = parts[parts.length - 1];
    boolean lettered = parts.length > 1 && ONE_LANGUAGE.contains(parts[parts.length - 2]);
    if (lettered && !parts[0].equals("he")) {
      return UNKNOWN;
    }
    String name = lettered ? parts[parts.length - 2] + "-" + last : last;
    return WOMEN.contains(name) ? FEMININE : MEN.contains(name) ? MASCULINE : UNKNOWN;
  }
}
