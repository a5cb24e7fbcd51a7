package app.kolan.lab.replay;

import app.kolan.server.calltrace.SentAudio;
import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.prompts.ContentHash;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Assembles the pieces of audio that went out on a socket into sentences.
final class SpokenActions {
  private final Map<String, String> hashes;
  private final boolean digitsAlike;
  private final List<ObservedAction> actions = new ArrayList<>();
  private @Nullable Spoken current;

  /// The sentence that is being played.
  private static final class Spoken {
    final TapePosition place;
    String prompt;
    int samples;
    final List<Mulaw> unknown = new ArrayList<>();
    final List<ObservedAction.Mark> marks = new ArrayList<>();

    Spoken(TapePosition place, String prompt) {
      this.place = place;
      this.prompt = prompt;
    }
  }

  /// @param hashes of the prompts' audio
  /// @param digitsAlike whether the prompts that say a digit count as the same
  SpokenActions(Map<String, String> hashes, boolean digitsAlike) {
    this.hashes = hashes;
    this.digitsAlike = digitsAlike;
  }

  void add(ObservedAction action) {
    finish(false);
    actions.add(action);
  }

  void sound(TapePosition place, SentAudio sound) {
    int at = 0;
    for (SentAudio.Part part : sound.parts()) {
      Spoken spoken = spokenIn(part, place);
      spoken.samples += part.samples();
      Mulaw audio = sound.audio();
      if (!part.isKnown() && audio != null) {
        spoken.unknown.add(audio.slice(at, at + part.samples()));
      }
      at += part.samples();
    }
  }

  private Spoken spokenIn(SentAudio.Part part, TapePosition place) {
    String prompt = nameOf(part);
    Spoken before = current;
    if (before != null && before.prompt.equals(prompt) && isContinued(part, prompt)) {
      return before;
    }
    if (before != null && part.isKnown() && !part.begins() && part.from() == before.samples) {
      before.prompt = prompt;
      return before;
    }
    finish(false);
    var begun = new Spoken(place, prompt);
    current = begun;
    return begun;
  }

  private static boolean isContinued(SentAudio.Part part, String prompt) {
    return !part.isKnown() || prompt.equals(SentAudio.DIGITS) || !part.begins();
  }

  private String nameOf(SentAudio.Part part) {
    return digitsAlike && part.isDigit() ? SentAudio.DIGITS : part.prompt();
  }

  void mark(String name, int frames) {
    if (current != null) {
      current.marks.add(new ObservedAction.Mark(name, frames));
    }
  }

  void clear(TapePosition place) {
    finish(true);
    actions.add(new ObservedAction.Clear(place));
  }

  /// The carrier ended the stream, in whatever was being said.
  void cutOff() {
    finish(true);
  }

  List<ObservedAction> actions() {
    finish(false);
    return actions;
  }

  private void finish(boolean cutOff) {
    Spoken spoken = current;
    current = null;
    if (spoken != null) {
      actions.add(
          new ObservedAction.Speech(
              spoken.place, spoken.prompt, hash(spoken), spoken.samples, spoken.marks, cutOff));
    }
  }

  private String hash(Spoken spoken) {
    if (!spoken.prompt.isEmpty()) {
      return hashes.getOrDefault(spoken.prompt, "");
    }
    return spoken.unknown.isEmpty() ? "" : ContentHash.of(Mulaw.join(spoken.unknown).bytes());
  }
}
