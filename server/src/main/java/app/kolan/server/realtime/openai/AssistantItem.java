package app.kolan.server.realtime.openai;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;

/// One utterance of the model: an item of the conversation with audio.
final class AssistantItem {
  private final String item;
  private final OpenAiConnection session;
  private final StringBuilder words = new StringBuilder();
  private long samples;
  private boolean complete;
  private boolean cut;

  AssistantItem(String item, OpenAiConnection session) {
    this.item = item;
    this.session = session;
  }

  String item() {
    return item;
  }

  /// The session of the item.
  OpenAiConnection session() {
    return session;
  }

  void sounded(Mulaw sound) {
    samples += sound.length();
  }

  void worded(String more) {
    words.append(more);
  }

  void completed() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  boolean hasSound() {
    return samples > 0;
  }

  /// Whether the caller has interrupted it, or one before it.
  boolean isCut() {
    return cut;
  }

  void cut() {
    cut = true;
  }

  String words() {
    return words.toString();
  }

  /// How much of its audio was delivered.
  Duration told() {
    return Duration.ofMillis(samples * 1000 / Mulaw.RATE);
  }

  /// The words that belong to the first part of its audio, approximately: by their share of the
  /// text, up to the end of a word.
  String wordsWithin(Duration heard) {
    long told = told().toMillis();
    if (told == 0 || words.isEmpty()) {
      return "";
    }
    int share = (int) Math.min(words.length(), words.length() * heard.toMillis() / told);
    int end = share;
    while (end < words.length() && !Character.isWhitespace(words.charAt(end))) {
      end++;
    }
    return words.substring(0, end).strip();
  }
}
