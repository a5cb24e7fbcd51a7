package app.kolan.cli;

import java.io.Console;
import picocli.CommandLine.Help.Ansi;

/// The person in front of the program, if there is one.
interface Terminal {
  /// Whether somebody reads what is printed and can answer.
  boolean isThere();

  /// Whether what is printed may have colours.
  boolean hasColours();

  /// What is answered to a question; empty when nothing is.
  String ask(String question);

  /// This process's own. `NO_COLOR` and its kin are heeded.
  // Some releases of Java give no console where there is no terminal, others one that says so.
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
    };
  }
}
