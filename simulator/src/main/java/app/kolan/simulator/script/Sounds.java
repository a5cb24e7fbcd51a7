package app.kolan.simulator.script;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.Map;

/// The sounds of a story by their names: clips of callers, and what the agent is known to say.
///
/// Immutable and thread-safe.
///
/// @param callerClips what a caller may say
/// @param agentPrompts what the agent may say, exactly as it sends it: a prompt is recognised by
///   its content
public record Sounds(Map<String, Mulaw> callerClips, Map<String, Mulaw> agentPrompts) {
  /// No named sounds; callers can still speak by `"any text" for 1s`.
  public static final Sounds NONE = new Sounds(Map.of(), Map.of());

  public Sounds {
    callerClips = Map.copyOf(callerClips);
    agentPrompts = Map.copyOf(agentPrompts);
  }

  public static Sounds of(Map<String, Mulaw> callerClips, Map<String, Mulaw> agentPrompts) {
    return new Sounds(callerClips, agentPrompts);
  }

  /// A sound that a voice activity detector classifies as speech: voiced syllables with formants
  /// and pauses between them, within the telephone band, at about -20 dBFS. The same text always
  /// gives the same sound, and another text another.
  public static Mulaw speechLike(String seedText, Duration length) {
    return new SyntheticSpeech(seedText).spokenFor(length);
  }

  /// Refuses a line that names a sound which is not here.
  ///
  /// @throws IllegalArgumentException naming the line, the sound, and those that there are
  void require(Script.Line line) {
    switch (line.step()) {
      case Step.Says(Step.Sound.Clip(var name)) -> require(line, "clip", name, callerClips);
      case Step.Interrupts(var _, Step.Sound.Clip(var name)) ->
          require(line, "clip", name, callerClips);
      case Step.AgentSays(var name, var _) -> require(line, "prompt", name, agentPrompts);
      case Step.OfCaller _, Step.Expectation _ -> {}
    }
  }

  private static void require(
      Script.Line line, String kind, String name, Map<String, Mulaw> known) {
    if (!known.containsKey(name)) {
      throw new IllegalArgumentException(
          "line %d: there is no %s named %s, but only %s"
              .formatted(line.number(), kind, name, known.keySet().stream().sorted().toList()));
    }
  }

  @Override
  public String toString() {
    return "Sounds[" + callerClips.keySet() + ", " + agentPrompts.keySet() + "]";
  }
}
