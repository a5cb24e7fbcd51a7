package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.llm.ChatInput.Message;
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
import app.kolan.server.session.AgentEvents;
import app.kolan.server.session.Session;
import app.kolan.server.session.TurnEvent;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The receptionist that is a speech model: it hears and speaks by itself. What is left to do here
/// is to pass its sound on, to tell it what was heard of it when the caller interrupts, to use its
/// tools, and to see to it that the caller does not wait in silence.
///
/// For one call. Fields belong to the thread of the call; other threads post a [ModelEvent].
final class RealtimeAgent implements Agent {
  private static final String JOB = "realtime";
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final String ANSWER = "Go on with the talk: answer what the caller said last.";
  private static final String GO_ON =
      "Your last answer broke off. Go on with it from there, without repeating it.";
  private static final char HUMAN_KEY = '0';

  private final RealtimeModel model;
  private final AgentServices services;
  private final ChatHistory talk;
  private final CallContext facts;
  private final LeadWriter lead;
  private final Session session;
  private final AgentEvents<ModelEvent> events;
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
  private boolean replacing;

  /// Whether the caller's last turn is in the history.
  private boolean wordsKnown;

  private int lastTurn = -1;
  private int fillers;
  private int silences;

  RealtimeAgent(
      RealtimeModel model,
      AgentServices services,
      ChatHistory talk,
      CallContext facts,
      LeadWriter lead,
      Session session,
      PromptLibrary prompts) {
    this.model = model;
    this.services = services;
    this.talk = talk;
    this.facts = facts;
    this.lead = lead;
    this.session = session;
    this.events = session.events();
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

    /// The words of what was made so far, of an utterance whose words run ahead of its sound.
    String soFar() {
      var text = new SpokenText();
      synchronized (words) {
        text.begin(words.toString(), Duration.ZERO);
      }
      text.reaches(utterance.made());
      return text.until(utterance.made());
    }
  }

  @Override
  public CallEnding attend() throws LineEnded, AgentFailed {
    boolean fresh = talk.isEmpty();
    var before = new ArrayList<>(talk.messages());
    if (fresh) {
      before.add(new Message.FromUs(prompts.text(Prompt.ASK_REASON), false));
    }
    var plan =
        new RealtimeOptions(services.instructions().text(), before, services.tools().specs());
    var told = new Told();
    try (RealtimeConversation opened = model.open(plan, told)) {
      ProviderFailure atOnce = told.failure;
      if (atOnce != null) {
        throw new AgentFailed(atOnce.provider() + " has failed");
      }
      if (fresh) {
        say(Prompt.ASK_REASON);
        talk.weSaid(prompts.text(Prompt.ASK_REASON), false);
      }
      conversation = opened;
      session.forwardAudio(opened::hear);
      session.watchTurns(() -> stages.reached(TurnStage.SPEECH_ENDED));
      if (talk.hasCallerSpoken()) {
        wordsKnown = true;
        opened.speak(ANSWER);
        expectAnswer();
      }
      return converse(opened);
    } finally {
      session.forwardAudio(null);
      session.watchTurns(() -> {});
      nextTurn();
      tellTurn();
    }
  }

  private CallEnding converse(RealtimeConversation opened) throws LineEnded, AgentFailed {
    while (true) {
      switch (session.next(events)) {
        case TurnEvent.SpeechBegan() -> {
          silences = 0;
          wordsKnown = false;
          nextTurn();
          if (beingSaid.isEmpty()) {
            tellTurn();
          }
        }
        case TurnEvent.Spoke(var turn) -> {
          lastTurn = turn;
          stages.turn(turn);
          lead.reasonGivenIfNone(turn);
          if (beingSaid.stream().allMatch(spoken -> spoken.id().isEmpty())) {
            expectAnswer(); // a model may know sooner than we do that the turn is over
            opened.turnEnded();
          }
        }
        case TurnEvent.Said(var at) -> said(at);
        case TurnEvent.CutOff(var at) -> cutOff(opened, at);
        case TurnEvent.Key(var key) -> {
          if (key.digit() == HUMAN_KEY) {
            PhoneNumber human = facts.business().human();
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
    stages.asked(JOB, why.provider());
    stages.failed(JOB, why);
    for (Spoken spoken : beingSaid) {
      talk.weSaid(spoken.until(spoken.utterance().heard()), true);
    }
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
    var before = new ArrayList<>(talk.messages());
    for (Spoken spoken : beingSaid) {
      String words = spoken.soFar();
      if (!spoken.id().isEmpty() && !words.isBlank()) {
        before.add(new Message.FromUs(words, brokenOff));
      }
    }
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

  /// The caller waits for us from now on.
  private void expectAnswer() {
    owed = true;
    fillers = 0;
    session.watchQuiet(services.timing().filler());
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
    session.watchQuiet(services.timing().again());
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
    beingSaid.addLast(new Spoken("", session.begin(prompt), words, stages));
  }

  private void said(Duration at) {
    while (!beingSaid.isEmpty()) {
      keep(beingSaid.removeFirst(), at, false);
    }
    answerOver();
    if (!owed) {
      session.watchSilence(PATIENCE);
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
      session.keepAnswer(at, heard, cutOff, words);
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
    var _ = result.thenAccept(done -> events.post(new ModelEvent.ToolUsed(call.id(), done)));
  }

  /// What the model's thread, and those of tools, post to the thread of the call.
  private sealed interface ModelEvent {
    /// The model has understood what the caller said.
    record CallerSaid(String words) implements ModelEvent {
      @Override
      public String toString() {
        return "CallerSaid[]";
      }
    }

    /// An utterance of the model's was begun.
    record Speaking(Spoken utterance) implements ModelEvent {}

    /// The first sound of an utterance is there.
    record FirstAudio() implements ModelEvent {}

    record UseTool(ToolCall call) implements ModelEvent {}

    record ToolUsed(String id, ToolResult result) implements ModelEvent {}

    /// The model has made all of its answer.
    record ReplyEnded() implements ModelEvent {}

    /// Another model goes on in place of the one that has failed.
    record Replaced() implements ModelEvent {}

    record Failed(ProviderFailure failure) implements ModelEvent {}
  }

  private void handle(ModelEvent event) {
    switch (event) {
      case ModelEvent.CallerSaid(var words) -> {
        wordsKnown = true;
        talk.callerSaid(words);
        stages.callerSaid(words);
        if (lastTurn >= 0) {
          session.keepWords(lastTurn, words);
        }
      }
      case ModelEvent.Speaking(var utterance) -> {
        replying = true;
        beingSaid.addLast(utterance);
      }
      case ModelEvent.FirstAudio() -> owed = false;
      case ModelEvent.UseTool(var call) -> use(call);
      case ModelEvent.ToolUsed(var id, var result) -> used(id, result);
      case ModelEvent.ReplyEnded() -> replying = false;
      case ModelEvent.Replaced() -> {
        replacing = true;
        resume();
      }
      case ModelEvent.Failed(var why) -> failure = why;
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

  /// Passes on what the model tells, on the model's thread.
  private final class Told implements RealtimeListener {
    private @Nullable Spoken speaking;
    private volatile String provider = model.provider();
    private volatile @Nullable ProviderFailure failure;

    @Override
    public void asked(String next) {
      provider = next;
    }

    @Override
    public void replaced(ProviderFailure why) {
      stages.asked(JOB, why.provider());
      stages.failed(JOB, why);
      endUtterance();
      events.post(new ModelEvent.Replaced());
    }

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
      events.post(new ModelEvent.CallerSaid(words));
    }

    @Override
    public void audio(String utterance, Mulaw sound) {
      Spoken said = spoken(utterance);
      Utterance saying = said.utterance();
      if (saying.made().isZero()) {
        said.stages().asked(JOB, provider);
        said.stages().reached(TurnStage.FIRST_SOUND);
        events.post(new ModelEvent.FirstAudio());
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
      events.post(new ModelEvent.UseTool(call));
    }

    @Override
    public void replyEnded() {
      events.post(new ModelEvent.ReplyEnded());
    }

    @Override
    public void failed(ProviderFailure why) {
      failure = why;
      endUtterance();
      events.post(new ModelEvent.Failed(why));
    }

    private void endUtterance() {
      Spoken open = speaking;
      if (open != null) {
        open.utterance().end();
        speaking = null;
      }
    }

    private Spoken spoken(String utterance) {
      Spoken open = speaking;
      if (open != null && open.id().equals(utterance)) {
        return open;
      }
      TurnStages turn = stages;
      Utterance said = session.begin(new PlayoutStages(turn));
      var begun = new Spoken(utterance, said, new StringBuilder(), turn);
      speaking = begun;
      events.post(new ModelEvent.Speaking(begun));
      return begun;
    }
  }
}
