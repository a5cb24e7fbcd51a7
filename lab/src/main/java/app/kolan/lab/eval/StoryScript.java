package app.kolan.lab.eval;

import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.simulator.script.Step;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a story's caller does, as a script for the simulator. A line's audio is named by its
/// number.
///
/// @param sounds the caller's own, by their names
/// @param words those of the sounds that have any
/// @param hidden whether the number is hidden
/// @param before what was before the call
public record StoryScript(
    Script script,
    Map<String, Mulaw> sounds,
    Map<String, String> words,
    boolean hidden,
    List<StoryLine.Before> before) {
  private static final Duration PAUSE = Duration.ofMillis(900);
  private static final Duration GREETING = Duration.ofSeconds(15);
  private static final Duration FIRST_QUESTION = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final Duration MIDDLE = Duration.ofMillis(500);
  private static final Duration END = Duration.ofSeconds(30);

  public StoryScript {
    sounds = Map.copyOf(sounds);
    words = Map.copyOf(words);
    before = List.copyOf(before);
  }

  /// The part in a story, for this kind of agent.
  static StoryScript of(Story story, AgentKind languageModel, CallerVoice voice) {
    var writing = new Writing(voice);
    story.linesFor(languageModel).forEach(writing::add);
    return writing.end();
  }

  /// How a line's sound is named.
  static String soundOf(Story.Line line) {
    return "line-" + line.number();
  }

  private static final class Writing {
    private final CallerVoice voice;
    private final List<Script.Line> script = new ArrayList<>();
    private final Map<String, Mulaw> sounds = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final List<StoryLine.Before> before = new ArrayList<>();
    private boolean hidden;
    private boolean ends;
    private boolean leaves;

    Writing(CallerVoice voice) {
      this.voice = voice;
      script.add(new Script.Line(1, "the greeting", new Step.AgentSays("greeting", GREETING)));
      script.add(new Script.Line(1, "the first question", new Step.AgentSpeaks(FIRST_QUESTION)));
    }

    void add(Story.Line line) {
      switch (line.sentence()) {
        case StoryLine.Before earlier -> before.add(earlier);
        case StoryLine.HidesNumber() -> hidden = true;
        case StoryLine.Says(var text, var inNoise) -> {
          Mulaw clean = voice.says(text);
          sound(line, inNoise ? CallerVoice.inNoise(clean) : clean);
          words.put(soundOf(line), text);
          pause(line);
          step(line, new Step.Says(new Step.Sound.Clip(soundOf(line))));
        }
        case StoryLine.Interrupts(var after, var text) -> {
          sound(line, voice.says(text));
          words.put(soundOf(line), text);
          step(line, new Step.Interrupts(after, new Step.Sound.Clip(soundOf(line))));
        }
        case StoryLine.Mumbles(var length) -> {
          sound(line, Sounds.speechLike("mumbling of line " + line.number(), length));
          pause(line);
          step(line, new Step.Says(new Step.Sound.Clip(soundOf(line))));
        }
        case StoryLine.IsSilent(var length) -> {
          pause(line);
          step(line, new Step.Waits(length));
        }
        case StoryLine.Presses(var keys) -> {
          pause(line);
          step(line, new Step.Presses(keys));
        }
        case StoryLine.HangsUp(var inTheMiddle) -> {
          if (inTheMiddle) {
            step(line, new Step.AgentSpeaks(ANSWER));
            step(line, new Step.Waits(MIDDLE));
          } else {
            pause(line);
          }
          step(line, new Step.HangsUp());
          leaves = true;
        }
        case StoryLine.CallEnds(), StoryLine.HandedOver() -> ends = true;
        case StoryLine.Wanted _ -> {}
      }
    }

    StoryScript end() {
      if (ends) {
        script.add(new Script.Line(0, "the end of the call", new Step.CallEnds(END)));
      } else if (!leaves) {
        script.add(new Script.Line(0, "the last answer", new Step.WaitsForSilence(PAUSE)));
        script.add(new Script.Line(0, "the caller leaves", new Step.HangsUp()));
      }
      return new StoryScript(new Script(script, List.of()), sounds, words, hidden, before);
    }

    private void sound(Story.Line line, Mulaw sound) {
      sounds.put(soundOf(line), sound.paddedToFrames());
    }

    private void pause(Story.Line line) {
      step(line, new Step.WaitsForSilence(PAUSE));
    }

    private void step(Story.Line line, Step step) {
      script.add(new Script.Line(line.number(), line.text(), step));
    }
  }
}
