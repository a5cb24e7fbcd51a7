package app.kolan.server.attendant;

import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.call.Answered;
import app.kolan.server.call.Dialogue;
import app.kolan.server.call.Heard;
import app.kolan.server.call.HeardWords;
import app.kolan.server.call.LineEnded;
import app.kolan.server.call.LiveCall;
import app.kolan.server.call.NobodyHears;
import app.kolan.server.call.Transcriber;
import app.kolan.server.mind.Ending;
import app.kolan.server.mind.LeadNotes;
import app.kolan.server.seen.Stage;
import app.kolan.server.seen.TurnStages;
import app.kolan.server.speech.Prompt;
import app.kolan.server.speech.PromptLibrary;
import app.kolan.server.tool.CallFacts;
import app.kolan.server.tool.Instruction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The receptionist that understands: a recogniser hears, a mind thinks and uses tools, a voice
/// speaks. For one call, on its thread.
final class Attendant implements Rung {
  private static final Duration PATIENCE = Duration.ofSeconds(7);
  private static final char HUMAN_KEY = '0';
  private static final int MOST_MISUNDERSTANDINGS = 3;

  private final Staff staff;
  private final Talk talk;
  private final CallFacts facts;
  private final LeadNotes lead;
  private final LiveCall call;
  private final PromptLibrary prompts;
  private final Transcriber transcriber;
  private final Dialogue dialogue;
  private volatile TurnStages stages = new TurnStages();
  private int misunderstandings;
  private boolean unanswered;

  Attendant(
      Staff staff,
      Talk talk,
      CallFacts facts,
      LeadNotes lead,
      LiveCall call,
      PromptLibrary prompts,
      Transcriber transcriber,
      Dialogue dialogue) {
    this.staff = staff;
    this.talk = talk;
    this.facts = facts;
    this.lead = lead;
    this.call = call;
    this.prompts = prompts;
    this.transcriber = transcriber;
    this.dialogue = dialogue;
  }

  @Override
  public Ending attend() throws LineEnded, RungFailed {
    try {
      transcriber.tell(new RecogniserStages(() -> stages));
      transcriber.begin();
      return converse();
    } catch (NobodyHears e) {
      throw new RungFailed("no recogniser is left");
    } finally {
      call.watchTurns(() -> {});
      int unheard = dialogue.leave();
      if (unheard >= 0) {
        lead.reasonGivenIfNone(unheard);
      }
    }
  }

  private Ending converse() throws LineEnded, RungFailed, NobodyHears {
    if (talk.hasCallerSpoken()) {
      say(Prompt.ONE_MOMENT);
      Ending ending = answer();
      if (ending != null) {
        return ending;
      }
    } else {
      say(Prompt.ASK_REASON);
    }
    int silences = 0;
    while (true) {
      if (!dialogue.hasMoreToHear()) {
        call.watchTurns(freshStages());
      }
      switch (dialogue.hear(PATIENCE)) {
        case HeardWords.Words(var words, var turn) -> {
          silences = 0;
          Ending ending = goOn(words, turn);
          if (ending != null) {
            return ending;
          }
        }
        case HeardWords.Key(Heard.Key(var digit, _)) -> {
          if (digit == HUMAN_KEY) {
            PhoneNumber human = facts.business().human();
            say(human == null ? Prompt.NO_HUMAN : Prompt.TRANSFERRING);
            if (human != null) {
              return new Ending.HandOver(human);
            }
          }
        }
        case HeardWords.Silence() -> {
          if (++silences == 2) {
            say(Prompt.GOODBYE_SILENCE);
            return new Ending.Finished();
          }
          say(Prompt.STILL_THERE);
        }
      }
    }
  }

  /// Goes on after a turn of the caller's. A noise that has cut an answer off before any of it was
  /// heard leaves the caller waiting for that answer.
  ///
  /// @return how the talk ends, or null when it goes on
  private @Nullable Ending goOn(String words, int position) throws LineEnded, RungFailed {
    TurnStages turn = stages;
    turn.reached(Stage.WORDS_KNOWN);
    turn.turn(position);
    turn.callerSaid(words);
    lead.reasonGivenIfNone(position);
    if (!words.isBlank()) {
      misunderstandings = 0;
      talk.callerSaid(words);
      return answer();
    }
    if (unanswered) {
      return answer();
    }
    if (++misunderstandings == MOST_MISUNDERSTANDINGS) {
      throw new RungFailed("nothing is understood");
    }
    say(Prompt.ASK_REASON_AGAIN);
    staff.watch().turnOver(facts.sid(), turn);
    return null;
  }

  /// Answers what the caller said.
  ///
  /// @return how the talk ends, or null when it goes on
  private @Nullable Ending answer() throws LineEnded, RungFailed {
    TurnStages turn = stages;
    var reply = new Reply(staff, talk, facts, turn);
    Answered answered;
    try {
      answered = dialogue.answer(reply, reply.text(), new StageSteps(turn));
      turn.weSaid(reply.text().until(answered.heard()), answered.cutOff());
    } finally {
      staff.watch().turnOver(facts.sid(), turn);
    }
    reply.tell(answered.heard(), answered.cutOff());
    unanswered = answered.cutOff() && reply.text().until(answered.heard()).isEmpty();
    if (answered.failure() != null) {
      throw new RungFailed("an answer could not be completed");
    }
    return switch (reply.next()) {
      case Instruction.GoOn() -> null;
      case Instruction.HandOver(var to) -> new Ending.HandOver(to);
      case Instruction.HangUp() -> answered.cutOff() ? null : new Ending.Finished();
    };
  }

  private void say(Prompt prompt) throws LineEnded {
    Answered answered = dialogue.say(prompt);
    if (!answered.heard().isZero()) {
      talk.weSaid(prompts.text(prompt), answered.cutOff());
    }
  }

  private Runnable freshStages() {
    var fresh = new TurnStages();
    stages = fresh;
    return () -> fresh.reachedAgain(Stage.SPEECH_ENDED);
  }
}
