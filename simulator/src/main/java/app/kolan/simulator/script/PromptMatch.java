package app.kolan.simulator.script;

import app.kolan.twilio.audio.G711;
import app.kolan.twilio.audio.Mulaw;

/// The supposition that a known prompt has been heard, sample for sample, since some place.
final class PromptMatch {
  /// Softer than this is silence: -48 dBFS.
  private static final int AUDIBLE = 128;

  /// How much must be alike before a supposition counts: 20 ms.
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

  /// The supposition that a prompt began with the sample just heard, which is its first audible
  /// one.
  static PromptMatch beginning(String name, Mulaw prompt, int firstAudible, long start) {
    var match = new PromptMatch(name, prompt, firstAudible, start, false);
    match.survives(prompt.at(firstAudible));
    return match;
  }

  /// The supposition that this prompt goes on here after a gap in it.
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

  /// Whether the supposition survives the next sample.
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

  /// How many audible samples were alike.
  int audible() {
    return audible;
  }
}
