package app.kolan.server.session;

import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Fixed sentences that are said in one breath, and what of their texts is heard.
///
/// @param texts in plain Hebrew
/// @param lengths of their audio, one for each
record FixedSentences(List<String> texts, List<Duration> lengths) {
  FixedSentences {
    texts = List.copyOf(texts);
    lengths = List.copyOf(lengths);
  }

  static FixedSentences of(List<Prompt> prompts, PromptLibrary library) {
    return new FixedSentences(
        prompts.stream().map(library::text).toList(),
        prompts.stream().map(prompt -> library.audio(prompt).duration()).toList());
  }

  /// The text of what was heard: whole sentences, and of one that was cut off as many of its words
  /// as its time allows. Where each word stands in the audio is not known.
  ///
  /// @param heard how long the audio was heard
  String heard(Duration heard) {
    var text = new StringBuilder();
    Duration left = heard;
    for (int i = 0; i < texts.size() && left.isPositive(); i++) {
      String part = part(texts.get(i), left, lengths.get(i));
      if (!part.isEmpty()) {
        text.append(text.isEmpty() ? "" : " ").append(part);
      }
      left = left.minus(lengths.get(i));
    }
    return text.toString();
  }

  /// The text of what was not heard; empty when all was.
  String unheard(Duration heard) {
    return SpokenText.rest(String.join(" ", texts), heard(heard));
  }

  private static String part(String text, Duration heard, Duration length) {
    if (heard.compareTo(length) >= 0) {
      return text;
    }
    String[] words = text.split(" ", -1);
    long count = words.length * heard.toMillis() / Math.max(1, length.toMillis());
    return Arrays.stream(words).limit(count).collect(Collectors.joining(" "));
  }
}
