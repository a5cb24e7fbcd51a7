package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.session.AgentEvents;
import app.kolan.server.session.Session;
import app.kolan.server.session.TurnEvent;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The receptionist that is a speech model: it hears and speaks by itself. What is left to do here
/// is to pass its sound on, to tell it what was heard of it when the caller interrupts, to use its
/// tools, and to see to it that the caller does not wait in silence.
///
/// For one call. Fields belong to the thread of the call; other threads post a
/// [RealtimeModelEvent].
final class RealtimeAgent implements Agent {
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(8);
  private static final String ANSWER =
      "Go on with the conversation: answer what the caller said last.";
  private static final String BEGIN =
      "They have answered and heard the opening sentence. Begin with what you called for.";
  private static final String GO_ON =
      "Your last answer broke off. Go on with it from there, without repeating it.";
  private static final char HUMAN_KEY = '0';

  private final RealtimeModel model;
  private final AgentServices services;
  private final ChatHistory history;
  private final CallContext context;
  private final LeadWriter lead;
  private final Session session;
  private final AgentEvents<RealtimeModelEvent> events;
  private final PromptLibrary prompts;
  private final RealtimePlayback playback;
  private final TurnReports turns;
  private @Nullable RealtimeConversation conversation;
  private @Nullable ProviderFailure failure;
  private CallAction next = new CallAction.GoOn();
  private int openTools;
  private boolean replying;
  private boolean owed;
  private boolean replacing;

  /// Whether the caller's last turn is in the history.
  private boolean wordsKnown;

  private int lastTurn = -1;
  private int fillers;
  private int silences;

  RealtimeAgent(
      RealtimeModel model,
      AgentServices services,
      ChatHistory history,
      CallContext context,
      LeadWriter lead,
      Session session,
      PromptLibrary prompts) {
    this.model = model;
    this.services = services;
    this.history = history;
    this.context = context;
    this.lead = lead;
    this.session = session;
    this.events = session.events();
    this.prompts = prompts;
    this.playback = new RealtimePlayback(session, history);
    this.turns = new TurnReports(turn -> services.watch().turnOver(context.sid(), turn));
  }

  @Override
  public CallEnding attend() throws LineEnded, AgentFailed {
    boolean fresh = history.isEmpty();
    var before = new ArrayList<>(history.messages());
    if (fresh) {
      before.add(new Message.FromUs(prompts.text(Prompt.ASK_REASON), false));
    }
    String instructions = services.instructions().text() + PlacedCallPrompt.of(history.placed());
    var plan =
        new RealtimeOptions(instructions, before, services.tools().specs(history.placed() != null));
    var listener = new RealtimeModelListener(session, events, turns, model.provider());
    try (RealtimeConversation opened = model.open(plan, listener)) {
      ProviderFailure atOnce = listener.failure();
      if (atOnce != null) {
        throw new AgentFailed(atOnce.provider() + " has failed");
      }
      if (fresh) {
        say(Prompt.ASK_REASON);
        history.weSaid(prompts.text(Prompt.ASK_REASON), false);
      }
      conversation = opened;
      session.forwardAudio(opened::hear);
      session.watchTurns(() -> turns.current().reached(TurnStage.SPEECH_ENDED));
      if (history.isResumed() && history.isCallersTurn() && !fresh) {
        say(Prompt.STILL_THERE);
      } else if (history.isGivenBack() || history.hasCallerSpoken()) {
        wordsKnown = true;
        opened.speak(ANSWER);
        expectAnswer();
      } else if (history.isPlaced()) {
        wordsKnown = true;
        opened.speak(BEGIN);
        expectAnswer();
      }
      return converse(opened);
    } finally {
      session.forwardAudio(null);
      session.watchTurns(() -> {});
      turns.nextTurn();
      turns.reportWaiting();
    }
  }

  private CallEnding converse(RealtimeConversation opened) throws LineEnded, AgentFailed {
    while (true) {
      switch (session.next(events)) {
        case TurnEvent.SpeechBegan() -> {
          history.callerBegan();
          silences = 0;
          wordsKnown = false;
          turns.nextTurn();
          if (playback.isEmpty()) {
            turns.reportWaiting();
          }
        }
        case TurnEvent.Spoke(var turn) -> {
          history.callerEnded();
          lastTurn = turn;
          turns.current().turn(turn);
          lead.reasonGivenIfNone(turn);
          if (!playback.hasAnswer()) {
            expectAnswer(); // a model may know sooner than we do that the turn is over
            opened.turnEnded();
          }
        }
        case TurnEvent.Said(var at) -> said(at);
        case TurnEvent.CutOff(var at) -> cutOff(opened, at);
        case TurnEvent.Key(var key) -> {
          if (key.digit() == HUMAN_KEY) {
            PhoneNumber human = context.business().human();
            say(human == null ? Prompt.NO_HUMAN : Prompt.TRANSFERRING);
            if (human != null) {
              next = new CallAction.HandOver(human);
            }
          }
        }
        case TurnEvent.Quiet() -> fillSilence();
        case TurnEvent.Silence() -> {
          if (++silences == 2) {
            say(Prompt.GOODBYE_SILENCE);
            next = new CallAction.HangUp();
          } else {
            say(Prompt.STILL_THERE);
          }
        }
        case TurnEvent.Posted() -> handle(events.take());
      }
      // What was promised to the caller is done without the model, too.
      if (failure != null && next instanceof CallAction.GoOn) {
        throw failed(failure);
      }
      boolean allSaid = playback.isEmpty() && (failure != null || openTools == 0 && !replying);
      switch (next) {
        case CallAction.HandOver(var to, var reason) when allSaid -> {
          return new CallEnding.HandOver(to, reason);
        }
        case CallAction.HangUp() when allSaid -> {
          return new CallEnding.Finished();
        }
        case CallAction.LeaveMessage() -> {
          return new CallEnding.Finished();
        }
        case CallAction.GoOn _, CallAction.HandOver _, CallAction.HangUp _ -> {}
      }
    }
  }

  private AgentFailed failed(ProviderFailure why) {
    TurnStages stages = turns.current();
    stages.asked(RealtimeModelListener.JOB, why.provider());
    stages.failed(RealtimeModelListener.JOB, why);
    playback.abandon();
    return new AgentFailed(why.provider() + " has failed");
  }

  /// Has the next model go on, once the results of tools that are in use are known.
  private void resume() {
    RealtimeConversation open = conversation;
    if (!replacing || openTools > 0 || open == null) {
      return;
    }
    replacing = false;
    boolean brokenOff = replying;
    replying = false;
    List<Message> before = playback.history(brokenOff);
    if (brokenOff && !before.isEmpty() && before.getLast() instanceof Message.FromUs) {
      open.resume(before, GO_ON);
      expectAnswer();
    } else if ((owed || brokenOff) && wordsKnown) {
      open.resume(before, ANSWER);
      expectAnswer();
    } else {
      open.resume(before, "");
      if (owed) {
        expectAnswer();
        open.turnEnded();
      }
    }
  }

  /// The caller waits for us, from now on or still: what he says to a sentence that it takes a
  /// moment does not begin the wait anew.
  private void expectAnswer() {
    if (!owed) {
      fillers = 0;
    }
    owed = true;
    session.watchQuiet(services.timing().filler());
  }

  private void fillSilence() throws AgentFailed {
    if (!owed) {
      return;
    }
    if (!(next instanceof CallAction.GoOn)) {
      replying = false;
      return;
    }
    if (fillers++ == services.timing().fillers()) {
      throw new AgentFailed(model.provider() + " does not answer");
    }
    say(Prompt.ONE_MOMENT);
    services.watch().fillerPlayed(context.sid());
    session.watchQuiet(services.timing().again());
  }

  private void say(Prompt prompt) {
    Utterance utterance = session.begin(prompt);
    playback.begin(RealtimeUtterance.ofPrompt(prompts.text(prompt), utterance, turns.current()));
  }

  private void said(Duration at) {
    playback.finish(at);
    turns.answerOver();
    if (!owed) {
      session.watchSilence(SILENCE_TIMEOUT);
    }
  }

  private void cutOff(RealtimeConversation opened, Duration at) {
    playback.cutOff(opened, at);
    turns.answerOver();
    if (next instanceof CallAction.HangUp) {
      next = new CallAction.GoOn();
    }
    if (!owed) {
      session.watchSilence(SILENCE_TIMEOUT); // after a key, the caller may say nothing
    }
  }

  private void use(ToolCall call) {
    openTools++;
    CompletableFuture<ToolResult> result =
        services.tools().begin(context, call, history.callersReplies(), session::awaitKept);
    history.used(List.of(call), List.of(result));
    var _ =
        result.thenAccept(done -> events.post(new RealtimeModelEvent.ToolUsed(call.id(), done)));
  }

  private void handle(RealtimeModelEvent event) {
    switch (event) {
      case RealtimeModelEvent.CallerSaid(var words) -> {
        wordsKnown = true;
        history.callerSaid(words);
        turns.current().callerSaid(words);
        if (lastTurn >= 0) {
          session.keepWords(lastTurn, words);
        }
      }
      case RealtimeModelEvent.Speaking(var utterance) -> {
        replying = true;
        history.callerEnded(); // a noise before it is no answer to it
        playback.begin(utterance);
      }
      case RealtimeModelEvent.FirstAudio() -> owed = false;
      case RealtimeModelEvent.UseTool(var call) -> use(call);
      case RealtimeModelEvent.ToolUsed(var id, var result) -> used(id, result);
      case RealtimeModelEvent.ReplyEnded() -> replying = false;
      case RealtimeModelEvent.Replaced() -> {
        replacing = true;
        resume();
      }
      case RealtimeModelEvent.Failed(var why) -> failure = why;
    }
  }

  private void used(String id, ToolResult result) {
    openTools--;
    if (!(result.next() instanceof CallAction.GoOn)) {
      next = result.next();
    }
    replying = true;
    if (replacing) {
      resume();
    } else if (conversation != null) {
      conversation.used(id, result.text());
    }
    expectAnswer();
  }
}
