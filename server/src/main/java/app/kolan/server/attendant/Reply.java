package app.kolan.server.attendant;

import app.kolan.server.call.Dialogue;
import app.kolan.server.call.SpokenText;
import app.kolan.server.call.Utterance;
import app.kolan.server.mind.Mind;
import app.kolan.server.mind.TalkSoFar;
import app.kolan.server.mind.Thought;
import app.kolan.server.mind.Thought.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.saying.ClauseCutter;
import app.kolan.server.saying.ClauseLengths;
import app.kolan.server.seen.Stage;
import app.kolan.server.seen.TurnStages;
import app.kolan.server.tool.CallFacts;
import app.kolan.server.tool.Instruction;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer: a mind thinks, each clause is said as soon as it is complete, tools are used in
/// between, and the mind thinks on with what came of them.
/*
 *   mind    |words words, words.|use tool|            |words words.|
 *   voice         |clause 1|clause 2|                      |clause|
 *   tool                             |---used---|
 *   caller          |aaaaaaaaaaaaaaaaaaaaa|              |aaaaaaaa|
 */
final class Reply implements Dialogue.Answerer {
  private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
  private static final String JOB = "mind";
  private static final int MOST_ROUNDS = 6;

  private final Staff staff;
  private final Talk talk;
  private final CallFacts call;
  private final TurnStages stages;
  private final SpokenText text = new SpokenText();
  private final Speaker speaker;
  private final List<Round> rounds = new ArrayList<>();
  private Instruction next = new Instruction.GoOn();

  Reply(Staff staff, Talk talk, CallFacts call, TurnStages stages) {
    this.staff = staff;
    this.talk = talk;
    this.call = call;
    this.stages = stages;
    this.speaker = new Speaker(staff, text, stages);
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
    answer(clause -> speaker.say(clause, utterance));
  }

  /// Gives the answer by any way.
  void answer(Delivery delivery) throws ProviderFailure, InterruptedException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int firstClause = text.size();
      List<ToolCall> uses = sayWhatComes(delivery, firstClause);
      if (uses.isEmpty()) {
        return;
      }
      uses.forEach(delivery::uses);
      var results = uses.stream().map(use -> staff.tools().begin(call, use)).toList();
      synchronized (rounds) {
        rounds.add(new Round(firstClause, text.size(), uses, results));
      }
      await(results);
      if (!(next instanceof Instruction.GoOn) && text.size() > 0) {
        return;
      }
    }
    LOG.warn("a mind uses tools without end");
  }

  /// What the story does after this answer.
  synchronized Instruction next() {
    return next;
  }

  /// Writes down what came of it.
  ///
  /// @param heard how much of the utterance the caller heard
  void tell(Duration heard, boolean cutOff) {
    int from = 0;
    synchronized (rounds) {
      for (Round round : rounds) {
        talk.weSaid(text.between(round.firstClause(), round.endClause(), heard), false);
        talk.used(round.uses(), round.results());
        from = round.endClause();
      }
    }
    talk.weSaid(text.between(from, text.size(), heard), cutOff);
  }

  /// Has the next words of a mind said.
  ///
  /// @return the tools that it wants to use after them
  private List<ToolCall> sayWhatComes(Delivery delivery, int firstClause)
      throws ProviderFailure, InterruptedException {
    ProviderFailure last = null;
    for (Mind mind : staff.minds()) {
      boolean again = true;
      while (again && staff.health().mayBeAsked(JOB, mind.provider())) {
        try {
          List<ToolCall> uses = sayWhatComes(mind, delivery, firstClause);
          staff.health().well(JOB, mind.provider());
          return uses;
        } catch (ProviderFailure failure) {
          again = last == null && failure.kind().retry() == FailureKind.Retry.AT_ONCE;
          last = failure;
          failed(failure);
        } catch (InterruptedException cancelled) {
          staff.health().unknown(JOB, mind.provider());
          throw cancelled;
        } catch (Speaker.NobodySpeaks nobody) {
          staff.health().unknown(JOB, mind.provider());
          throw new ProviderFailure("voices", FailureKind.UNREACHABLE, "none is left");
        }
      }
    }
    throw last != null
        ? last
        : new ProviderFailure("minds", FailureKind.UNREACHABLE, "none is well");
  }

  private List<ToolCall> sayWhatComes(Mind mind, Delivery delivery, int firstClause)
      throws ProviderFailure, InterruptedException, Speaker.NobodySpeaks {
    var uses = new ArrayList<ToolCall>();
    var cutter = new ClauseCutter(ClauseLengths.USUAL);
    stages.reached(Stage.MIND_ASKED);
    stages.asked(JOB, mind.provider());
    try (Thought thought = mind.think(question(firstClause))) {
      for (Piece piece = thought.next(); piece != null; piece = thought.next()) {
        stages.reached(Stage.FIRST_TOKEN);
        switch (piece) {
          case Piece.Words(var words) -> {
            for (String clause : cutter.feed(words)) {
              delivery.say(clause);
            }
          }
          case Piece.Use(var use) -> uses.add(use);
        }
      }
    }
    for (String clause : cutter.finish()) {
      delivery.say(clause);
    }
    return uses;
  }

  /// What the mind is asked: all that was said, with this answer's own rounds, and what another
  /// mind has said of this one already.
  private TalkSoFar question(int firstClause) {
    var messages = new ArrayList<>(talk.messages());
    synchronized (rounds) {
      for (Round round : rounds) {
        String said = text.all(round.firstClause(), round.endClause());
        var partly = new Talk();
        partly.weSaid(said, false);
        partly.used(round.uses(), round.results());
        messages.addAll(partly.messages());
      }
    }
    String saidBefore = text.all(firstClause, text.size());
    return new TalkSoFar(staff.instructions().text(saidBefore), messages, staff.tools().specs());
  }

  private void await(List<CompletableFuture<ToolResult>> results) throws InterruptedException {
    for (CompletableFuture<ToolResult> result : results) {
      try {
        Instruction wanted = result.get().next();
        if (!(wanted instanceof Instruction.GoOn)) {
          wants(wanted);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a use of a tool always has a result", e);
      }
    }
  }

  private synchronized void wants(Instruction wanted) {
    next = wanted;
  }

  private void failed(ProviderFailure failure) {
    staff.health().failed(JOB, failure);
    stages.failed(JOB, failure);
    LOG.atWarn()
        .addKeyValue("provider", failure.provider())
        .addKeyValue("kind", failure.kind())
        .log("a mind has failed");
  }
}
