package app.kolan.bench.stubs;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// Where the stubs of providers listen.
///
/// @param speech of speech-to-text, in Deepgram's protocol
/// @param model of the language model, in OpenAI's
/// @param voice of text-to-speech, in Azure's
public record StubAddresses(URI speech, URI model, URI voice) {
  /// The key that they take.
  public static final String KEY = "stand-in-key";

  String line() {
    return "%s %s %s".formatted(speech, model, voice);
  }

  /// @throws IllegalArgumentException when it is no such line
  static StubAddresses ofLine(String line) {
    List<String> words = List.of(line.split(" ", -1));
    if (words.size() != 3) {
      throw new IllegalArgumentException("no three addresses: " + line);
    }
    return new StubAddresses(
        URI.create(words.get(0)), URI.create(words.get(1)), URI.create(words.get(2)));
  }

  /// The settings of a server that uses them.
  public Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("KOLAN_MIND", "openai/a-model"),
        Map.entry("KOLAN_RECOGNISER", "deepgram"),
        Map.entry("KOLAN_VOICE", "azure"),
        Map.entry("DEEPGRAM_API_KEY", KEY),
        Map.entry("KOLAN_DEEPGRAM_URL", speech.toString()),
        Map.entry("OPENAI_API_KEY", KEY),
        Map.entry("KOLAN_OPENAI_URL", model.toString()),
        Map.entry("AZURE_SPEECH_KEY", KEY),
        Map.entry("KOLAN_AZURE_URL", voice.toString()));
  }
}
