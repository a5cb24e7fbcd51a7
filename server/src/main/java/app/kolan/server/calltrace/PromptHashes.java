package app.kolan.server.calltrace;

import app.kolan.server.prompts.ContentHash;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// The hashes of prompts' telephone audio, by the prompts' names.
public final class PromptHashes {
  private PromptHashes() {}

  public static Map<String, String> of(PromptLibrary library) {
    return Arrays.stream(Prompt.values())
        .collect(
            Collectors.toUnmodifiableMap(
                Prompt::id, prompt -> ContentHash.of(library.audio(prompt).bytes())));
  }
}
