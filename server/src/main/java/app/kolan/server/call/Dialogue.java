package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.speech.Prompt;
import app.kolan.server.speech.PromptLibrary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The verbs of a story that understands words: hear, answer. Each blocks until its outcome is
/// known, and each throws [LineEnded] once the caller is gone and everything heard before has been
/// told.
///
/// While words are awaited or an answer is being made, the caller does not hear silence for longer
/// than the [DialogueTiming] has it. One thread at a time.
/*
 *   caller  ssssss|
 *   turn          |--0.8 s--|Spoke      |Understood
 *   answer                              |--think--speak--|aaaaaaaaaa|Said
 *   quiet         |---------------1.8 s------|filler|
 */
public final class Dialogue {
  private final LiveCall call;
  private final Transcriber transcriber;
  private final PromptLibrary prompts;
  private final CallNotes notes;
  private final DialogueTiming timing;
  private final Runnable whenFilled;
  private final Deque<CallEvent> saved = new ArrayDeque<>();
  private String question = "";
  private long alarms;
  private long quietAlarm;
  private long answers;
  private int fillers;

  /// @param whenFilled is told whenever a caller who waits is told that it takes a moment
  public Dialogue(
      LiveCall call,
      Transcriber transcriber,
      PromptLibrary prompts,
      CallNotes notes,
      DialogueTiming timing,
      Runnable whenFilled) {
    this.call = call;
    this.transcriber = transcriber;
    this.prompts = prompts;
    this.notes = notes;
    this.timing = timing;
    this.whenFilled = whenFilled;
  }

  /// Makes an answer, on a thread of its own.
  public interface Answerer {
    /// Adds the sound of an answer to an utterance.
    ///
    /// @throws InterruptedException promptly, when the thread is interrupted: the caller has cut
    ///   the answer off, or is gone
    void answer(Utterance utterance) throws ProviderFailure, InterruptedException;
  }

  /// A turn that is kept and whose words are awaited.
  private record Kept(int position, Speech speech) {}

  /// Hears the caller out, until all that was said is understood.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  /// @throws NobodyHears when no recogniser is left; what was said is kept as sound
  public HeardWords hear(Duration patience) throws LineEnded, NobodyHears {
    long alarm = ++alarms;
    call.watchSilence(alarm, patience);
    var awaited = new TreeMap<Long, Kept>();
    var words = new StringJoiner(" ");
    boolean speaking = false;
    int last = -1;
    fillers = 0;
    while (true) {
      switch (next()) {
        case CallEvent.SpeechBegan _ -> speaking = true;
        case CallEvent.Spoke(var turn, var speech) -> {
          speaking = false;
          last = notes.callerSaid(question, speech);
          awaited.put(turn, new Kept(last, speech));
          watchQuiet(timing.filler());
        }
        case CallEvent.Understood(var turn, var understood) -> {
          transcriber.understood();
          keep(awaited.remove(turn), understood, words);
        }
        case CallEvent.RecogniserFailed(var which, var failure) -> {
          if (transcriber.replace(which, failure)) {
            hearAgain(awaited, words);
          }
        }
        case CallEvent.Quiet(var number, _) when number == quietAlarm && !awaited.isEmpty() -> {
          if (!fill()) {
            throw new NobodyHears();
          }
        }
        case CallEvent.Key(var digit, var at) -> {
          return new HeardWords.Key(new Heard.Key(digit, at));
        }
        case CallEvent.Silence(var number, _) when number == alarm -> {
          return new HeardWords.Silence();
        }
        case CallEvent.Silence _,
            CallEvent.Quiet _,
            CallEvent.Said _,
            CallEvent.CutOff _,
            CallEvent.Answered _,
            CallEvent.Errand _ -> {}
      }
      if (last >= 0 && awaited.isEmpty() && !speaking) {
        return new HeardWords.Words(words.toString(), last);
      }
    }
  }

  /// Answers the caller.
  ///
  /// @param text what the answer says, as it is made
  public Answered answer(Answerer answerer, SpokenText text, Utterance.Steps steps)
      throws LineEnded {
    Utterance utterance = call.begin(steps);
    AnswerThread making = AnswerThread.start(++answers, answerer, utterance, call);
    fillers = 0;
    watchQuiet(timing.filler());
    try {
      while (true) {
        switch (call.mailbox().take()) {
          case CallEvent.Said(var last, var at, _) when last >= utterance.number() -> {
            return note(at, new Answered(utterance.heard(), false, making.failure()), text);
          }
          case CallEvent.CutOff(var last, var at, _) when last >= utterance.number() -> {
            making.cancel();
            return note(at, new Answered(utterance.heard(), true, null), text);
          }
          case CallEvent.Quiet(var number, var at) when number == quietAlarm -> {
            if (!utterance.isAwaited()) {
              watchQuiet(timing.again());
            } else if (fillers++ < timing.fillers()) {
              utterance.add(prompts.audio(Prompt.ONE_MOMENT));
              whenFilled.run();
              watchQuiet(timing.again());
            } else {
              making.cancel();
              var slow = new ProviderFailure("answer", FailureKind.TOO_SLOW, "no sound in time");
              return note(at, new Answered(utterance.heard(), false, slow), text);
            }
          }
          case CallEvent.Spoke spoke -> saved.addLast(spoke);
          case CallEvent.SpeechBegan began -> saved.addLast(began);
          case CallEvent.Key key -> saved.addLast(key);
          case CallEvent.Understood understood -> saved.addLast(understood);
          case CallEvent.RecogniserFailed failed -> saved.addLast(failed);
          case CallEvent.Said _,
              CallEvent.CutOff _,
              CallEvent.Answered _,
              CallEvent.Quiet _,
              CallEvent.Silence _,
              CallEvent.Errand _ -> {}
        }
      }
    } finally {
      making.cancel();
      question = "answer";
    }
  }

  /// Says a sentence that needs no provider.
  public Answered say(Prompt prompt) throws LineEnded {
    Mulaw sound = prompts.audio(prompt);
    var text = new SpokenText();
    text.begin(prompts.text(prompt), Duration.ZERO);
    text.reaches(sound.duration());
    text.complete();
    return answer(utterance -> utterance.add(sound), text, Utterance.Steps.UNSEEN);
  }

  /// Keeps what the caller has said and nobody has asked for yet: somebody else goes on with the
  /// talk. From now on this is of no use.
  ///
  /// @return the position of the last turn that was kept; -1 when there was none
  public int leave() {
    int last = -1;
    for (CallEvent event : saved) {
      if (event instanceof CallEvent.Spoke(_, var speech)) {
        last = notes.callerSaid(question, speech);
      }
    }
    saved.clear();
    transcriber.close();
    return last;
  }

  /// Says that it takes a moment; false when that was said often enough.
  private boolean fill() {
    if (fillers++ >= timing.fillers()) {
      return false;
    }
    call.say(List.of(prompts.audio(Prompt.ONE_MOMENT)));
    whenFilled.run();
    watchQuiet(timing.again());
    return true;
  }

  private void hearAgain(Map<Long, Kept> awaited, StringJoiner words) throws NobodyHears {
    for (Kept kept : awaited.values()) {
      keep(kept, transcriber.hearAgain(kept.speech()), words);
    }
    awaited.clear();
  }

  private void keep(@Nullable Kept turn, String understood, StringJoiner words) {
    if (turn != null && !understood.isBlank()) {
      notes.understood(turn.position(), understood.strip());
      words.add(understood.strip());
    }
  }

  private Answered note(Duration at, Answered answered, SpokenText text) {
    Duration heard = answered.heard();
    String words = text.until(heard);
    if (!words.isEmpty()) {
      notes.agentAnswered(at.minus(heard), at, heard, answered.cutOff(), words);
    }
    return answered;
  }

  private void watchQuiet(Duration bound) {
    call.watchQuiet(++quietAlarm, bound);
  }

  private CallEvent next() throws LineEnded {
    CallEvent first = saved.pollFirst();
    return first != null ? first : call.mailbox().take();
  }
}
