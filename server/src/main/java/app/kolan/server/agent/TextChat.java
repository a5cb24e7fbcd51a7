package app.kolan.server.agent;

import app.kolan.server.business.CallContext;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import java.time.Duration;

/// A text conversation with the agent: the same language models, tools and instructions as on the
/// telephone, without speech-to-text and text-to-speech. For one thread.
public final class TextChat {
  private static final Duration ALL = Duration.ofDays(1);

  private final AgentServices services;
  private final CallContext context;
  private final ChatHistory history = new ChatHistory();

  /// @param firstQuestion what the caller was asked already
  public TextChat(AgentServices services, CallContext context, String firstQuestion) {
    this.services = services;
    this.context = context;
    history.weSaid(firstQuestion, false);
  }

  /// Sees an answer come.
  public interface Reader {
    void clause(String text);

    void uses(ToolCall use);
  }

  /// Answers what the caller wrote.
  ///
  /// @return what comes after the answer
  /// @throws ProviderFailure when no language model could complete it
  public CallAction answer(String words, Reader reader)
      throws ProviderFailure, InterruptedException {
    history.callerBegan();
    history.callerEnded();
    history.callerSaid(words);
    var reply =
        new StreamedAnswer(services, history, context, new TurnStages(), _ -> null, () -> {});
    try {
      reply.answer(
          new StreamedAnswer.ClauseSink() {
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
