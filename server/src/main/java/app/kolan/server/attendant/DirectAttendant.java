package app.kolan.server.attendant;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.webhook.PhoneNumber;
import app.kolan.server.call.Feed;
import app.kolan.server.call.LineEnded;
import app.kolan.server.call.SpokenText;
import app.kolan.server.call.Utterance;
import app.kolan.server.mind.Ending;
import app.kolan.server.mind.LeadNotes;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.realtime.SpeechListener;
import app.kolan.server.realtime.SpeechModel;
import app.kolan.server.realtime.SpeechPlan;
import app.kolan.server.realtime.SpeechTalk;
import app.kolan.server.seen.Stage;
import app.kolan.server.seen.TurnStages;
import app.kolan.server.speech.Prompt;
import app.kolan.server.speech.PromptLibrary;
import app.kolan.server.tool.CallFacts;
import app.kolan.server.tool.Instruction;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
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
final class DirectAttendant implements Rung {
  private static final Logger LOG = LoggerFactory.getLogger(DirectAttendant.class);
  private static final String JOB = "realtime";
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final char HUMAN_KEY = '0';

  private final SpeechModel model;
  private final Staff staff;
  private final Talk talk;
  private final CallFacts facts;
  private final LeadNotes lead;
  private final Feed feed;
  private final PromptLibrary prompts;
  private final Deque<Spoken> beingSaid = new ArrayDeque<>();
  private volatile TurnStages stages = new TurnStages();
  private @Nullable TurnStages untold;
  private @Nullable SpeechTalk conversation;
  private @Nullable ProviderFailure failure;
  private Instruction next = new Instruction.GoOn();
  private int openTools;
  private boolean replying;
  private boolean owed;
  private int lastTurn = -1;
  private int fillers;
  private int silences;

  DirectAttendant(
      SpeechModel model,
      Staff staff,
      Talk talk,
      CallFacts facts,
      LeadNotes lead,
      Feed feed,
      PromptLibrary prompts) {
    this.model = model;
    this.staff = staff;
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
  public Ending attend() throws LineEnded, RungFailed {
    if (!staff.health().mayBeAsked(JOB, model.provider())) {
      throw new RungFailed(model.provider() + " is sick");
    }
    if (talk.isEmpty()) {
      say(Prompt.ASK_REASON);
      talk.weSaid(prompts.text(Prompt.ASK_REASON), false);
    }
    var plan =
        new SpeechPlan(staff.instructions().text(""), talk.messages(), staff.tools().specs());
    try (SpeechTalk opened = model.open(plan, new Told())) {
      conversation = opened;
      feed.hearWith(opened::hear);
      feed.watchTurns(() -> stages.reached(Stage.SPEECH_ENDED));
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
      staff.health().unknown(JOB, model.provider());
    }
  }

  private Ending converse(SpeechTalk opened) throws LineEnded, RungFailed {
    while (true) {
      switch (feed.next()) {
        case Feed.Event.Began() -> {
          silences = 0;
          nextTurn();
          if (beingSaid.isEmpty()) {
            tellTurn();
          }
        }
        case Feed.Event.Spoke(var turn) -> {
          lastTurn = turn;
          stages.turn(turn);
          lead.reasonGivenIfNone(turn);
          expectAnswer();
        }
        case Feed.Event.Said(var at) -> said(at);
        case Feed.Event.CutOff(var at) -> cutOff(opened, at);
        case Feed.Event.Key(var key) -> {
          if (key.digit() == HUMAN_KEY) {
            PhoneNumber human = facts.business().human();
            say(human == null ? Prompt.NO_HUMAN : Prompt.TRANSFERRING);
            if (human != null) {
              next = new Instruction.HandOver(human);
            }
          }
        }
        case Feed.Event.Quiet() -> fillSilence();
        case Feed.Event.Silence() -> {
          if (++silences == 2) {
            say(Prompt.GOODBYE_SILENCE);
            next = new Instruction.HangUp();
          } else {
            say(Prompt.STILL_THERE);
          }
        }
        case Feed.Event.Done() -> {}
      }
      if (failure != null) {
        throw failed(failure);
      }
      boolean allSaid = beingSaid.isEmpty() && openTools == 0 && !replying;
      switch (next) {
        case Instruction.HandOver(var to) when allSaid -> {
          return new Ending.HandOver(to);
        }
        case Instruction.HangUp() when allSaid -> {
          return new Ending.Finished();
        }
        case Instruction.GoOn _, Instruction.HandOver _, Instruction.HangUp _ -> {}
      }
    }
  }

  private RungFailed failed(ProviderFailure why) {
    staff.health().failed(JOB, why);
    stages.asked(JOB, why.provider());
    stages.failed(JOB, why);
    LOG.atWarn()
        .addKeyValue("provider", why.provider())
        .addKeyValue("kind", why.kind())
        .log("a speech model has failed");
    for (Spoken spoken : beingSaid) {
      talk.weSaid(spoken.until(spoken.utterance().heard()), true);
    }
    return new RungFailed(why.provider() + " has failed");
  }

  /// The caller waits for us from now on.
  private void expectAnswer() {
    owed = true;
    fillers = 0;
    feed.watchQuiet(staff.timing().filler());
  }

  private void fillSilence() throws RungFailed {
    if (!owed) {
      return;
    }
    if (fillers++ == staff.timing().fillers()) {
      throw new RungFailed(model.provider() + " does not answer");
    }
    say(Prompt.ONE_MOMENT);
    staff.watch().fillerPlayed(facts.sid());
    feed.watchQuiet(staff.timing().again());
  }

  /// What comes now belongs to another turn. The one before is told of once what is being said is
  /// over.
  private void nextTurn() {
    tellTurn();
    TurnStages before = stages;
    stages = new TurnStages();
    if (before.has(Stage.SPEECH_ENDED)) {
      untold = before;
    }
  }

  private void tellTurn() {
    TurnStages turn = untold;
    if (turn != null) {
      untold = null;
      staff.watch().turnOver(facts.sid(), turn);
    }
  }

  private void answerOver() {
    if (stages.has(Stage.FIRST_HEARD)) {
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

  private void cutOff(SpeechTalk opened, Duration at) {
    while (!beingSaid.isEmpty()) {
      Spoken spoken = beingSaid.removeFirst();
      Duration heard = spoken.utterance().heard();
      if (!spoken.id().isEmpty()) {
        opened.interrupted(spoken.id(), heard);
      }
      keep(spoken, at, true);
    }
    answerOver();
    if (next instanceof Instruction.HangUp) {
      next = new Instruction.GoOn();
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
    CompletableFuture<ToolResult> result = staff.tools().begin(facts, call);
    talk.used(List.of(call), List.of(result));
    var _ =
        result.thenAccept(
            done ->
                feed.errand(
                    () -> {
                      openTools--;
                      if (!(done.next() instanceof Instruction.GoOn)) {
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
  private final class Told implements SpeechListener {
    private @Nullable Spoken speaking;

    @Override
    public void ready() {}

    @Override
    public void callerBegan() {}

    @Override
    public void callerEnded() {
      stages.reached(Stage.SPEECH_ENDED);
    }

    @Override
    public void callerSaid(String words) {
      feed.errand(
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
        said.stages().reached(Stage.FIRST_SOUND);
        feed.errand(() -> owed = false);
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
      feed.errand(() -> DirectAttendant.this.use(call));
    }

    @Override
    public void replyEnded() {
      feed.errand(
          () -> {
            replying = false;
            staff.health().well(JOB, model.provider());
          });
    }

    @Override
    public void failed(ProviderFailure why) {
      Spoken open = speaking;
      if (open != null) {
        open.utterance().end();
      }
      feed.errand(() -> failure = why);
    }

    private Spoken spoken(String utterance) {
      Spoken open = speaking;
      if (open != null && open.id().equals(utterance)) {
        return open;
      }
      TurnStages turn = stages;
      Utterance said = feed.begin(new StageSteps(turn));
      var begun = new Spoken(utterance, said, new StringBuilder(), turn);
      speaking = begun;
      feed.errand(
          () -> {
            replying = true;
            beingSaid.addLast(begun);
          });
      return begun;
    }
  }
}
