package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.session.CallDirected;
import app.kolan.server.session.CallDirection;
import app.kolan.server.session.CallScope;
import app.kolan.server.session.LiveCall;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.session.SayResult;
import app.kolan.server.session.Session;
import app.kolan.server.session.Transcriber;
import app.kolan.server.session.TranscriptWriter;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telemetry.TalkOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries the agents in order: when one cannot go on, the next takes over the conversation. The last
/// is the scripted agent, which needs no provider.
/*
 *   realtime model ─▶ speech-to-text, language model, text-to-speech ─▶ script
 *
 * Each of the four may be several providers, of which the next goes on when one fails, within the
 * same answer: see the fallbacks beside their ports.
 *
 * Should even the script break, the line is closed, and what Twilio asks then is answered with a
 * sentence and a recording.
 */
public final class FallbackChain {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackChain.class);

  private final @Nullable AgentServices services;
  private final PromptLibrary prompts;
  private final CallListener watch;

  /// @param services null for the scripted agent alone
  public FallbackChain(@Nullable AgentServices services, PromptLibrary prompts) {
    this(services, prompts, CallListener.NOBODY);
  }

  /// @param services null for the scripted agent alone
  public FallbackChain(
      @Nullable AgentServices services, PromptLibrary prompts, CallListener watch) {
    this.services = services;
    this.prompts = prompts;
    this.watch = watch;
  }

  /// Holds the conversation from the first question to the goodbye, or what is left of it.
  ///
  /// @param scope the call's, which the current thread owns
  /// @param earlier what was said before; null at its beginning
  public CallEnding attend(
      CallScope scope,
      LiveCall call,
      CallContext context,
      LeadWriter lead,
      TranscriptWriter notes,
      @Nullable EarlierTalk earlier)
      throws LineEnded {
    TalkOutcome end = TalkOutcome.FAULT;
    watch.conversationBegan(context.sid());
    try {
      CallEnding ending = attendInOrder(scope, call, context, lead, notes, earlier);
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
      watch.conversationEnded(context.sid(), end);
    }
  }

  private CallEnding attendInOrder(
      CallScope scope,
      LiveCall call,
      CallContext context,
      LeadWriter lead,
      TranscriptWriter notes,
      @Nullable EarlierTalk earlier)
      throws LineEnded {
    var history = new ChatHistory();
    PlacedTalk placed = context.placed();
    if (placed != null) {
      history.place(placed);
    }
    if (earlier != null) {
      earlier.addTo(history, prompts);
    }
    ReplyTiming timing = services == null ? ReplyTiming.USUAL : services.timing();
    Runnable whenFilled = () -> watch.fillerPlayed(context.sid());
    var session = new Session(scope, call, prompts, notes, timing, whenFilled);
    try {
      return attendInOrder(history, session, call, context, lead);
    } catch (CallDirected directed) {
      LOG.info("the business directs the call");
      return switch (directed.direction()) {
        case CallDirection.HandOver(var to) -> {
          SayResult _ = session.say(Prompt.TRANSFERRING);
          yield new CallEnding.HandOver(to);
        }
        case CallDirection.HangUp() -> new CallEnding.Finished();
      };
    } finally {
      call.control().hintsGoTo(null);
    }
  }

  private CallEnding attendInOrder(
      ChatHistory history, Session session, LiveCall call, CallContext context, LeadWriter lead)
      throws LineEnded {
    List<Agent> agents = agents(history, call, session, context, lead);
    for (Agent agent : agents) {
      call.control().hintsGoTo(agent.takesHints() ? history::hint : null);
      try {
        return agent.attend();
      } catch (AgentFailed failed) {
        LOG.atWarn()
            .addKeyValue("why", failed.getMessage())
            .log("an agent failed, falling back to the next one");
        watch.takenOver(context.sid());
      }
    }
    call.control().hintsGoTo(null);
    var scripted = new ScriptedAgent(session, context.business(), lead);
    if (agents.isEmpty() && history.isGivenBack()) {
      return scripted.goOn();
    }
    boolean isFresh =
        history.isEmpty() || history.isPlaced() && agents.isEmpty() && !history.hasCallerSpoken();
    return isFresh && !history.isResumed() ? scripted.attend() : scripted.takeOver();
  }

  private List<Agent> agents(
      ChatHistory history, LiveCall call, Session session, CallContext context, LeadWriter lead) {
    var agents = new ArrayList<Agent>();
    AgentServices present = services;
    if (present == null) {
      return agents;
    }
    RealtimeModel model = present.realtimeModel();
    if (model != null) {
      agents.add(new RealtimeAgent(model, present, history, context, lead, session, prompts));
    }
    AgentServices.Cascade cascade = present.cascade();
    if (cascade != null) {
      var transcriber = new Transcriber(call, cascade.speechToText());
      agents.add(new CascadeAgent(present, history, context, lead, session, prompts, transcriber));
    }
    return agents;
  }
}
