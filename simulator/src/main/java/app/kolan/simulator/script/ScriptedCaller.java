package app.kolan.simulator.script;

import app.kolan.simulator.script.SpokenLine.Party;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * The reference points of the measurements.
 *
 *   caller   ▔▔▔▔▔▔▔|                        |▔▔▔▔▔▔▔▔ (interrupts)
 *                   |← agent says … within →|          |
 *   agent                             ▔▔▔▔▔▔▔▔▔▔▔▔|
 *                                           |←stops→|
 *
 * An expectation counts from the latest of: the end of the caller's last sound or key, the time
 * when the previous line was fulfilled, the end of the agent's utterance that fulfilled it. Only what the
 * agent began since the caller's last sound began can fulfil it, and each utterance only once.
 *
 * Frame n is received when frame n + 1 is requested. Positions are samples from the first frame.
 */

/// A scripted caller, as a state machine driven by 20 ms frames, without a clock.
///
/// A line that is not fulfilled is recorded as a failure, and the script continues with the next
/// one. At the end of the script the caller hangs up. Owned by one thread.
public final class ScriptedCaller {
  private static final long WORD_GAP = samples(Duration.ofMillis(200));
  private static final long TIME_TO_RECOGNISE = 3 * Mulaw.FRAME;
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);

  private final Supplier<Script> choice;
  private final Sounds sounds;
  private final PromptRecognizer recognizer;
  private final CallerPlayback playback = new CallerPlayback();
  private final List<ScriptFailure> failures = new ArrayList<>();
  private final List<SpokenLine> lines = new ArrayList<>();

  private final IdentityHashMap<HeardUtterance, Script.Line> supposed = new IdentityHashMap<>();

  private @Nullable Script chosen;
  private int frames;
  private int line;
  private long lineBegan;
  private boolean started;
  private boolean hangsUp;
  private boolean interrupts;
  private boolean ended;

  private long soundBegan;
  private long soundEnded;
  private @Nullable String soundName;
  private boolean soundRunning;
  private int utterancesReported;
  private int utterancesUsed;
  private @Nullable HeardUtterance answered;

  /// @throws IllegalArgumentException when the script names an unknown sound
  public ScriptedCaller(Script script, Sounds sounds) {
    this(() -> script, sounds);
    var _ = script();
  }

  /// A caller whose script is chosen when the call is answered, by what is known of the server
  /// then.
  ///
  /// @param choice asked once; the script that it returns must name only known sounds
  public ScriptedCaller(Supplier<Script> choice, Sounds sounds) {
    this.choice = choice;
    this.sounds = sounds;
    this.recognizer = new PromptRecognizer(sounds.agentPrompts());
  }

  private Script script() {
    Script script = chosen;
    if (script == null) {
      script = choice.get();
      script.lines().forEach(sounds::require);
      chosen = script;
    }
    return script;
  }

  /// Advances by 20 ms.
  ///
  /// @param heardInLastFrame what the caller heard during the previous frame; ignored in the first
  public CallerFrame next(Mulaw heardInLastFrame) {
    if (frames > 0 && !ended) {
      recognizer.accept(heardInLastFrame);
    }
    interrupts = false;
    tellWhatIsOver();
    while (!ended && line < script().lines().size() && advances()) {
      started = false;
      lineBegan = now();
    }
    boolean storyOver = line == script().lines().size() && !playback.isBusy();
    Mulaw audio = playback.nextFrame();
    String digits = playback.nextKey().map(String::valueOf).orElse("");
    frames++;
    if (!digits.isEmpty()) {
      soundEnded = now();
    }
    return new CallerFrame(audio, digits, interrupts, !ended && (hangsUp || storyOver));
  }

  /// The call is over; the expectations that remain fail.
  public void lineEnded() {
    if (ended) {
      return;
    }
    recognizer.lineEnded();
    while (line < script().lines().size() && advances()) {
      started = false;
      lineBegan = now();
    }
    ended = true;
    script().lines().stream()
        .skip(line)
        .filter(left -> !left.step().endsWithTheCall())
        .findFirst()
        .ifPresent(left -> fail(left, "the call ended before that"));
    line = script().lines().size();
    reportSound(!playback.isSpeaking());
    tellWhatIsOver();
  }

  /// Whether the script is finished.
  public boolean isDone() {
    return ended || line == script().lines().size() && !playback.isBusy();
  }

  /// The lines that were not fulfilled, in order.
  public List<ScriptFailure> failures() {
    return List.copyOf(failures);
  }

  /// What was said by both sides, in the order in which it was over.
  public List<SpokenLine> lines() {
    return List.copyOf(lines);
  }

  /// What the agent said and is over, as far as the caller heard it.
  public List<SpokenLine> heard() {
    return lines.stream().filter(spoken -> spoken.speaker() == Party.AGENT).toList();
  }

  /// Whether the current line is settled, so that the next one begins.
  private boolean advances() {
    Script.Line current = script().lines().get(line);
    return switch (judge(current.step())) {
      case StepStatus.Waiting() -> false;
      case StepStatus.Done() -> {
        line++;
        yield true;
      }
      case StepStatus.Missed(var reason) -> {
        fail(current, reason);
        line++;
        yield true;
      }
    };
  }

  private StepStatus judge(Step step) {
    return switch (step) {
      case Step.OfCaller own -> playback.isBusy() && !started ? playbackBusy() : perform(own);
      case Step.AgentSays(var prompt, var within) ->
          begins(prompt, within, "did not say “" + prompt + "”");
      case Step.AgentSpeaks(var within) -> begins(null, within, "did not speak");
      case Step.AgentStops(var within) -> stops(within);
      case Step.AgentSaysNothing(var length) -> saysNothing(length);
      case Step.CallEnds(var within) ->
          now() - reference() > samples(within)
              ? new StepStatus.Missed("the call went on for more than " + words(within))
              : new StepStatus.Waiting();
    };
  }

  private StepStatus playbackBusy() {
    lineBegan = now();
    return new StepStatus.Waiting();
  }

  private StepStatus perform(Step.OfCaller step) {
    switch (step) {
      case Step.Says(var sound) -> {
        if (!started) {
          say(sound);
        }
        return StepStatus.doneIf(!playback.isBusy());
      }
      case Step.Presses(var keys) -> {
        if (!started) {
          started = true;
          soundBegan = now();
          playback.press(keys);
        }
        return StepStatus.doneIf(!playback.isBusy());
      }
      case Step.Waits(var length) -> {
        return StepStatus.doneIf(now() - lineBegan >= samples(length));
      }
      case Step.WaitsForSilence(var length) -> {
        return waitsForSilence(length);
      }
      case Step.Interrupts(var after, var sound) -> {
        return interrupts(after, sound);
      }
      case Step.HangsUp() -> {
        hangsUp = true;
        return new StepStatus.Done();
      }
    }
  }

  private void say(Step.Sound sound) {
    started = true;
    soundBegan = now();
    soundRunning = true;
    interrupts = recognizer.current().isPresent();
    switch (sound) {
      case Step.Sound.Clip(var name) -> {
        soundName = name;
        playback.say(sounds.callerClips().getOrDefault(name, Mulaw.EMPTY));
      }
      case Step.Sound.Words(var text, var length) -> {
        soundName = null;
        playback.say(Sounds.speechLike(text, length));
      }
    }
  }

  private StepStatus interrupts(Duration after, Step.Sound sound) {
    Optional<HeardUtterance> speaking = recognizer.current();
    if (speaking.isPresent() && now() - speaking.get().start() >= samples(after)) {
      say(sound);
      return new StepStatus.Done();
    }
    return tooLongSilent("the agent was not speaking for " + words(after));
  }

  /// What the agent said into the caller's last sound is no answer to it: the silence is that after
  /// what is heard of the agent once the sound is over.
  private StepStatus waitsForSilence(Duration length) {
    boolean spoke =
        recognizer.utterances().stream()
            .anyMatch(said -> said.start() >= soundBegan && said.end() > soundEnded);
    if (spoke
        && !recognizer.isWithinPrompt()
        && now() - recognizer.quietSince() >= samples(length)) {
      return new StepStatus.Done();
    }
    return spoke ? new StepStatus.Waiting() : tooLongSilent("the agent did not speak");
  }

  private StepStatus tooLongSilent(String reason) {
    long since = Math.max(lineBegan, recognizer.quietSince());
    return now() - since > samples(SILENCE_TIMEOUT)
        ? new StepStatus.Missed(reason + ", and was silent for " + words(SILENCE_TIMEOUT))
        : new StepStatus.Waiting();
  }

  private StepStatus begins(@Nullable String prompt, Duration within, String missing) {
    long reference = reference();
    List<HeardUtterance> all = recognizer.utterances();
    for (int i = utterancesUsed; i < all.size(); i++) {
      HeardUtterance said = all.get(i);
      if (said.start() >= soundBegan && (prompt == null || said.mayBe(prompt))) {
        utterancesUsed = i + 1;
        answered = said;
        if (prompt != null) {
          supposed.put(said, script().lines().get(line));
        }
        long late = said.start() - reference - samples(within);
        return late <= 0
            ? new StepStatus.Done()
            : new StepStatus.Missed(
                "the agent began %d ms too late".formatted(late * 1000 / Mulaw.RATE));
      }
    }
    return now() - reference > samples(within) + TIME_TO_RECOGNISE
        ? new StepStatus.Missed(
            "the agent %s within %s; %s".formatted(missing, words(within), whatWasSaid(all)))
        : new StepStatus.Waiting();
  }

  private String whatWasSaid(List<HeardUtterance> all) {
    List<String> said =
        all.stream()
            .skip(utterancesUsed)
            .filter(utterance -> utterance.start() >= soundBegan)
            .map(utterance -> utterance.name() == null ? "something unknown" : utterance.name())
            .toList();
    return said.isEmpty() ? "it said nothing" : "it said " + String.join(", ", said);
  }

  private StepStatus stops(Duration within) {
    long bound = soundBegan + samples(within);
    if (recognizer.quietSince() > bound) {
      return new StepStatus.Missed(
          "the agent was still speaking %d ms after the caller began"
              .formatted((recognizer.quietSince() - soundBegan) * 1000 / Mulaw.RATE));
    }
    long quiet = now() - recognizer.quietSince();
    return StepStatus.doneIf(now() >= bound && quiet >= WORD_GAP && !recognizer.isWithinPrompt());
  }

  private StepStatus saysNothing(Duration length) {
    long reference = reference();
    boolean spoke =
        recognizer.utterances().stream()
            .skip(utterancesUsed)
            .anyMatch(said -> said != answered && said.end() > Math.max(reference, lineBegan));
    if (spoke) {
      return new StepStatus.Missed("the agent spoke");
    }
    return StepStatus.doneIf(now() - reference >= samples(length));
  }

  /// The position from which an expectation counts; the current one while a speaker must finish
  /// first.
  private long reference() {
    if (playback.isBusy()) {
      return now();
    }
    long reference = Math.max(soundEnded, lineBegan);
    HeardUtterance last = answered;
    if (last == null) {
      return reference;
    }
    return last.isOver() ? Math.max(reference, last.end()) : now();
  }

  /// Adds the utterances that ended since the last frame.
  private void tellWhatIsOver() {
    if (!playback.isSpeaking()) {
      reportSound(true);
    }
    List<HeardUtterance> all = recognizer.utterances();
    while (utterancesReported < all.size() && recognizer.isSettled(all.get(utterancesReported))) {
      HeardUtterance said = all.get(utterancesReported++);
      lines.add(
          new SpokenLine(
              Party.AGENT, said.name(), time(said.start()), time(said.end()), said.isWhole()));
      refuteIfAnother(said);
    }
  }

  /// Fails the line that took a prompt for another with the same beginning.
  private void refuteIfAnother(HeardUtterance said) {
    Script.Line supposition = supposed.remove(said);
    if (supposition != null
        && supposition.step() instanceof Step.AgentSays(var prompt, var _)
        && !said.mayBe(prompt)) {
      fail(supposition, "the agent went on to say something else, namely " + said.name());
    }
  }

  private void reportSound(boolean whole) {
    if (soundRunning) {
      soundRunning = false;
      soundEnded = now();
      lines.add(new SpokenLine(Party.CALLER, soundName, time(soundBegan), time(soundEnded), whole));
    }
  }

  private void fail(Script.Line failed, String reason) {
    failures.add(new ScriptFailure(failed.number(), failed.text(), time(now()), reason));
  }

  private long now() {
    return (long) frames * Mulaw.FRAME;
  }

  private static long samples(Duration length) {
    return length.toMillis() * Mulaw.RATE / 1000;
  }

  private static Duration time(long samples) {
    return Duration.ofMillis(samples * 1000 / Mulaw.RATE);
  }

  private static String words(Duration length) {
    return length.toMillis() + " ms";
  }
}
