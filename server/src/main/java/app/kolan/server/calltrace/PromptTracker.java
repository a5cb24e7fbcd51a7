package app.kolan.server.calltrace;

import app.kolan.server.calltrace.SentAudio.Part;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tells which prompts the server's audio is made of, piece by piece: prompts are sent sample for
/// sample, one behind the other.
///
/// It supposes all that fits. Prompts that begin alike stay possible together until they differ;
/// meanwhile one of them is named, which is a digit's where a number is read out. One stream each;
/// one thread at a time.
public final class PromptTracker {
  private static final int MOST_SUPPOSITIONS = 64;

  private final List<Known> prompts;
  private List<Supposition> supposed;
  private boolean withinNumber;

  private record Known(String name, Mulaw sound) {}

  /// That the next sample is this one of that prompt.
  private record Supposition(Known prompt, int next) {}

  /// A way in which a piece can be explained, and where the next one goes on.
  private record Explanation(List<Part> parts, List<Supposition> next) {}

  public PromptTracker(PromptLibrary library) {
    prompts =
        Arrays.stream(Prompt.values())
            .map(prompt -> new Known(prompt.id(), library.audio(prompt)))
            .filter(prompt -> !prompt.sound().isEmpty())
            .toList();
    supposed = beginnings();
  }

  /// What the next piece is made of.
  public List<Part> next(Mulaw piece) {
    List<Explanation> explanations = explain(supposed, piece);
    if (explanations.isEmpty()) {
      explanations = explain(beginnings(), piece);
    }
    if (explanations.isEmpty()) {
      supposed = beginnings();
      return List.of(new Part(Part.UNKNOWN, 0, piece.length()));
    }
    supposed =
        explanations.stream()
            .flatMap(one -> one.next().stream())
            .distinct()
            .limit(MOST_SUPPOSITIONS)
            .toList();
    Explanation likely = likely(explanations);
    String last = likely.parts().getLast().prompt();
    withinNumber = likely.parts().getLast().isDigit() || last.equals(Prompt.NUMBER_TAKEN.id());
    return likely.parts();
  }

  private Explanation likely(List<Explanation> explanations) {
    return explanations.stream()
        .filter(one -> one.parts().getLast().isDigit() == withinNumber)
        .findFirst()
        .orElse(explanations.getFirst());
  }

  /// What was being said is thrown away: something else begins.
  public void cleared() {
    withinNumber = false;
    supposed = beginnings();
  }

  private List<Supposition> beginnings() {
    return prompts.stream().map(prompt -> new Supposition(prompt, 0)).toList();
  }

  private List<Explanation> explain(List<Supposition> from, Mulaw piece) {
    var explanations = new ArrayList<Explanation>();
    for (Supposition supposition : from) {
      explain(supposition, piece, 0, List.of(), explanations);
    }
    return explanations;
  }

  private void explain(
      Supposition here, Mulaw piece, int at, List<Part> before, List<Explanation> explanations) {
    Mulaw sound = here.prompt().sound();
    int count = Math.min(piece.length() - at, sound.length() - here.next());
    if (explanations.size() >= MOST_SUPPOSITIONS || !alike(sound, here.next(), piece, at, count)) {
      return;
    }
    var parts = new ArrayList<>(before);
    parts.add(new Part(here.prompt().name(), here.next(), count));
    boolean over = here.next() + count == sound.length();
    if (at + count == piece.length()) {
      var goesOn = List.of(new Supposition(here.prompt(), here.next() + count));
      explanations.add(new Explanation(parts, over ? beginnings() : goesOn));
    } else {
      for (Supposition beginning : beginnings()) {
        explain(beginning, piece, at + count, parts, explanations);
      }
    }
  }

  private static boolean alike(Mulaw sound, int from, Mulaw piece, int at, int count) {
    for (int i = 0; i < count; i++) {
      if (sound.at(from + i) != piece.at(at + i)) {
        return false;
      }
    }
    return true;
  }
}
