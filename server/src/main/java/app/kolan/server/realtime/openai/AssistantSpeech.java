package app.kolan.server.realtime.openai;

import app.kolan.twilio.audio.Mulaw;
import java.util.LinkedHashMap;
import java.util.List;

/// The recent utterances of the model, in order, and until when the caller hears them. Audio comes
/// faster than it plays, so it plays for some time after it was delivered.
final class AssistantSpeech {
  private static final int MOST = 64;
  private static final long AFTERWARDS = 500_000_000;

  private final LinkedHashMap<String, AssistantItem> utterances = new LinkedHashMap<>();
  private long playedAt = System.nanoTime();

  /// The utterance of an item; created with the item's first audio.
  AssistantItem at(String item, OpenAiConnection session) {
    AssistantItem utterance =
        utterances.computeIfAbsent(item, _ -> new AssistantItem(item, session));
    if (utterances.size() > MOST) {
      utterances.pollFirstEntry();
    }
    return utterance;
  }

  void sounded(AssistantItem utterance, Mulaw sound) {
    utterance.sounded(sound);
    long now = System.nanoTime();
    long from = playedAt - now > 0 ? playedAt : now;
    playedAt = from + sound.length() * (1_000_000_000L / Mulaw.RATE);
  }

  /// Playback has stopped.
  void stopped() {
    playedAt = System.nanoTime();
  }

  /// The remaining playback in nanoseconds, plus half a second; negative when that is over.
  long toPlay() {
    return playedAt + AFTERWARDS - System.nanoTime();
  }

  /// An utterance, and all that came after it; empty if there is none of this name.
  List<AssistantItem> from(String item) {
    return utterances.sequencedValues().stream()
        .dropWhile(utterance -> !utterance.item().equals(item))
        .toList();
  }

  /// The utterances whose audio is not complete.
  List<AssistantItem> incomplete() {
    return utterances.values().stream().filter(utterance -> !utterance.isComplete()).toList();
  }
}
