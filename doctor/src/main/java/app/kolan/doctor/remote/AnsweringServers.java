package app.kolan.doctor.remote;

import app.kolan.server.telephony.echo.EchoReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The Kolans that have answered the doctor, in the order of their answers.
final class AnsweringServers {
  private final List<AnsweringServer> answers = new ArrayList<>();

  /// Notes who answered. A Kolan that names no instance is identified by its version.
  void answered(EchoReport report) {
    answers.add(AnsweringServer.of(report));
  }

  /// A name of the server that answers.
  static String name(EchoReport report) {
    return AnsweringServer.of(report).name();
  }

  /// Whether this instance is one of those that answered, or shares the database of one; true when
  /// none has answered.
  boolean include(String instance) {
    return answers.isEmpty()
        || answers.stream()
            .anyMatch(
                answer -> answer.instance().equals(instance) || answer.peers().contains(instance));
  }

  boolean areSeveral() {
    return counts().size() > 1;
  }

  /// Whether one took over from another once, as by a restart.
  boolean haveChangedOnce() {
    int changes = 0;
    for (int i = 1; i < answers.size(); i++) {
      changes += answers.get(i).name().equals(answers.get(i - 1).name()) ? 0 : 1;
    }
    return changes == 1;
  }

  /// Whether all of them share one database, each with another one of them at least.
  boolean shareOneDatabase() {
    if (answers.isEmpty()) {
      return false;
    }
    List<AnsweringServer> others = new ArrayList<>(answers);
    List<AnsweringServer> known = new ArrayList<>(List.of(others.removeFirst()));
    boolean grown = true;
    while (grown) {
      List<AnsweringServer> found =
          others.stream()
              .filter(other -> known.stream().anyMatch(other::sharesDatabaseWith))
              .toList();
      known.addAll(found);
      grown = others.removeAll(found);
    }
    String first = known.getFirst().name();
    return others.stream().allMatch(other -> other.name().equals(first));
  }

  /// How many there are; one that was started anew counts once.
  int places() {
    return (int) answers.stream().map(AnsweringServer::place).distinct().count();
  }

  /// Whether they are of several versions, or know several versions of the tables.
  boolean differInVersion() {
    return answers.stream()
            .map(answer -> answer.version() + " " + answer.schema())
            .distinct()
            .count()
        > 1;
  }

  /// How often each has answered.
  Map<String, Integer> counts() {
    var counts = new LinkedHashMap<String, Integer>();
    answers.forEach(answer -> counts.merge(answer.name(), 1, Integer::sum));
    return counts;
  }

  /// What each knows of the tables, by its name.
  String schemas() {
    return answers.stream()
        .collect(
            Collectors.toMap(
                AnsweringServer::name,
                AnsweringServer::schema,
                (_, latest) -> latest,
                LinkedHashMap::new))
        .entrySet()
        .stream()
        .map(server -> "%s (tables of version %d)".formatted(server.getKey(), server.getValue()))
        .collect(Collectors.joining(", "));
  }
}
