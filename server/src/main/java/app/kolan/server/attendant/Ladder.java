package app.kolan.server.attendant;

import app.kolan.server.call.CallNotes;
import app.kolan.server.call.Conversation;
import app.kolan.server.call.Dialogue;
import app.kolan.server.call.Feed;
import app.kolan.server.call.LineEnded;
import app.kolan.server.call.LiveCall;
import app.kolan.server.call.Transcriber;
import app.kolan.server.mind.Ending;
import app.kolan.server.mind.LeadNotes;
import app.kolan.server.mind.Receptionist;
import app.kolan.server.realtime.SpeechModel;
import app.kolan.server.seen.TalkEnd;
import app.kolan.server.seen.TurnWatch;
import app.kolan.server.speech.PromptLibrary;
import app.kolan.server.tool.CallFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that a caller always has somebody to talk to: when a receptionist cannot go on, the
/// next one takes the talk over. The last is the scripted one, who needs no provider.
/*
 *   speech model ─▶ recogniser, mind, voice ─▶ scripted receptionist
 *        │                 │
 *        └ the next one    └ at each of the three the next provider, within the same answer
 *
 * Should even the script break, the line is closed, and what Twilio asks then is answered with a
 * sentence and a recording.
 */
public final class Ladder {
  private static final Logger LOG = LoggerFactory.getLogger(Ladder.class);

  private final @Nullable Staff staff;
  private final PromptLibrary prompts;
  private final TurnWatch watch;

  /// @param staff null when nobody but the scripted receptionist is there
  public Ladder(@Nullable Staff staff, PromptLibrary prompts) {
    this(staff, prompts, TurnWatch.NOBODY);
  }

  /// @param staff null when nobody but the scripted receptionist is there
  public Ladder(@Nullable Staff staff, PromptLibrary prompts, TurnWatch watch) {
    this.staff = staff;
    this.prompts = prompts;
    this.watch = watch;
  }

  /// Talks with a caller from the first question to the goodbye.
  public Ending attend(LiveCall call, CallFacts facts, LeadNotes lead, CallNotes notes)
      throws LineEnded {
    TalkEnd end = TalkEnd.FAULT;
    watch.talkBegan(facts.sid());
    try {
      Ending ending = climbDown(call, facts, lead, notes);
      end =
          switch (ending) {
            case Ending.Finished() -> TalkEnd.FINISHED;
            case Ending.HandOver _ -> TalkEnd.HANDED_OVER;
          };
      return ending;
    } catch (LineEnded ended) {
      end =
          switch (ended.how()) {
            case STOPPED -> TalkEnd.HUNG_UP;
            case LOST, CLOSED_BY_US -> TalkEnd.LINE_LOST;
          };
      throw ended;
    } finally {
      watch.talkOver(facts.sid(), end);
    }
  }

  private Ending climbDown(LiveCall call, CallFacts facts, LeadNotes lead, CallNotes notes)
      throws LineEnded {
    var talk = new Talk();
    for (Rung rung : rungs(talk, call, facts, lead, notes)) {
      try {
        return rung.attend();
      } catch (RungFailed failed) {
        LOG.atWarn()
            .addKeyValue("why", failed.getMessage())
            .log("a receptionist cannot go on, the next one takes over");
        watch.takenOver(facts.sid());
      }
    }
    var conversation = new Conversation(call, prompts, notes);
    var scripted = new Receptionist(conversation, facts.business(), lead);
    return talk.isEmpty() ? scripted.attend() : scripted.takeOver();
  }

  private List<Rung> rungs(
      Talk talk, LiveCall call, CallFacts facts, LeadNotes lead, CallNotes notes) {
    var rungs = new ArrayList<Rung>();
    Staff present = staff;
    if (present == null) {
      return rungs;
    }
    for (SpeechModel model : present.speechModels()) {
      var feed = new Feed(call, prompts, notes);
      rungs.add(new DirectAttendant(model, present, talk, facts, lead, feed, prompts));
    }
    if (present.hasCascade()) {
      var transcriber = new Transcriber(call, present.recognisers(), present.health());
      var dialogue =
          new Dialogue(
              call,
              transcriber,
              prompts,
              notes,
              present.timing(),
              () -> watch.fillerPlayed(facts.sid()));
      rungs.add(new Attendant(present, talk, facts, lead, call, prompts, transcriber, dialogue));
    }
    return rungs;
  }
}
