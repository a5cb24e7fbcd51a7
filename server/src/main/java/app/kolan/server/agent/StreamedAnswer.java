package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.llm.LanguageModel;
import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.normalize.ClauseLengths;
import app.kolan.server.normalize.ClauseSplitter;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.session.Answerer;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import app.kolan.server.tts.TextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer: a language model thinks, each clause is said as soon as it is complete, tools are
/// used in between, and the language model thinks on with what came of them.
/*
 *   model   |words words, words.|use tool|            |words words.|
 *   voice         |clause 1|clause 2|                      |clause|
 *   tool                             |---used---|
 *   caller          |aaaaaaaaaaaaaaaaaaaaa|              |aaaaaaaa|
 */
final class StreamedAnswer implements Answerer {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);
  private static final String JOB = "llm";
  private static final int MOST_ROUNDS = 6;
  private static final int MOST_USES = 8;
  private static final String HINTS =
      "\n\n# From the business, during this call\n"
          + "Somebody of the business follows this call and instructs you, the newest last. Follow"
          + " that from your next answer on, in your own words. Do not mention that you were told.\n"
          + "- ";

  /// The longest answer, in characters: some 40 seconds of Hebrew. A model that goes on is not
  /// listened to any longer.
  private static final int LONGEST = 600;

  private final AgentServices services;
  private final ChatHistory history;
  private final CallContext call;
  private final TurnStages stages;
  private final EarlyResponses early;
  private final Runnable beforeTools;
  private final SpokenText text = new SpokenText();
  private final List<Round> rounds = new ArrayList<>();
  private CallAction next = new CallAction.GoOn();

  /// @param early has the response to the first request, if it was asked for already
  /// @param beforeTools waits until what the talk knows is in the ledger
  StreamedAnswer(
      AgentServices services,
      ChatHistory history,
      CallContext call,
      TurnStages stages,
      EarlyResponses early,
      Runnable beforeTools) {
    this.services = services;
    this.history = history;
    this.call = call;
    this.stages = stages;
    this.early = early;
    this.beforeTools = beforeTools;
  }

  /// Responses that were asked for before the caller's turn was over.
  interface EarlyResponses {
    /// The response to exactly this; null when there is none.
    @Nullable ChatStream take(ChatInput input) throws InterruptedException;
  }

  /// The way by which an answer reaches the caller, clause by clause.
  interface ClauseSink {
    /// Adds a clause, which then is in the answer's text.
    ///
    /// @throws ClauseSpeaker.NobodySpeaks when it cannot be delivered
    void say(String clause) throws ClauseSpeaker.NobodySpeaks, InterruptedException;

    /// A tool is about to be used.
    default void uses(ToolCall use) {}
  }

  /// What was said before tools were used, and those uses.
  ///
  /// @param firstClause of those in [#text]
  private record Round(
      int firstClause,
      int endClause,
      List<ToolCall> uses,
      List<CompletableFuture<ToolResult>> results) {}

  /// What the answer says, as it is made.
  SpokenText text() {
    return text;
  }

  @Override
  public void answer(Utterance utterance) throws ProviderFailure, InterruptedException {
    TextToSpeech voice = services.textToSpeech();
    if (voice == null) {
      throw new IllegalStateException("an answer that is heard needs a voice");
    }
    var speaker = new ClauseSpeaker(voice, services.spokenForm(), text, stages);
    answer(clause -> speaker.say(clause, utterance));
  }

  /// Gives the answer by any way.
  void answer(ClauseSink delivery) throws ProviderFailure, InterruptedException {
    for (int round = 0; round <= MOST_ROUNDS; round++) {
      boolean last = round == MOST_ROUNDS;
      if (last) {
        LOG.warn("a language model uses tools without end, and is asked without them");
      }
      int firstClause = text.size();
      List<ToolCall> uses = sayWhatComes(delivery, last ? List.of() : tools(services, history));
      if (uses.isEmpty() || last) {
        return;
      }
      uses.forEach(delivery::uses);
      int replies = history.callersReplies();
      var results =
          uses.stream()
              .map(use -> services.tools().begin(call, use, replies, beforeTools))
              .toList();
      synchronized (rounds) {
        rounds.add(new Round(firstClause, text.size(), uses, results));
      }
      await(results);
      boolean isOver = !(next instanceof CallAction.GoOn) && text.size() > 0;
      if (isOver || next instanceof CallAction.LeaveMessage) {
        return;
      }
    }
  }

  /// What the conversation does after this answer.
  synchronized CallAction next() {
    return next;
  }

  /// Writes down what came of it.
  ///
  /// @param heard how much of the utterance the caller heard
  void tell(Duration heard, boolean cutOff) {
    int from = 0;
    synchronized (rounds) {
      for (Round round : rounds) {
        history.weSaid(text.between(round.firstClause(), round.endClause(), heard), false);
        history.used(round.uses(), round.results());
        from = round.endClause();
      }
    }
    history.weSaid(text.between(from, text.size(), heard), cutOff);
  }

  /// Has the next words of a language model said. An answer that has words already may end without
  /// more.
  ///
  /// @param tools those that it may use; none in the last round, so that it has to say something
  /// @return the tools that it wants to use after them
  private List<ToolCall> sayWhatComes(ClauseSink delivery, List<ToolSpec> tools)
      throws ProviderFailure, InterruptedException {
    stages.reached(TurnStage.MODEL_ASKED);
    try (ChatStream chatStream = open(question(tools))) {
      return sayWhatComes(chatStream, delivery);
    } catch (ProviderFailure failure) {
      if (failure.kind() == FailureKind.EMPTY && text.size() > 0) {
        return List.of();
      }
      stages.failed(JOB, failure);
      throw failure;
    } catch (ClauseSpeaker.NobodySpeaks nobody) {
      throw new ProviderFailure("voices", FailureKind.UNREACHABLE, "none is left");
    }
  }

  private ChatStream open(ChatInput input) throws ProviderFailure, InterruptedException {
    ChatStream begun = early.take(input);
    return begun == null ? ask(services, input, stages) : begun;
  }

  /// Asks the language model, for the telemetry of a turn.
  static ChatStream ask(AgentServices services, ChatInput input, TurnStages stages)
      throws ProviderFailure, InterruptedException {
    LanguageModel model = services.languageModel();
    if (model == null) {
      throw new IllegalStateException("an answer needs a language model");
    }
    return model.chat(input, new ProviderStages(JOB, stages));
  }

  private List<ToolCall> sayWhatComes(ChatStream chatStream, ClauseSink delivery)
      throws ProviderFailure, InterruptedException, ClauseSpeaker.NobodySpeaks {
    var uses = new ArrayList<ToolCall>();
    var splitter = new ClauseSplitter(ClauseLengths.USUAL);
    int length = lengthSoFar();
    for (Piece piece = chatStream.next(); piece != null; piece = chatStream.next()) {
      switch (piece) {
        case Piece.Words(var words) -> {
          stages.reached(TurnStage.FIRST_TOKEN);
          String within = words.substring(0, Math.min(words.length(), LONGEST - length));
          length += within.length();
          say(splitter.feed(within), chatStream, delivery);
          if (within.length() < words.length()) {
            LOG.atWarn().addKeyValue("characters", length).log("an answer without end is cut off");
            say(splitter.finish(), chatStream, delivery);
            return uses;
          }
        }
        case Piece.Use(var use) -> {
          stages.reached(TurnStage.FIRST_TOKEN);
          if (uses.size() < MOST_USES) {
            uses.add(use);
          }
        }
        case Piece.Restarted() -> {
          splitter.finish();
          uses.clear();
          length = lengthSoFar();
        }
      }
    }
    say(splitter.finish(), chatStream, delivery);
    return uses;
  }

  /// The length of what this answer has said, in characters; [#LONGEST] at most.
  private int lengthSoFar() {
    return Math.min(LONGEST, text.all(0, text.size()).length());
  }

  private static void say(List<String> clauses, ChatStream chatStream, ClauseSink delivery)
      throws InterruptedException, ClauseSpeaker.NobodySpeaks {
    for (String clause : clauses) {
      chatStream.said(clause);
      delivery.say(clause);
    }
  }

  /// What the language model is asked: all that was said, with this answer's own rounds.
  private ChatInput question(List<ToolSpec> tools) {
    var messages = new ArrayList<>(history.messages());
    synchronized (rounds) {
      for (Round round : rounds) {
        String said = text.all(round.firstClause(), round.endClause());
        var partly = new ChatHistory();
        partly.weSaid(said, false);
        partly.used(round.uses(), round.results());
        messages.addAll(partly.messages());
      }
    }
    return new ChatInput(instructions(services, history), messages, tools);
  }

  /// What the language model will be asked first if the caller's turn ends with these words.
  static ChatInput question(AgentServices services, ChatHistory history, String words) {
    var messages = new ArrayList<>(history.messages());
    messages.add(new ChatInput.Message.FromCaller(words));
    return new ChatInput(instructions(services, history), messages, tools(services, history));
  }

  private static List<ToolSpec> tools(AgentServices services, ChatHistory history) {
    return services.tools().specs(history.placed() != null);
  }

  private static String instructions(AgentServices services, ChatHistory history) {
    String usual = services.instructions().text() + PlacedCallPrompt.of(history.placed());
    List<String> hints = history.hints();
    return hints.isEmpty() ? usual : usual + HINTS + String.join("\n- ", hints);
  }

  private void await(List<CompletableFuture<ToolResult>> results) throws InterruptedException {
    for (CompletableFuture<ToolResult> result : results) {
      try {
        CallAction wanted = result.get().next();
        if (!(wanted instanceof CallAction.GoOn)) {
          wants(wanted);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a use of a tool always has a result", e);
      }
    }
  }

  private synchronized void wants(CallAction wanted) {
    next = wanted;
  }
}
