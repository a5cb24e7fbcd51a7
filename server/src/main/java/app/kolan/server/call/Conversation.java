package app.kolan.server.call;

import app.kolan.server.speech.Prompt;
import app.kolan.server.speech.PromptLibrary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// The verbs of a call's story: say, listen, take keys. Each blocks until its outcome is known, and
/// each throws [LineEnded] once the caller is gone and everything heard before has been told.
///
/// What is said and heard is written down as turns on the way. One thread at a time.
public final class Conversation {
  private static final int MOST_KEYS = 20;

  private final LiveCall call;
  private final PromptLibrary prompts;
  private final CallNotes notes;
  private final Deque<CallEvent> saved = new ArrayDeque<>();
  private String question = "";
  private long alarms;

  public Conversation(LiveCall call, PromptLibrary prompts, CallNotes notes) {
    this.call = call;
    this.prompts = prompts;
    this.notes = notes;
  }

  /// Says sentences in one breath.
  public Spoken say(Prompt... sentences) throws LineEnded {
    List<Prompt> all = Arrays.asList(sentences);
    String about = all.stream().map(Prompt::id).collect(Collectors.joining(" "));
    long mine = call.say(all.stream().map(prompts::audio).toList());
    try {
      while (true) {
        switch (call.mailbox().take()) {
          case CallEvent.Said(var last, var at, var heard) when last >= mine -> {
            notes.agentSaid(about, at.minus(heard), at, heard, false);
            return new Spoken.Finished();
          }
          case CallEvent.CutOff(var last, var at, var heard) when last >= mine -> {
            notes.agentSaid(about, at.minus(heard), at, heard, true);
            return new Spoken.CutOff(heard);
          }
          case CallEvent.Spoke(_, var speech) -> notes.callerSaid(question, speech);
          case CallEvent.Key key -> saved.addLast(key);
          case CallEvent.SpeechBegan _,
              CallEvent.Said _,
              CallEvent.CutOff _,
              CallEvent.Silence _,
              CallEvent.Quiet _,
              CallEvent.Understood _,
              CallEvent.RecogniserFailed _,
              CallEvent.Answered _,
              CallEvent.Errand _ -> {}
        }
      }
    } finally {
      question = about;
    }
  }

  /// Hears the caller out.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  public Heard listen(Duration patience) throws LineEnded {
    long alarm = watchSilence(patience);
    while (true) {
      switch (next()) {
        case CallEvent.Spoke(_, var speech) -> {
          return new Heard.Answer(notes.callerSaid(question, speech));
        }
        case CallEvent.Key(var digit, var at) -> {
          return new Heard.Key(digit, at);
        }
        case CallEvent.Silence(var number, _) when number == alarm -> {
          return new Heard.Silence();
        }
        case CallEvent.Silence _,
            CallEvent.SpeechBegan _,
            CallEvent.Said _,
            CallEvent.CutOff _,
            CallEvent.Quiet _,
            CallEvent.Understood _,
            CallEvent.RecogniserFailed _,
            CallEvent.Answered _,
            CallEvent.Errand _ -> {}
      }
    }
  }

  /// Hears a caller out who is asked for digits, and who may pause between them.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  public Heard listenForDigits(Duration patience) throws LineEnded {
    call.expectDigits(true);
    try {
      return listen(patience);
    } finally {
      call.expectDigits(false);
    }
  }

  /// Takes the keys that follow a first one, up to `#` or a pause. The `#` is left out.
  public String takeKeys(Heard.Key first, Duration pause) throws LineEnded {
    var keys = new StringBuilder();
    Heard.Key last = first;
    Heard heard = first;
    while (heard instanceof Heard.Key key && key.digit() != '#' && keys.length() < MOST_KEYS) {
      keys.append(key.digit());
      last = key;
      heard = awaitKey(pause);
    }
    notes.callerPressed(question, first.at(), last.at(), keys.toString());
    return keys.toString();
  }

  private Heard awaitKey(Duration pause) throws LineEnded {
    long alarm = watchSilence(pause);
    while (true) {
      switch (next()) {
        case CallEvent.Key(var digit, var at) -> {
          return new Heard.Key(digit, at);
        }
        case CallEvent.Silence(var number, _) when number == alarm -> {
          return new Heard.Silence();
        }
        case CallEvent.Spoke(_, var speech) -> {
          notes.callerSaid(question, speech);
          return awaitKey(pause);
        }
        case CallEvent.Silence _,
            CallEvent.SpeechBegan _,
            CallEvent.Said _,
            CallEvent.CutOff _,
            CallEvent.Quiet _,
            CallEvent.Understood _,
            CallEvent.RecogniserFailed _,
            CallEvent.Answered _,
            CallEvent.Errand _ -> {}
      }
    }
  }

  private long watchSilence(Duration bound) {
    call.watchSilence(++alarms, bound);
    return alarms;
  }

  private CallEvent next() throws LineEnded {
    CallEvent first = saved.pollFirst();
    return first != null ? first : call.mailbox().take();
  }
}
