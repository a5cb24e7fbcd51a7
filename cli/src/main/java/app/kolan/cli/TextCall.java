package app.kolan.cli;

import app.kolan.server.agent.TextChat;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.CallAction;
import app.kolan.server.tool.ToolCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;

/// A conversation with the agent, line by line, between a reader and a writer.
///
/// @param marked whether the caller is shown where to write, and what is no speech is dim
record TextCall(TextChat chat, BufferedReader in, PrintWriter out, boolean marked) {
  /// Marks that turn the direction of text. The terminal knows Hebrew by itself.
  private static final String DIRECTION_MARKS =
      "[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]";

  /// Talks until one of the two has no more to say.
  ///
  /// @return the exit code
  int hold(String firstQuestion) throws IOException, InterruptedException {
    out.println(firstQuestion);
    while (true) {
      if (marked) {
        out.print("> ");
      }
      out.flush();
      String line = in.readLine();
      if (line == null) {
        out.println();
        out.flush();
        return ExitCode.OK;
      }
      if (!line.isBlank()) {
        try {
          if (!goesOn(chat.answer(line.strip(), new Printer()))) {
            return ExitCode.OK;
          }
        } catch (ProviderFailure failure) {
          out.println();
          out.println(
              "No language model could answer: %s. kolan doctor looks at the providers."
                  .formatted(failure.getMessage()));
          out.flush();
          return ExitCode.SOFTWARE;
        }
      }
    }
  }

  private boolean goesOn(CallAction next) {
    out.println();
    boolean on =
        switch (next) {
          case CallAction.GoOn() -> true;
          case CallAction.HandOver(var to, var _) -> {
            aside("the caller is connected to " + to.masked());
            yield false;
          }
          case CallAction.HangUp(), CallAction.LeaveMessage() -> {
            aside("the receptionist ends the call");
            yield false;
          }
        };
    out.flush();
    return on;
  }

  private void aside(String words) {
    String text = "(" + words.replaceAll("\\p{Cntrl}", " ") + ")";
    out.println(marked ? Ansi.ON.new Text("@|faint x|@").toString().replace("x", text) : text);
  }

  /// Prints an answer as it comes.
  private final class Printer implements TextChat.Reader {
    private boolean inLine;

    @Override
    public void clause(String text) {
      out.print(text.replaceAll(DIRECTION_MARKS, ""));
      out.flush();
      inLine = true;
    }

    @Override
    public void uses(ToolCall use) {
      if (inLine) {
        out.println();
        inLine = false;
      }
      aside("uses " + use.name() + " " + use.arguments());
      out.flush();
    }
  }
}
