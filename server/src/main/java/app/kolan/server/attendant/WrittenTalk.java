package app.kolan.server.attendant;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.seen.TurnStages;
import app.kolan.server.tool.CallFacts;
import app.kolan.server.tool.Instruction;
import app.kolan.server.tool.ToolCall;
import java.time.Duration;

/// A talk by text with the receptionist who understands: the same minds, tools and instructions as
/// on the telephone, without ears and voice. For one thread.
public final class WrittenTalk {
  private static final Duration ALL = Duration.ofDays(1);

  private final Staff staff;
  private final CallFacts facts;
  private final Talk talk = new Talk();

  /// @param firstQuestion what the caller was asked already
  public WrittenTalk(Staff staff, CallFacts facts, String firstQuestion) {
    this.staff = staff;
    this.facts = facts;
    talk.weSaid(firstQuestion, false);
  }

  /// Sees an answer come.
  public interface Reader {
    void clause(String text);

    void uses(ToolCall use);
  }

  /// Answers what the caller wrote.
  ///
  /// @return what comes after the answer
  /// @throws ProviderFailure when no mind could complete it
  public Instruction answer(String words, Reader reader)
      throws ProviderFailure, InterruptedException {
    talk.callerSaid(words);
    var reply = new Reply(staff, talk, facts, new TurnStages());
    try {
      reply.answer(
          new Delivery() {
            @Override
            public void say(String clause) {
              reply.text().begin(clause, Duration.ZERO);
              reply.text().complete();
              reader.clause(clause);
            }

            @Override
            public void uses(ToolCall use) {
              reader.uses(use);
            }
          });
    } finally {
      reply.tell(ALL, false);
    }
    return reply.next();
  }
}
