package app.kolan.server.replay;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.speech.ContentHash;
import app.kolan.server.tape.Place;
import app.kolan.server.tape.Sound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the pieces of audio that went out on a socket together to what was said.
final class SpeechDeeds {
  private final Map<String, String> hashes;
  private final boolean digitsAlike;
  private final List<Deed> deeds = new ArrayList<>();
  private @Nullable Spoken current;

  /// What is being said.
  private static final class Spoken {
    final Place place;
    String prompt;
    int samples;
    final List<Mulaw> unknown = new ArrayList<>();
    final List<Deed.Mark> marks = new ArrayList<>();

    Spoken(Place place, String prompt) {
      this.place = place;
      this.prompt = prompt;
    }
  }

  /// @param hashes of the prompts' audio
  /// @param digitsAlike whether the prompts that say a digit are not told apart
  SpeechDeeds(Map<String, String> hashes, boolean digitsAlike) {
    this.hashes = hashes;
    this.digitsAlike = digitsAlike;
  }

  void add(Deed deed) {
    finish(false);
    deeds.add(deed);
  }

  void sound(Place place, Sound sound) {
    int at = 0;
    for (Sound.Part part : sound.parts()) {
      Spoken spoken = spokenIn(part, place);
      spoken.samples += part.samples();
      Mulaw audio = sound.audio();
      if (!part.isKnown() && audio != null) {
        spoken.unknown.add(audio.slice(at, at + part.samples()));
      }
      at += part.samples();
    }
  }

  private Spoken spokenIn(Sound.Part part, Place place) {
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

  private static boolean isContinued(Sound.Part part, String prompt) {
    return !part.isKnown() || prompt.equals(Sound.DIGITS) || !part.begins();
  }

  private String nameOf(Sound.Part part) {
    return digitsAlike && part.isDigit() ? Sound.DIGITS : part.prompt();
  }

  void mark(String name, int frames) {
    if (current != null) {
      current.marks.add(new Deed.Mark(name, frames));
    }
  }

  void clear(Place place) {
    finish(true);
    deeds.add(new Deed.Clear(place));
  }

  /// The carrier ended the stream, in whatever was being said.
  void cutOff() {
    finish(true);
  }

  List<Deed> deeds() {
    finish(false);
    return deeds;
  }

  private void finish(boolean cutOff) {
    Spoken spoken = current;
    current = null;
    if (spoken != null) {
      deeds.add(
          new Deed.Speech(
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
