package app.kolan.server.agent;

import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.telemetry.TurnStages;
import java.time.Duration;

/// An utterance that an agent with a realtime model has begun, and its words as they come.
///
/// Safe to share between the model's thread and the call's.
///
/// @param id the model's; empty for a sentence of Kolan's own
/// @param stages of the turn that it answers
record RealtimeUtterance(String id, Utterance utterance, StringBuilder words, TurnStages stages) {
  static RealtimeUtterance ofModel(String id, Utterance utterance, TurnStages stages) {
    return new RealtimeUtterance(id, utterance, new StringBuilder(), stages);
  }

  static RealtimeUtterance ofPrompt(String words, Utterance utterance, TurnStages stages) {
    return new RealtimeUtterance("", utterance, new StringBuilder(words), stages);
  }

  boolean isPrompt() {
    return id.isEmpty();
  }

  void addWords(String more) {
    synchronized (words) {
      words.append(more);
    }
  }

  /// The words that the caller has heard.
  String heard() {
    SpokenText text = text();
    text.complete();
    return text.until(utterance.heard());
  }

  /// The words whose sound was made and that the caller has not heard.
  String unheard() {
    return SpokenText.rest(made(), heard());
  }

  /// The words of the sound made so far; words come ahead of their sound.
  String made() {
    return text().until(utterance.made());
  }

  private SpokenText text() {
    var text = new SpokenText();
    synchronized (words) {
      text.begin(words.toString(), Duration.ZERO);
    }
    text.reaches(utterance.made());
    return text;
  }
}
