package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.session.Heard;
import app.kolan.server.session.NoSpeechToText;
import app.kolan.server.session.SayResult;
import app.kolan.server.session.Session;
import app.kolan.server.session.Transcriber;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tool.CallAction;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The receptionist that understands: an STT provider hears, a language model thinks and uses
/// tools, a voice speaks. For one call, on its thread.
final class CascadeAgent implements Agent {
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(7);

  /// Who has pressed a key that means nothing here waits for something to happen.
  private static final Duration SILENCE_AFTER_KEY = Duration.ofSeconds(3);

  private static final char HUMAN_KEY = '0';
  private static final int MOST_MISUNDERSTANDINGS = 3;

  private final AgentServices services;
  private final ChatHistory history;
  private final CallContext context;
  private final LeadWriter lead;
  private final Session session;
  private final PromptLibrary prompts;
  private final Transcriber transcriber;
  private final PreemptiveGeneration early;
  private volatile TurnStages stages = new TurnStages();
  private int misunderstandings;
  private boolean unanswered;

  CascadeAgent(
      AgentServices services,
      ChatHistory history,
      CallContext context,
      LeadWriter lead,
      Session session,
      PromptLibrary prompts,
      Transcriber transcriber) {
    this.services = services;
    this.history = history;
    this.context = context;
    this.lead = lead;
    this.session = session;
    this.prompts = prompts;
    this.transcriber = transcriber;
    this.early = new PreemptiveGeneration(session::fork);
  }

  @Override
  public boolean takesHints() {
    return true;
  }

  @Override
  public CallEnding attend() throws LineEnded, AgentFailed {
    try {
      transcriber.setListener(new SpeechToTextStages(() -> stages));
      session.transcribe(transcriber);
      services.connect();
      return converse();
    } catch (NoSpeechToText e) {
      throw new AgentFailed("no STT provider is left");
    } finally {
      early.turnOver();
      session.watchTurns(() -> {});
      int unheard = session.stopTranscribing();
      if (unheard >= 0) {
        lead.reasonGivenIfNone(unheard);
      }
    }
  }

  private CallEnding converse() throws LineEnded, AgentFailed, NoSpeechToText {
    if (history.isResumed() && history.isCallersTurn()) {
      say(Prompt.STILL_THERE);
    } else if (history.isGivenBack() || history.hasCallerSpoken() || history.isPlaced()) {
      if (!history.isGivenBack() && history.hasCallerSpoken()) {
        say(Prompt.ONE_MOMENT);
      }
      CallEnding ending = answer();
      if (ending != null) {
        return ending;
      }
    } else {
      say(Prompt.ASK_REASON);
    }
    int silences = 0;
    Duration timeout = SILENCE_TIMEOUT;
    while (true) {
      if (!session.hasMoreToHear()) {
        session.watchTurns(freshStages());
      }
      Heard heard = session.listenForWords(timeout, this::likelyOver);
      timeout = SILENCE_TIMEOUT;
      switch (heard) {
        case Heard.Speech(var words, var turn) -> {
          silences = 0;
          CallEnding ending = goOn(words, turn);
          if (ending != null) {
            return ending;
          }
        }
        case Heard.Key(var digit, _) -> {
          if (digit == HUMAN_KEY) {
            PhoneNumber human = context.business().human();
            say(human == null ? Prompt.NO_HUMAN : Prompt.TRANSFERRING);
            if (human != null) {
              return new CallEnding.HandOver(human);
            }
          }
          if (unanswered) {
            CallEnding ending = answer();
            if (ending != null) {
              return ending;
            }
          } else {
            timeout = SILENCE_AFTER_KEY;
          }
        }
        case Heard.Silence() -> {
          if (++silences == 2) {
            say(Prompt.GOODBYE_SILENCE);
            return new CallEnding.Finished();
          }
          say(Prompt.STILL_THERE);
        }
      }
    }
  }

  /// The caller has likely said all that is to be answered.
  private void likelyOver(String words) {
    services.connect();
    if (services.timing().preemptive() && !words.isBlank() && history.isComplete()) {
      TurnStages turn = stages;
      early.ask(
          StreamedAnswer.question(services, history, words),
          input -> StreamedAnswer.ask(services, input, turn));
    }
  }

  /// Goes on after a turn of the caller's. A noise that has cut an answer off before any of it was
  /// heard leaves the caller waiting for that answer.
  ///
  /// @return how the conversation ends, or null when it goes on
  private @Nullable CallEnding goOn(String words, int position) throws LineEnded, AgentFailed {
    TurnStages turn = stages;
    turn.reached(TurnStage.WORDS_KNOWN);
    turn.turn(position);
    turn.callerSaid(words);
    lead.reasonGivenIfNone(position);
    if (!words.isBlank()) {
      misunderstandings = 0;
      history.callerBegan();
      history.callerEnded();
      history.callerSaid(words);
      return answer();
    }
    if (unanswered) {
      return answer();
    }
    if (++misunderstandings == MOST_MISUNDERSTANDINGS) {
      throw new AgentFailed("nothing is understood");
    }
    say(Prompt.ASK_REASON_AGAIN);
    services.watch().turnOver(context.sid(), turn);
    return null;
  }

  /// Answers what the caller said.
  ///
  /// @return how the conversation ends, or null when it goes on
  private @Nullable CallEnding answer() throws LineEnded, AgentFailed {
    TurnStages turn = stages;
    var reply =
        new StreamedAnswer(services, history, context, turn, early::take, session::awaitKept);
    SayResult answered;
    try {
      answered = session.answer(reply, reply.text(), new PlayoutStages(turn));
      turn.weSaid(reply.text().until(answered.heard()), answered.isCutOff());
    } finally {
      early.turnOver();
      services.watch().turnOver(context.sid(), turn);
    }
    reply.tell(answered.heard(), answered.isCutOff());
    unanswered = answered.isCutOff() && reply.text().until(answered.heard()).isEmpty();
    if (answered instanceof SayResult.Failed) {
      throw new AgentFailed("an answer could not be completed");
    }
    return switch (reply.next()) {
      case CallAction.GoOn() -> null;
      case CallAction.HandOver(var to, var reason) -> new CallEnding.HandOver(to, reason);
      case CallAction.LeaveMessage() -> new CallEnding.Finished();
      case CallAction.HangUp() -> answered.isCutOff() ? null : new CallEnding.Finished();
    };
  }

  private void say(Prompt prompt) throws LineEnded {
    SayResult answered = session.answer(prompt);
    if (!answered.heard().isZero()) {
      history.weSaid(prompts.text(prompt), answered.isCutOff());
    }
  }

  private Runnable freshStages() {
    var fresh = new TurnStages();
    stages = fresh;
    return () -> fresh.reachedAgain(TurnStage.SPEECH_ENDED);
  }
}
