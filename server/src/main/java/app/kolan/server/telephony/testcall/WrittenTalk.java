package app.kolan.server.telephony.testcall;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.TextChat;
import app.kolan.server.business.CallContext;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;

/// A test call in writing: the same language models, tools and instructions as on the telephone.
/// One answer at a time; safe to share.
public final class WrittenTalk {
  /// So much is written in no call, and read by no model.
  private static final int MOST_TURNS = 100;

  /// The greeting and the first question.
  private static final int BEFORE = 2;

  private final TextChat chat;
  private final List<Line> lines = new ArrayList<>();
  private int turns;
  private volatile List<Line> shown;
  private volatile Next next = Next.GOES_ON;

  /// @param greeting what a caller hears first
  /// @param question what he is asked then
  WrittenTalk(AgentServices services, CallContext context, String greeting, String question) {
    chat = new TextChat(services, context, question);
    lines.add(new Line(Kind.AGENT, greeting));
    lines.add(new Line(Kind.AGENT, question));
    shown = List.copyOf(lines);
  }

  /// Whose line it is.
  public enum Kind {
    CALLER,
    AGENT,
    /// A tool was used; the text is its name.
    TOOL
  }

  /// What was written. It prints without its words.
  public record Line(Kind kind, String text) {
    @Override
    public String toString() {
      return "Line[" + kind + "]";
    }
  }

  /// What comes after the last line.
  public enum Next {
    GOES_ON,
    /// The caller would be connected to a human.
    TRANSFERRED,
    /// The agent would hang up.
    OVER
  }

  /// Whether somebody has written anything.
  public boolean hasBegun() {
    return shown.size() > BEFORE;
  }

  /// What was written until now.
  public List<Line> lines() {
    return shown;
  }

  public Next next() {
    return next;
  }

  /// Answers what somebody wrote; waits for the language model.
  ///
  /// @throws ProviderFailure when no language model could complete the answer
  public synchronized void answer(String words) throws ProviderFailure, InterruptedException {
    if (next != Next.GOES_ON || ++turns > MOST_TURNS) {
      next = next == Next.GOES_ON ? Next.OVER : next;
      return;
    }
    add(Kind.CALLER, words);
    var clauses = new ArrayList<String>();
    try {
      CallAction after =
          chat.answer(
              words,
              new TextChat.Reader() {
                @Override
                public void clause(String text) {
                  clauses.add(text.strip());
                }

                @Override
                public void uses(ToolCall use) {
                  addAnswer(clauses);
                  add(Kind.TOOL, use.name());
                }
              });
      next =
          switch (after) {
            case CallAction.GoOn() -> Next.GOES_ON;
            case CallAction.HandOver _ -> Next.TRANSFERRED;
            case CallAction.HangUp(), CallAction.LeaveMessage() -> Next.OVER;
          };
    } finally {
      addAnswer(clauses);
    }
  }

  private void addAnswer(List<String> clauses) {
    if (!clauses.isEmpty()) {
      add(Kind.AGENT, String.join(" ", clauses));
      clauses.clear();
    }
  }

  private void add(Kind kind, String text) {
    lines.add(new Line(kind, text));
    shown = List.copyOf(lines);
  }
}
