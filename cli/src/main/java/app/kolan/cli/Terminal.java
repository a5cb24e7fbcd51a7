package app.kolan.cli;

import java.io.Console;
import picocli.CommandLine.Help.Ansi;

/// The interactive terminal of the program, if there is one.
interface Terminal {
  /// Whether somebody reads what is printed and can answer.
  boolean isThere();

  /// Whether what is printed may have colours.
  boolean hasColours();

  /// The answer to a question; empty when there is none.
  String ask(String question);

  /// The answer to a question, which does not show while it is typed.
  default String askSecret(String question) {
    return ask(question);
  }

  /// That of this process. `NO_COLOR` is respected.
  // Without a terminal some releases of Java return no console, others one that says so.
  @SuppressWarnings("SystemConsoleNull")
  static Terminal ofProcess() {
    Console console = System.console();
    return new Terminal() {
      @Override
      public boolean isThere() {
        return console != null && console.isTerminal();
      }

      @Override
      public boolean hasColours() {
        return isThere() && Ansi.AUTO.enabled();
      }

      @Override
      public String ask(String question) {
        String answer = console == null ? null : console.readLine("%s", question);
        return answer == null ? "" : answer.strip();
      }

      @Override
      public String askSecret(String question) {
        char[] answer = console == null ? null : console.readPassword("%s", question);
        return answer == null ? "" : new String(answer).strip();
      }
    };
  }
}
