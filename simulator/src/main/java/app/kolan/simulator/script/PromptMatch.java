package app.kolan.simulator.script;

import app.kolan.twilio.audio.G711;
import app.kolan.twilio.audio.Mulaw;

/// A hypothesis that a known prompt is being received, sample for sample, from a position on.
final class PromptMatch {
  /// Softer than this is silence: -48 dBFS.
  private static final int AUDIBLE = 128;

  /// How much must match before a hypothesis counts: 20 ms.
  static final int ENOUGH = Mulaw.FRAME;

  private final String name;
  private final Mulaw prompt;
  private final long start;
  private final boolean resumes;
  private int next;
  private int matched;
  private int audible;

  /// @param at the first audible sample of the rest of the prompt, which is the one at `start`
  private PromptMatch(String name, Mulaw prompt, int at, long start, boolean resumes) {
    this.name = name;
    this.prompt = prompt;
    this.next = at;
    this.start = start;
    this.resumes = resumes;
  }

  /// The hypothesis that a prompt began with the current sample, which is its first audible one.
  static PromptMatch beginning(String name, Mulaw prompt, int firstAudible, long start) {
    var match = new PromptMatch(name, prompt, firstAudible, start, false);
    match.survives(prompt.at(firstAudible));
    return match;
  }

  /// The hypothesis that this prompt continues here after a gap.
  PromptMatch resumingAt(long sample) {
    return new PromptMatch(name, prompt, firstAudible(prompt, next), sample, true);
  }

  static boolean isAudible(byte code) {
    return Math.abs((int) G711.decode(code)) >= AUDIBLE;
  }

  static int firstAudible(Mulaw audio, int from) {
    int at = from;
    while (at < audio.length() && !isAudible(audio.at(at))) {
      at++;
    }
    return at;
  }

  /// Whether the hypothesis holds for the next sample.
  boolean survives(byte code) {
    if (next >= prompt.length() || !isSame(prompt.at(next), code)) {
      return false;
    }
    next++;
    matched++;
    if (isAudible(code)) {
      audible++;
    }
    return true;
  }

  /// Plus zero and minus zero are one sound.
  private static boolean isSame(byte a, byte b) {
    return a == b || G711.decode(a) == G711.decode(b);
  }

  boolean isComplete() {
    return next >= prompt.length();
  }

  boolean isSure() {
    return matched >= ENOUGH || isComplete();
  }

  /// Whether more was heard of it that is audible, or as much and it is complete, or less is left.
  boolean isBetterThan(PromptMatch other) {
    if (audible != other.audible) {
      return audible > other.audible;
    }
    if (isComplete() != other.isComplete()) {
      return isComplete();
    }
    return left() < other.left();
  }

  String name() {
    return name;
  }

  long start() {
    return start;
  }

  boolean resumes() {
    return resumes;
  }

  /// How many samples of the prompt were not heard yet.
  int left() {
    return prompt.length() - next;
  }

  /// How many audible samples matched.
  int audible() {
    return audible;
  }
}
