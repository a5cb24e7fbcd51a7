package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.function.Consumer;

/// A call for a story in which a helper takes the turns, as a model does that hears and speaks by
/// itself: what happens is told one after the other, and what is to be said is begun without
/// waiting for its end.
///
/// Methods are for the story's thread unless they say otherwise.
public final class RealtimeSession {
  private final LiveCall call;
  private final PromptLibrary prompts;
  private final TranscriptWriter notes;
  private long alarm;

  public RealtimeSession(LiveCall call, PromptLibrary prompts, TranscriptWriter notes) {
    this.call = call;
    this.prompts = prompts;
    this.notes = notes;
  }

  /// What has happened.
  public sealed interface Event {
    /// The caller has begun to speak.
    record Began() implements Event {}

    /// The caller has spoken, and it was kept.
    ///
    /// @param turn its position in the call
    record Spoke(int turn) implements Event {}

    /// The caller pressed a key.
    record Key(Heard.Key key) implements Event {}

    /// All that was begun was heard.
    ///
    /// @param at from the start of the stream
    record Said(Duration at) implements Event {}

    /// The caller interrupted: all that was begun is over.
    ///
    /// @param at from the start of the stream
    record CutOff(Duration at) implements Event {}

    /// The caller was silent for as long as was asked for.
    record Silence() implements Event {}

    /// Nobody has spoken for as long as was asked for.
    record Quiet() implements Event {}

    /// An errand was done.
    record Done() implements Event {}
  }

  /// Waits for the next thing that happens. Errands are run in here.
  public Event next() throws LineEnded {
    while (true) {
      switch (call.mailbox().take()) {
        case SessionEvent.SpeechBegan _ -> {
          return new Event.Began();
        }
        case SessionEvent.Spoke(_, var speech) -> {
          return new Event.Spoke(notes.callerSaid("", speech));
        }
        case SessionEvent.Key(var digit, var at) -> {
          return new Event.Key(new Heard.Key(digit, at));
        }
        case SessionEvent.Said(_, var at, _) -> {
          return new Event.Said(at);
        }
        case SessionEvent.CutOff(_, var at, _) -> {
          return new Event.CutOff(at);
        }
        case SessionEvent.Silence(var number, _) when number == alarm -> {
          return new Event.Silence();
        }
        case SessionEvent.Quiet(var number, _) when number == alarm -> {
          return new Event.Quiet();
        }
        case SessionEvent.Errand(var task) -> {
          task.run();
          return new Event.Done();
        }
        case SessionEvent.Silence _,
            SessionEvent.Quiet _,
            SessionEvent.Understood _,
            SessionEvent.RecogniserFailed _ -> {}
      }
    }
  }

  /// Has something done on the story's thread. From any thread.
  public void task(Runnable task) {
    call.note(new SessionEvent.Errand(task));
  }

  /// Lets a helper hear every frame of the caller's, on the line's thread.
  public void hearWith(Consumer<Mulaw> helper) {
    call.transcribe(
        new TranscriptionSession() {
          @Override
          public void hear(Mulaw sound) {
            helper.accept(sound);
          }

          @Override
          public void turnEnded(long turn, Mulaw sound) {}

          @Override
          public void close() {}
        });
  }

  /// Nobody but the ear hears the caller any more.
  public void hearAlone() {
    call.transcribe(null);
  }

  /// Does something whenever a turn of the caller's ends, on the line's thread.
  public void watchTurns(Runnable whenOneEnds) {
    call.watchTurns(whenOneEnds);
  }

  /// Begins an utterance after what is being said. From any thread.
  public Utterance begin(Utterance.Steps steps) {
    return call.begin(steps);
  }

  /// Says a sentence that needs no provider, after what is being said.
  public Utterance say(Prompt prompt) {
    Utterance utterance = call.begin(Utterance.Steps.UNSEEN);
    utterance.add(prompts.audio(prompt));
    utterance.end();
    return utterance;
  }

  /// Asks to be told once nobody has spoken for so long.
  public void watchQuiet(Duration bound) {
    call.watchQuiet(++alarm, bound);
  }

  /// Asks to be told once the caller was silent for so long.
  public void watchSilence(Duration patience) {
    call.watchSilence(++alarm, patience);
  }

  /// Keeps the words of a turn of the caller's.
  public void understood(int turn, String words) {
    notes.understood(turn, words);
  }

  /// Keeps what the caller heard of an utterance.
  ///
  /// @param at when it ended, from the start of the stream
  public void answered(Duration at, Duration heard, boolean cutOff, String words) {
    notes.agentAnswered(at.minus(heard), at, heard, cutOff, words);
  }
}
