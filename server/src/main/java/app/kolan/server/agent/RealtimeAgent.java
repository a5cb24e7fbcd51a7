package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.session.RealtimeSession;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The receptionist that is a speech model: it hears and speaks by itself. What is left to do here
/// is to pass its sound on, to tell it what was heard of it when the caller interrupts, to use its
/// tools, and to see to it that the caller does not wait in silence.
///
/// For one call. Fields belong to the story's thread; the model's thread sends errands.
final class RealtimeAgent implements Agent {
  private static final Logger LOG = LoggerFactory.getLogger(RealtimeAgent.class);
  private static final String JOB = "realtime";
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final char HUMAN_KEY = '0';

  private final RealtimeModel model;
  private final AgentServices services;
  private final ChatHistory talk;
  private final CallContext facts;
  private final LeadWriter lead;
  private final RealtimeSession feed;
  private final PromptLibrary prompts;
  private final Deque<Spoken> beingSaid = new ArrayDeque<>();
  private volatile TurnStages stages = new TurnStages();
  private @Nullable TurnStages untold;
  private @Nullable RealtimeConversation conversation;
  private @Nullable ProviderFailure failure;
  private CallAction next = new CallAction.GoOn();
  private int openTools;
  private boolean replying;
  private boolean owed;
  private int lastTurn = -1;
  private int fillers;
  private int silences;

  RealtimeAgent(
      RealtimeModel model,
      AgentServices services,
      ChatHistory talk,
      CallContext facts,
      LeadWriter lead,
      RealtimeSession feed,
      PromptLibrary prompts) {
    this.model = model;
    this.services = services;
    this.talk = talk;
    this.facts = facts;
    this.lead = lead;
    this.feed = feed;
    this.prompts = prompts;
  }

  /// An utterance that was begun, and its words as they come.
  ///
  /// @param id the model's; empty for a sentence of our own
  private record Spoken(String id, Utterance utterance, StringBuilder words, TurnStages stages) {
    String until(Duration heard) {
      var text = new SpokenText();
      synchronized (words) {
        text.begin(words.toString(), Duration.ZERO);
      }
      text.reaches(utterance.made());
      text.complete();
      return text.until(heard);
    }
  }

  @Override
  public CallEnding attend() throws LineEnded, AgentFailed {
    if (!services.health().mayBeAsked(JOB, model.provider())) {
      throw new AgentFailed(model.provider() + " is sick");
    }
    if (talk.isEmpty()) {
      say(Prompt.ASK_REASON);
      talk.weSaid(prompts.text(Prompt.ASK_REASON), false);
    }
    var plan =
        new RealtimeOptions(
            services.instructions().text(""), talk.messages(), services.tools().specs());
    try (RealtimeConversation opened = model.open(plan, new Told())) {
      conversation = opened;
      feed.hearWith(opened::hear);
      feed.watchTurns(() -> stages.reached(TurnStage.SPEECH_ENDED));
      if (talk.hasCallerSpoken()) {
        opened.speak("Go on with the talk: answer what the caller said last.");
        expectAnswer();
      }
      return converse(opened);
    } finally {
      feed.hearAlone();
      feed.watchTurns(() -> {});
      nextTurn();
      tellTurn();
      services.health().unknown(JOB, model.provider());
    }
  }

  private CallEnding converse(RealtimeConversation opened) throws LineEnded, AgentFailed {
    while (true) {
      switch (feed.next()) {
        case RealtimeSession.Event.Began() -> {
          silences = 0;
          nextTurn();
          if (beingSaid.isEmpty()) {
            tellTurn();
          }
        }
        case RealtimeSession.Event.Spoke(var turn) -> {
          lastTurn = turn;
          stages.turn(turn);
          lead.reasonGivenIfNone(turn);
          expectAnswer();
        }
        case RealtimeSession.Event.Said(var at) -> said(at);
        case RealtimeSession.Event.CutOff(var at) -> cutOff(opened, at);
        case RealtimeSession.Event.Key(var key) -> {
          if (key.digit() == HUMAN_KEY) {
            PhoneNumber human = facts.business().human();
            say(human == null ? Prompt.NO_HUMAN : Prompt.TRANSFERRING);
            if (human != null) {
              next = new CallAction.HandOver(human);
            }
          }
        }
        case RealtimeSession.Event.Quiet() -> fillSilence();
        case RealtimeSession.Event.Silence() -> {
          if (++silences == 2) {
            say(Prompt.GOODBYE_SILENCE);
            next = new CallAction.HangUp();
          } else {
            say(Prompt.STILL_THERE);
          }
        }
        case RealtimeSession.Event.Done() -> {}
      }
      if (failure != null) {
        throw failed(failure);
      }
      boolean allSaid = beingSaid.isEmpty() && openTools == 0 && !replying;
      switch (next) {
        case CallAction.HandOver(var to) when allSaid -> {
          return new CallEnding.HandOver(to);
        }
        case CallAction.HangUp() when allSaid -> {
          return new CallEnding.Finished();
        }
        case CallAction.GoOn _, CallAction.HandOver _, CallAction.HangUp _ -> {}
      }
    }
  }

  private AgentFailed failed(ProviderFailure why) {
    services.health().failed(JOB, why);
    stages.asked(JOB, why.provider());
    stages.failed(JOB, why);
    LOG.atWarn()
        .addKeyValue("provider", why.provider())
        .addKeyValue("kind", why.kind())
        .log("a speech model has failed");
    for (Spoken spoken : beingSaid) {
      talk.weSaid(spoken.until(spoken.utterance().heard()), true);
    }
    return new AgentFailed(why.provider() + " has failed");
  }

  /// The caller waits for us from now on.
  private void expectAnswer() {
    owed = true;
    fillers = 0;
    feed.watchQuiet(services.timing().filler());
  }

  private void fillSilence() throws AgentFailed {
    if (!owed) {
      return;
    }
    if (fillers++ == services.timing().fillers()) {
      throw new AgentFailed(model.provider() + " does not answer");
    }
    say(Prompt.ONE_MOMENT);
    services.watch().fillerPlayed(facts.sid());
    feed.watchQuiet(services.timing().again());
  }

  /// What comes now belongs to another turn. The one before is told of once what is being said is
  /// over.
  private void nextTurn() {
    tellTurn();
    TurnStages before = stages;
    stages = new TurnStages();
    if (before.has(TurnStage.SPEECH_ENDED)) {
      untold = before;
    }
  }

  private void tellTurn() {
    TurnStages turn = untold;
    if (turn != null) {
      untold = null;
      services.watch().turnOver(facts.sid(), turn);
    }
  }

  private void answerOver() {
    if (stages.has(TurnStage.FIRST_HEARD)) {
      nextTurn();
    }
    tellTurn();
  }

  private void say(Prompt prompt) {
    var words = new StringBuilder(prompts.text(prompt));
    beingSaid.addLast(new Spoken("", feed.say(prompt), words, stages));
  }

  private void said(Duration at) {
    while (!beingSaid.isEmpty()) {
      keep(beingSaid.removeFirst(), at, false);
    }
    answerOver();
    if (!owed) {
      feed.watchSilence(PATIENCE);
    }
  }

  private void cutOff(RealtimeConversation opened, Duration at) {
    while (!beingSaid.isEmpty()) {
      Spoken spoken = beingSaid.removeFirst();
      Duration heard = spoken.utterance().heard();
      if (!spoken.id().isEmpty()) {
        opened.interrupted(spoken.id(), heard);
      }
      keep(spoken, at, true);
    }
    answerOver();
    if (next instanceof CallAction.HangUp) {
      next = new CallAction.GoOn();
    }
  }

  private void keep(Spoken spoken, Duration at, boolean cutOff) {
    Duration heard = spoken.utterance().heard();
    String words = spoken.until(heard);
    if (!words.isEmpty()) {
      feed.answered(at, heard, cutOff, words);
      if (!spoken.id().isEmpty()) {
        talk.weSaid(words, cutOff);
        spoken.stages().weSaid(words, cutOff);
      }
    }
  }

  private void use(ToolCall call) {
    openTools++;
    CompletableFuture<ToolResult> result = services.tools().begin(facts, call);
    talk.used(List.of(call), List.of(result));
    var _ =
        result.thenAccept(
            done ->
                feed.task(
                    () -> {
                      openTools--;
                      if (!(done.next() instanceof CallAction.GoOn)) {
                        next = done.next();
                      }
                      replying = true;
                      if (conversation != null) {
                        conversation.used(call.id(), done.text());
                      }
                      expectAnswer();
                    }));
  }

  /// Passes on what the model tells, on the model's thread.
  private final class Told implements RealtimeListener {
    private @Nullable Spoken speaking;

    @Override
    public void ready() {}

    @Override
    public void callerBegan() {}

    @Override
    public void callerEnded() {
      stages.reached(TurnStage.SPEECH_ENDED);
    }

    @Override
    public void callerSaid(String words) {
      feed.task(
          () -> {
            talk.callerSaid(words);
            stages.callerSaid(words);
            if (lastTurn >= 0) {
              feed.understood(lastTurn, words);
            }
          });
    }

    @Override
    public void audio(String utterance, Mulaw sound) {
      Spoken said = spoken(utterance);
      Utterance saying = said.utterance();
      if (saying.made().isZero()) {
        said.stages().asked(JOB, model.provider());
        said.stages().reached(TurnStage.FIRST_SOUND);
        feed.task(() -> owed = false);
      }
      saying.add(sound);
    }

    @Override
    public void words(String utterance, String words) {
      StringBuilder all = spoken(utterance).words();
      synchronized (all) {
        all.append(words);
      }
    }

    @Override
    public void utteranceEnded(String utterance) {
      spoken(utterance).utterance().end();
    }

    @Override
    public void use(ToolCall call) {
      feed.task(() -> RealtimeAgent.this.use(call));
    }

    @Override
    public void replyEnded() {
      feed.task(
          () -> {
            replying = false;
            services.health().well(JOB, model.provider());
          });
    }

    @Override
    public void failed(ProviderFailure why) {
      Spoken open = speaking;
      if (open != null) {
        open.utterance().end();
      }
      feed.task(() -> failure = why);
    }

    private Spoken spoken(String utterance) {
      Spoken open = speaking;
      if (open != null && open.id().equals(utterance)) {
        return open;
      }
      TurnStages turn = stages;
      Utterance said = feed.begin(new PlayoutStages(turn));
      var begun = new Spoken(utterance, said, new StringBuilder(), turn);
      speaking = begun;
      feed.task(
          () -> {
            replying = true;
            beingSaid.addLast(begun);
          });
      return begun;
    }
  }
}
