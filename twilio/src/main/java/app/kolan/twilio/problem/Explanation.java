package app.kolan.twilio.problem;

import java.util.List;

/// The explanation of a problem for an operator of Kolan, in one language. Each text is one or more
/// whole sentences; no list is empty.
///
/// @param code Twilio's number for it
/// @param title its name, as short as Twilio's own
/// @param meaning what has happened
/// @param causes what usually causes it, the most likely first
/// @param checks where to look
/// @param remedies what to do, in Kolan's own settings where they can help
/// @param kolan what Kolan does by itself
public record Explanation(
    int code,
    Problem.Level level,
    String title,
    String meaning,
    List<String> causes,
    List<String> checks,
    List<String> remedies,
    List<String> kolan) {
  public Explanation {
    causes = List.copyOf(causes);
    checks = List.copyOf(checks);
    remedies = List.copyOf(remedies);
    kolan = List.copyOf(kolan);
  }
}
