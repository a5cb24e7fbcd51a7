package app.kolan.doctor.remote;

import app.kolan.server.telephony.echo.EchoReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Kolans that have answered the doctor, in the order of their answers.
final class AnsweringServers {
  private final List<String> answers = new ArrayList<>();

  /// Notes who answered. A Kolan that names no instance is identified by its version.
  void answered(EchoReport report) {
    answers.add(name(report));
  }

  /// A name of the server that answers.
  static String name(EchoReport report) {
    return name(report.kolan(), report.instance());
  }

  private static String name(String version, String instance) {
    return instance.isEmpty()
        ? "Kolan %s".formatted(version)
        : "Kolan %s %s".formatted(version, instance.substring(0, Math.min(6, instance.length())));
  }

  /// Whether this instance is one of those that answered; true when none is known by its instance.
  boolean include(String instance) {
    return answers.isEmpty()
        || answers.stream().anyMatch(answer -> answer.equals(name(version(answer), instance)));
  }

  private static String version(String answer) {
    return answer.split(" ", 3)[1];
  }

  boolean areSeveral() {
    return counts().size() > 1;
  }

  /// Whether one took over from another once, as by a restart.
  boolean haveChangedOnce() {
    int changes = 0;
    for (int i = 1; i < answers.size(); i++) {
      changes += answers.get(i).equals(answers.get(i - 1)) ? 0 : 1;
    }
    return changes == 1;
  }

  /// How often each has answered.
  Map<String, Integer> counts() {
    var counts = new LinkedHashMap<String, Integer>();
    answers.forEach(answer -> counts.merge(answer, 1, Integer::sum));
    return counts;
  }
}
