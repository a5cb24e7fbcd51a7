package app.kolan.simulator.script;

import app.kolan.simulator.script.SpokenLine.Speaker;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * What is measured from where.
 *
 *   caller   ▔▔▔▔▔▔▔|                        |▔▔▔▔▔▔▔▔ (interrupts)
 *                   |← agent says … within →|          |
 *   agent                             ▔▔▔▔▔▔▔▔▔▔▔▔|
 *                                           |←stops→|
 *
 * An expectation counts from the latest of: the end of the caller's last sound or key, the moment
 * the line before came true, the end of the agent's utterance that made it come true. Only what the
 * agent began since the caller's last sound began can fulfil it, and each utterance only once.
 *
 * Frame n is heard when frame n + 1 is asked for. Positions are samples from the first frame.
 */

/// A caller who acts by a script, as a machine that each frame of 20 ms drives: it has no clock.
///
/// A line that does not come true is noted, and the story goes on with the next one. When the story
/// is over the caller hangs up. Owned by one thread.
public final class CallerPart {
  private static final long WORD_GAP = samples(Duration.ofMillis(200));
  private static final long TIME_TO_RECOGNISE = 3 * Mulaw.FRAME;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Script script;
  private final Sounds sounds;
  private final PromptRecognizer ear;
  private final CallerPlayback mouth = new CallerPlayback();
  private final List<ScriptFailure> failures = new ArrayList<>();
  private final List<SpokenLine> lines = new ArrayList<>();

  private final IdentityHashMap<HeardUtterance, Script.Line> supposed = new IdentityHashMap<>();

  private int frames;
  private int line;
  private long lineBegan;
  private boolean acted;
  private boolean hangsUp;
  private boolean interrupts;
  private boolean ended;

  private long soundBegan;
  private long soundEnded;
  private @Nullable String soundName;
  private boolean soundRunning;
  private int utterancesTold;
  private int utterancesUsed;
  private @Nullable HeardUtterance answered;

  /// @throws IllegalArgumentException when the script names a sound that there is not
  public CallerPart(Script script, Sounds sounds) {
    this.script = script;
    this.sounds = sounds;
    this.ear = new PromptRecognizer(sounds.agentPrompts());
    script.lines().forEach(this::requireSounds);
  }

  /// Lets 20 ms pass.
  ///
  /// @param heardInLastFrame what the caller heard during the frame before; of no account in the
  ///   first
  public Moment next(Mulaw heardInLastFrame) {
    if (frames > 0 && !ended) {
      ear.hear(heardInLastFrame);
    }
    interrupts = false;
    tellWhatIsOver();
    while (!ended && line < script.lines().size() && advances()) {
      acted = false;
      lineBegan = now();
    }
    boolean storyOver = line == script.lines().size() && !mouth.isBusy();
    Mulaw audio = mouth.nextFrame();
    String digits = mouth.nextKey().map(String::valueOf).orElse("");
    frames++;
    if (!digits.isEmpty()) {
      soundEnded = now();
    }
    return new Moment(audio, digits, interrupts, !ended && (hangsUp || storyOver));
  }

  /// The call is over; what the script still expects can no longer come true.
  public void lineEnded() {
    if (ended) {
      return;
    }
    ear.lineEnded();
    while (line < script.lines().size() && advances()) {
      acted = false;
      lineBegan = now();
    }
    ended = true;
    script.lines().stream()
        .skip(line)
        .filter(left -> !endsWithTheCall(left.step()))
        .findFirst()
        .ifPresent(left -> fail(left, "the call ended before that"));
    line = script.lines().size();
    tellSound(!mouth.isSpeaking());
    tellWhatIsOver();
  }

  /// Whether the story is over.
  public boolean isDone() {
    return ended || line == script.lines().size() && !mouth.isBusy();
  }

  /// The lines that did not come true, in order.
  public List<ScriptFailure> failures() {
    return List.copyOf(failures);
  }

  /// What was said by both sides, in the order in which it was over.
  public List<SpokenLine> lines() {
    return List.copyOf(lines);
  }

  /// What the agent said and is over, as far as the caller heard it.
  public List<SpokenLine> heard() {
    return lines.stream().filter(spoken -> spoken.speaker() == Speaker.AGENT).toList();
  }

  /// Whether the current line is settled, so that the next one begins.
  private boolean advances() {
    Script.Line current = script.lines().get(line);
    return switch (judge(current.step())) {
      case Verdict.Waiting() -> false;
      case Verdict.Done() -> {
        line++;
        yield true;
      }
      case Verdict.Missed(var reason) -> {
        fail(current, reason);
        line++;
        yield true;
      }
    };
  }

  private Verdict judge(Step step) {
    return switch (step) {
      case Step.OfCaller own -> mouth.isBusy() && !acted ? mouthBusy() : act(own);
      case Step.AgentSays(var prompt, var within) ->
          begins(prompt, within, "did not say “" + prompt + "”");
      case Step.AgentSpeaks(var within) -> begins(null, within, "did not speak");
      case Step.AgentStops(var within) -> stops(within);
      case Step.AgentSaysNothing(var length) -> saysNothing(length);
      case Step.CallEnds(var within) ->
          now() - reference() > samples(within)
              ? new Verdict.Missed("the call went on for more than " + words(within))
              : new Verdict.Waiting();
    };
  }

  private Verdict mouthBusy() {
    lineBegan = now();
    return new Verdict.Waiting();
  }

  private Verdict act(Step.OfCaller step) {
    switch (step) {
      case Step.Says(var sound) -> {
        if (!acted) {
          say(sound);
        }
        return Verdict.doneIf(!mouth.isBusy());
      }
      case Step.Presses(var keys) -> {
        if (!acted) {
          acted = true;
          soundBegan = now();
          mouth.press(keys);
        }
        return Verdict.doneIf(!mouth.isBusy());
      }
      case Step.Waits(var length) -> {
        return Verdict.doneIf(now() - lineBegan >= samples(length));
      }
      case Step.WaitsForSilence(var length) -> {
        return waitsForSilence(length);
      }
      case Step.Interrupts(var after, var sound) -> {
        return interrupts(after, sound);
      }
      case Step.HangsUp() -> {
        hangsUp = true;
        return new Verdict.Done();
      }
    }
  }

  private void say(Step.Sound sound) {
    acted = true;
    soundBegan = now();
    soundRunning = true;
    interrupts = ear.current().isPresent();
    switch (sound) {
      case Step.Sound.Clip(var name) -> {
        soundName = name;
        mouth.say(sounds.callerClips().getOrDefault(name, Mulaw.EMPTY));
      }
      case Step.Sound.Words(var text, var length) -> {
        soundName = null;
        mouth.say(Sounds.speechLike(text, length));
      }
    }
  }

  private Verdict interrupts(Duration after, Step.Sound sound) {
    Optional<HeardUtterance> speaking = ear.current();
    if (speaking.isPresent() && now() - speaking.get().start() >= samples(after)) {
      say(sound);
      return new Verdict.Done();
    }
    return tooLongSilent("the agent was not speaking for " + words(after));
  }

  /// What the agent said into the caller's last sound is no answer to it: the silence is that after
  /// what is heard of the agent once the sound is over.
  private Verdict waitsForSilence(Duration length) {
    boolean spoke =
        ear.utterances().stream()
            .anyMatch(said -> said.start() >= soundBegan && said.end() > soundEnded);
    if (spoke && !ear.isWithinPrompt() && now() - ear.quietSince() >= samples(length)) {
      return new Verdict.Done();
    }
    return spoke ? new Verdict.Waiting() : tooLongSilent("the agent did not speak");
  }

  private Verdict tooLongSilent(String reason) {
    long since = Math.max(lineBegan, ear.quietSince());
    return now() - since > samples(PATIENCE)
        ? new Verdict.Missed(reason + ", and was silent for " + words(PATIENCE))
        : new Verdict.Waiting();
  }

  private Verdict begins(@Nullable String prompt, Duration within, String missing) {
    long reference = reference();
    List<HeardUtterance> all = ear.utterances();
    for (int i = utterancesUsed; i < all.size(); i++) {
      HeardUtterance said = all.get(i);
      if (said.start() >= soundBegan && (prompt == null || said.mayBe(prompt))) {
        utterancesUsed = i + 1;
        answered = said;
        if (prompt != null) {
          supposed.put(said, script.lines().get(line));
        }
        long late = said.start() - reference - samples(within);
        return late <= 0
            ? new Verdict.Done()
            : new Verdict.Missed(
                "the agent began %d ms too late".formatted(late * 1000 / Mulaw.RATE));
      }
    }
    return now() - reference > samples(within) + TIME_TO_RECOGNISE
        ? new Verdict.Missed(
            "the agent %s within %s; %s".formatted(missing, words(within), whatWasSaid(all)))
        : new Verdict.Waiting();
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

  private Verdict stops(Duration within) {
    long bound = soundBegan + samples(within);
    if (ear.quietSince() > bound) {
      return new Verdict.Missed(
          "the agent was still speaking %d ms after the caller began"
              .formatted((ear.quietSince() - soundBegan) * 1000 / Mulaw.RATE));
    }
    long quiet = now() - ear.quietSince();
    return Verdict.doneIf(now() >= bound && quiet >= WORD_GAP && !ear.isWithinPrompt());
  }

  private Verdict saysNothing(Duration length) {
    long reference = reference();
    boolean spoke =
        ear.utterances().stream()
            .skip(utterancesUsed)
            .anyMatch(said -> said != answered && said.end() > Math.max(reference, lineBegan));
    if (spoke) {
      return new Verdict.Missed("the agent spoke");
    }
    return Verdict.doneIf(now() - reference >= samples(length));
  }

  /// From where an expectation counts; now, as long as somebody is speaking who must finish first.
  private long reference() {
    if (mouth.isBusy()) {
      return now();
    }
    long reference = Math.max(soundEnded, lineBegan);
    HeardUtterance last = answered;
    if (last == null) {
      return reference;
    }
    return last.isOver() ? Math.max(reference, last.end()) : now();
  }

  /// Adds to the lines what came to its end since the last frame.
  private void tellWhatIsOver() {
    if (!mouth.isSpeaking()) {
      tellSound(true);
    }
    List<HeardUtterance> all = ear.utterances();
    while (utterancesTold < all.size() && ear.isSettled(all.get(utterancesTold))) {
      HeardUtterance said = all.get(utterancesTold++);
      lines.add(
          new SpokenLine(
              Speaker.AGENT, said.name(), time(said.start()), time(said.end()), said.isWhole()));
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

  private void tellSound(boolean whole) {
    if (soundRunning) {
      soundRunning = false;
      soundEnded = now();
      lines.add(
          new SpokenLine(Speaker.CALLER, soundName, time(soundBegan), time(soundEnded), whole));
    }
  }

  private void fail(Script.Line failed, String reason) {
    failures.add(new ScriptFailure(failed.number(), failed.text(), time(now()), reason));
  }

  private static boolean endsWithTheCall(Step step) {
    return step instanceof Step.HangsUp
        || step instanceof Step.CallEnds
        || step instanceof Step.AgentStops;
  }

  private void requireSounds(Script.Line required) {
    switch (required.step()) {
      case Step.Says(Step.Sound.Clip(var name)) ->
          require(required, "clip", name, sounds.callerClips());
      case Step.Interrupts(var _, Step.Sound.Clip(var name)) ->
          require(required, "clip", name, sounds.callerClips());
      case Step.AgentSays(var name, var _) ->
          require(required, "prompt", name, sounds.agentPrompts());
      case Step.OfCaller _, Step.Expectation _ -> {}
    }
  }

  private static void require(
      Script.Line required, String kind, String name, Map<String, Mulaw> known) {
    if (!known.containsKey(name)) {
      throw new IllegalArgumentException(
          "line %d: there is no %s named %s, but only %s"
              .formatted(required.number(), kind, name, known.keySet().stream().sorted().toList()));
    }
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
