package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The verbs of a story that understands words: hear, answer. Each blocks until its outcome is
/// known, and each throws [LineEnded] once the caller is gone and everything heard before has been
/// told.
///
/// While words are awaited or an answer is being made, the caller does not hear silence for longer
/// than the [ReplyTiming] has it. One thread at a time.
/*
 *   caller  ssssss|
 *   turn          |--0.8 s--|Spoke      |Understood
 *   answer                              |--think--speak--|aaaaaaaaaa|Said
 *   quiet         |---------------1.8 s------|filler|
 */
public final class Dialogue {
  private final CallScope scope;
  private final LiveCall call;
  private final Transcriber transcriber;
  private final PromptLibrary prompts;
  private final TranscriptWriter notes;
  private final ReplyTiming timing;
  private final Runnable whenFilled;
  private final PendingTurns pending;
  private final Deque<SessionEvent> saved = new ArrayDeque<>();
  private String question = "";
  private long alarms;
  private long quietAlarm;
  private long answers;
  private int fillers;

  /// @param scope the call's, for the threads on which answers are made
  /// @param whenFilled is told whenever a caller who waits is told that it takes a moment
  public Dialogue(
      CallScope scope,
      LiveCall call,
      Transcriber transcriber,
      PromptLibrary prompts,
      TranscriptWriter notes,
      ReplyTiming timing,
      Runnable whenFilled) {
    this.scope = scope;
    this.call = call;
    this.transcriber = transcriber;
    this.prompts = prompts;
    this.notes = notes;
    this.pending = new PendingTurns(notes);
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

  /// Hears the caller out, until all that was said is understood. A key ends it at once; words that
  /// are awaited then are heard the next time.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  /// @throws NobodyHears when no recogniser is left; what was said is kept as sound
  public HeardWords hear(Duration patience) throws LineEnded, NoSpeechToText {
    long alarm = ++alarms;
    call.watchSilence(alarm, patience);
    fillers = 0;
    if (pending.areWordsAwaited()) {
      watchQuiet(timing.filler());
    }
    while (!pending.isComplete()) {
      switch (next()) {
        case SessionEvent.SpeechBegan _ -> pending.speechBegan();
        case SessionEvent.Spoke(var turn, var speech) -> {
          pending.spoke(turn, speech, question);
          watchQuiet(timing.filler());
        }
        case SessionEvent.Understood(var turn, var understood) ->
            pending.understood(turn, understood);
        case SessionEvent.RecogniserFailed _ -> throw new NoSpeechToText();
        case SessionEvent.Quiet(var number, _)
            when number == quietAlarm && pending.areWordsAwaited() -> {
          if (!fill()) {
            throw new NoSpeechToText();
          }
        }
        case SessionEvent.Key(var digit, var at) -> {
          return new HeardWords.Key(new Heard.Key(digit, at));
        }
        case SessionEvent.Silence(var number, _) when number == alarm && pending.isEmpty() -> {
          return new HeardWords.Silence();
        }
        case SessionEvent.Silence _,
            SessionEvent.Quiet _,
            SessionEvent.Said _,
            SessionEvent.CutOff _,
            SessionEvent.Errand _ -> {}
      }
    }
    return pending.take();
  }

  /// Whether the caller has said something that was not heard out yet.
  public boolean hasMoreToHear() {
    return !pending.isEmpty();
  }

  /// Answers the caller.
  ///
  /// @param text what the answer says, as it is made
  public AnswerResult answer(Answerer answerer, SpokenText text, Utterance.Steps steps)
      throws LineEnded {
    Utterance utterance = call.begin(steps);
    AnswerThread making = new AnswerThread(scope, ++answers, answerer, utterance);
    End end;
    try {
      end = awaitEnd(utterance);
    } finally {
      making.cancel();
      question = "answer";
    }
    Duration heard = utterance.heard();
    AnswerResult answered =
        switch (end) {
          case End.Said _ -> new AnswerResult(heard, false, making.failure());
          case End.CutOff _ -> new AnswerResult(heard, true, null);
          case End.TooSlow _ ->
              new AnswerResult(
                  heard,
                  false,
                  new ProviderFailure("answer", FailureKind.TOO_SLOW, "no sound in time"));
        };
    return note(end.at(), answered, text);
  }

  /// How an answer came to its end.
  private sealed interface End {
    /// When, from the start of the stream.
    Duration at();

    record Said(Duration at) implements End {}

    record CutOff(Duration at) implements End {}

    record TooSlow(Duration at) implements End {}
  }

  private End awaitEnd(Utterance utterance) throws LineEnded {
    fillers = 0;
    watchQuiet(timing.filler());
    while (true) {
      switch (call.mailbox().take()) {
        case SessionEvent.Said(var last, var at, _) when last >= utterance.number() -> {
          return new End.Said(at);
        }
        case SessionEvent.CutOff(var last, var at, _) when last >= utterance.number() -> {
          return new End.CutOff(at);
        }
        case SessionEvent.Quiet(var number, var at) when number == quietAlarm -> {
          if (!utterance.isAwaited()) {
            watchQuiet(timing.again());
          } else if (fillers++ < timing.fillers()) {
            utterance.add(prompts.audio(Prompt.ONE_MOMENT));
            whenFilled.run();
            watchQuiet(timing.again());
          } else {
            return new End.TooSlow(at);
          }
        }
        case SessionEvent.Spoke spoke -> saved.addLast(spoke);
        case SessionEvent.SpeechBegan began -> saved.addLast(began);
        case SessionEvent.Key key -> saved.addLast(key);
        case SessionEvent.Understood understood -> saved.addLast(understood);
        case SessionEvent.RecogniserFailed failed -> saved.addLast(failed);
        case SessionEvent.Said _,
            SessionEvent.CutOff _,
            SessionEvent.Quiet _,
            SessionEvent.Silence _,
            SessionEvent.Errand _ -> {}
      }
    }
  }

  /// Says a sentence that needs no provider.
  public AnswerResult say(Prompt prompt) throws LineEnded {
    Mulaw sound = prompts.audio(prompt);
    var text = new SpokenText();
    text.begin(prompts.text(prompt), Duration.ZERO);
    text.reaches(sound.duration());
    text.complete();
    return answer(utterance -> utterance.add(sound), text, Utterance.Steps.UNSEEN);
  }

  /// Keeps what the caller has said and nobody has asked for yet, with the words that have come:
  /// somebody else goes on with the talk. From now on this is of no use.
  ///
  /// @return the position of the last turn that was kept; -1 when there was none
  public int leave() {
    for (SessionEvent event : saved) {
      if (event instanceof SessionEvent.Spoke(var turn, var speech)) {
        pending.spoke(turn, speech, question);
      } else if (event instanceof SessionEvent.Understood(var turn, var understood)) {
        pending.understood(turn, understood);
      }
    }
    saved.clear();
    transcriber.close();
    return pending.last();
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

  private AnswerResult note(Duration at, AnswerResult answered, SpokenText text) {
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

  private SessionEvent next() throws LineEnded {
    SessionEvent first = saved.pollFirst();
    return first != null ? first : call.mailbox().take();
  }
}
