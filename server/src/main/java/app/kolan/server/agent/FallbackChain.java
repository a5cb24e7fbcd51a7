package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.session.Conversation;
import app.kolan.server.session.Dialogue;
import app.kolan.server.session.LiveCall;
import app.kolan.server.session.RealtimeSession;
import app.kolan.server.session.Transcriber;
import app.kolan.server.session.TranscriptWriter;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telemetry.TalkOutcome;
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
public final class FallbackChain {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackChain.class);

  private final @Nullable AgentServices services;
  private final PromptLibrary prompts;
  private final CallListener watch;

  /// @param services null when nobody but the scripted receptionist is there
  public FallbackChain(@Nullable AgentServices services, PromptLibrary prompts) {
    this(services, prompts, CallListener.NOBODY);
  }

  /// @param services null when nobody but the scripted receptionist is there
  public FallbackChain(
      @Nullable AgentServices services, PromptLibrary prompts, CallListener watch) {
    this.services = services;
    this.prompts = prompts;
    this.watch = watch;
  }

  /// Talks with a caller from the first question to the goodbye.
  public CallEnding attend(
      LiveCall call, CallContext facts, LeadWriter lead, TranscriptWriter notes) throws LineEnded {
    TalkOutcome end = TalkOutcome.FAULT;
    watch.talkBegan(facts.sid());
    try {
      CallEnding ending = climbDown(call, facts, lead, notes);
      end =
          switch (ending) {
            case CallEnding.Finished() -> TalkOutcome.FINISHED;
            case CallEnding.HandOver _ -> TalkOutcome.HANDED_OVER;
          };
      return ending;
    } catch (LineEnded ended) {
      end =
          switch (ended.how()) {
            case STOPPED -> TalkOutcome.HUNG_UP;
            case LOST, CLOSED_BY_US -> TalkOutcome.LINE_LOST;
          };
      throw ended;
    } finally {
      watch.talkOver(facts.sid(), end);
    }
  }

  private CallEnding climbDown(
      LiveCall call, CallContext facts, LeadWriter lead, TranscriptWriter notes) throws LineEnded {
    var talk = new ChatHistory();
    for (Agent rung : rungs(talk, call, facts, lead, notes)) {
      try {
        return rung.attend();
      } catch (AgentFailed failed) {
        LOG.atWarn()
            .addKeyValue("why", failed.getMessage())
            .log("a receptionist cannot go on, the next one takes over");
        watch.takenOver(facts.sid());
      }
    }
    var conversation = new Conversation(call, prompts, notes);
    var scripted = new ScriptedAgent(conversation, facts.business(), lead);
    return talk.isEmpty() ? scripted.attend() : scripted.takeOver();
  }

  private List<Agent> rungs(
      ChatHistory talk, LiveCall call, CallContext facts, LeadWriter lead, TranscriptWriter notes) {
    var rungs = new ArrayList<Agent>();
    AgentServices present = services;
    if (present == null) {
      return rungs;
    }
    for (RealtimeModel model : present.speechModels()) {
      var feed = new RealtimeSession(call, prompts, notes);
      rungs.add(new RealtimeAgent(model, present, talk, facts, lead, feed, prompts));
    }
    if (present.hasCascade()) {
      var transcriber = new Transcriber(call, present.speechToTexts(), present.health());
      var dialogue =
          new Dialogue(
              call,
              transcriber,
              prompts,
              notes,
              present.timing(),
              () -> watch.fillerPlayed(facts.sid()));
      rungs.add(new CascadeAgent(present, talk, facts, lead, call, prompts, transcriber, dialogue));
    }
    return rungs;
  }
}
