package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
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
  private final TranscriptWriter notes;
  private final Deque<SessionEvent> saved = new ArrayDeque<>();
  private String question = "";
  private long alarms;
  private int unasked = -1;

  public Conversation(LiveCall call, PromptLibrary prompts, TranscriptWriter notes) {
    this.call = call;
    this.prompts = prompts;
    this.notes = notes;
  }

  /// Says sentences in one breath.
  public SayResult say(Prompt... sentences) throws LineEnded {
    List<Prompt> all = Arrays.asList(sentences);
    String about = all.stream().map(Prompt::id).collect(Collectors.joining(" "));
    long mine = call.say(all.stream().map(prompts::audio).toList());
    try {
      while (true) {
        switch (call.mailbox().take()) {
          case SessionEvent.Said(var last, var at, var heard) when last >= mine -> {
            notes.agentSaid(about, at.minus(heard), at, heard, false);
            return new SayResult.Finished();
          }
          case SessionEvent.CutOff(var last, var at, var heard) when last >= mine -> {
            notes.agentSaid(about, at.minus(heard), at, heard, true);
            return new SayResult.CutOff(heard);
          }
          case SessionEvent.Spoke(_, var speech) -> unasked = notes.callerSaid(question, speech);
          case SessionEvent.Key key -> saved.addLast(key);
          case SessionEvent.SpeechBegan _,
              SessionEvent.Said _,
              SessionEvent.CutOff _,
              SessionEvent.Silence _,
              SessionEvent.Quiet _,
              SessionEvent.Understood _,
              SessionEvent.RecogniserFailed _,
              SessionEvent.Answered _,
              SessionEvent.Errand _ -> {}
        }
      }
    } finally {
      question = about;
    }
  }

  /// The position of the last turn that came while something was said, and so was no answer to it;
  /// -1 when there was none.
  public int saidUnasked() {
    return unasked;
  }

  /// Hears the caller out.
  ///
  /// @param patience how long the caller may stay silent before that is the answer
  public Heard listen(Duration patience) throws LineEnded {
    long alarm = watchSilence(patience);
    while (true) {
      switch (next()) {
        case SessionEvent.Spoke(_, var speech) -> {
          return new Heard.Answer(notes.callerSaid(question, speech));
        }
        case SessionEvent.Key(var digit, var at) -> {
          return new Heard.Key(digit, at);
        }
        case SessionEvent.Silence(var number, _) when number == alarm -> {
          return new Heard.Silence();
        }
        case SessionEvent.Silence _,
            SessionEvent.SpeechBegan _,
            SessionEvent.Said _,
            SessionEvent.CutOff _,
            SessionEvent.Quiet _,
            SessionEvent.Understood _,
            SessionEvent.RecogniserFailed _,
            SessionEvent.Answered _,
            SessionEvent.Errand _ -> {}
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
        case SessionEvent.Key(var digit, var at) -> {
          return new Heard.Key(digit, at);
        }
        case SessionEvent.Silence(var number, _) when number == alarm -> {
          return new Heard.Silence();
        }
        case SessionEvent.Spoke(_, var speech) -> {
          notes.callerSaid(question, speech);
          return awaitKey(pause);
        }
        case SessionEvent.Silence _,
            SessionEvent.SpeechBegan _,
            SessionEvent.Said _,
            SessionEvent.CutOff _,
            SessionEvent.Quiet _,
            SessionEvent.Understood _,
            SessionEvent.RecogniserFailed _,
            SessionEvent.Answered _,
            SessionEvent.Errand _ -> {}
      }
    }
  }

  private long watchSilence(Duration bound) {
    call.watchSilence(++alarms, bound);
    return alarms;
  }

  private SessionEvent next() throws LineEnded {
    SessionEvent first = saved.pollFirst();
    return first != null ? first : call.mailbox().take();
  }
}
