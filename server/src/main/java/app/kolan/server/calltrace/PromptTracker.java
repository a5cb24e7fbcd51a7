package app.kolan.server.calltrace;

import app.kolan.server.calltrace.SentAudio.Part;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds out which prompts the server's audio consists of, piece by piece: prompts are sent sample
/// for sample, one after another.
///
/// It keeps every hypothesis that fits. Prompts that begin alike stay possible together until they
/// differ; until then one of them is named, a digit's prompt where a number is read out. One
/// instance per stream; not safe for use by several threads at once.
public final class PromptTracker {
  private static final int MOST_SUPPOSITIONS = 64;

  private final List<Known> prompts;
  private List<Hypothesis> hypotheses;
  private boolean withinNumber;

  private record Known(String name, Mulaw sound) {}

  /// The hypothesis that the next sample is this one of that prompt.
  private record Hypothesis(Known prompt, int next) {}

  /// One way to explain a piece, and where the next piece continues.
  private record Explanation(List<Part> parts, List<Hypothesis> next) {}

  public PromptTracker(PromptLibrary library) {
    prompts =
        Arrays.stream(Prompt.values())
            .map(prompt -> new Known(prompt.id(), library.audio(prompt)))
            .filter(prompt -> !prompt.sound().isEmpty())
            .toList();
    hypotheses = beginnings();
  }

  /// What the next piece is made of.
  public List<Part> next(Mulaw piece) {
    List<Explanation> explanations = explain(hypotheses, piece);
    if (explanations.isEmpty()) {
      explanations = explain(beginnings(), piece);
    }
    if (explanations.isEmpty()) {
      hypotheses = beginnings();
      return List.of(new Part(Part.UNKNOWN, 0, piece.length()));
    }
    hypotheses =
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

  /// The audio that was playing is discarded: something else begins.
  public void cleared() {
    withinNumber = false;
    hypotheses = beginnings();
  }

  private List<Hypothesis> beginnings() {
    return prompts.stream().map(prompt -> new Hypothesis(prompt, 0)).toList();
  }

  private List<Explanation> explain(List<Hypothesis> from, Mulaw piece) {
    var explanations = new ArrayList<Explanation>();
    for (Hypothesis supposition : from) {
      explain(supposition, piece, 0, List.of(), explanations);
    }
    return explanations;
  }

  private void explain(
      Hypothesis here, Mulaw piece, int at, List<Part> before, List<Explanation> explanations) {
    Mulaw sound = here.prompt().sound();
    int count = Math.min(piece.length() - at, sound.length() - here.next());
    if (explanations.size() >= MOST_SUPPOSITIONS || !alike(sound, here.next(), piece, at, count)) {
      return;
    }
    var parts = new ArrayList<>(before);
    parts.add(new Part(here.prompt().name(), here.next(), count));
    boolean over = here.next() + count == sound.length();
    if (at + count == piece.length()) {
      var goesOn = List.of(new Hypothesis(here.prompt(), here.next() + count));
      explanations.add(new Explanation(parts, over ? beginnings() : goesOn));
    } else {
      for (Hypothesis beginning : beginnings()) {
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
