package app.kolan.doctor.remote;

import app.kolan.server.telephony.echo.EchoReport;
import java.util.Set;

/// A Kolan that has answered the doctor.
///
/// @param version of the program
/// @param node its name among those that share its database; empty where no other can
/// @param instance what tells the process from any other; empty of an older one
/// @param schema the version of the tables that it knows; 0 of an older one
/// @param peers the instances of those that share its database, as far as it knows
record AnsweringServer(
    String version, String node, String instance, int schema, Set<String> peers) {
  private static final int SHOWN = 6;

  AnsweringServer {
    peers = Set.copyOf(peers);
  }

  static AnsweringServer of(EchoReport report) {
    return new AnsweringServer(
        report.kolan(),
        report.node(),
        report.instance(),
        report.schema(),
        Set.copyOf(report.peers()));
  }

  /// A name that no other process has, as far as one tells what it is.
  String name() {
    String run = instance.substring(0, Math.min(SHOWN, instance.length()));
    String server = node.isEmpty() || run.isEmpty() ? node + run : node + "/" + run;
    return server.isEmpty() ? "Kolan " + version : "Kolan %s %s".formatted(version, server);
  }

  /// What stays the same when it is started anew, as far as one tells what it is.
  String place() {
    return node.isEmpty() ? instance : node;
  }

  /// Whether one of the two knows the other as one that shares its database. A server that has just
  /// started knows the others before they know it.
  boolean sharesDatabaseWith(AnsweringServer other) {
    return peers.contains(other.instance) || other.peers.contains(instance);
  }
}
