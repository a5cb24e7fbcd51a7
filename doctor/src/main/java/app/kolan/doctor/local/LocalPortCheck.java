package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the port can be had, or Kolan has it already.
final class LocalPortCheck implements Check {
  private final String host;
  private final int port;

  LocalPortCheck(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public String name() {
    return "port";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (port == 0) {
      return List.of(
          Finding.warning(
              "KOLAN_PORT is 0, so every start takes another port",
              "a proxy cannot know it",
              "Set KOLAN_PORT to a number, such as 8080."));
    }
    Optional<JsonNode> health = health();
    if (health.isPresent()) {
      var findings = new ArrayList<Finding>();
      findings.add(running(health.get()));
      bypass(health.get()).ifPresent(findings::add);
      return findings;
    }
    return List.of(free());
  }

  /// What a running server tells of a check that is off for a while.
  private static Optional<Finding> bypass(JsonNode health) {
    JsonNode bypass = health.path("signatureBypass");
    if (bypass.isMissingNode()) {
      return Optional.empty();
    }
    var routes = new ArrayList<String>();
    bypass.path("routes").forEach(route -> routes.add(route.asText()));
    return Optional.of(
        Finding.warning(
            "the signature check of %s is off until %s"
                .formatted(String.join(" and ", routes), bypass.path("until").asText()),
            "the server was started with KOLAN_SIGNATURE_BYPASS",
            "Mend what the log says of each use, and start without it."));
  }

  private Finding running(JsonNode health) {
    String version = health.path("version").asText("of an unknown version");
    if (!health.path("ready").asBoolean()) {
      return Finding.warning(
          "Kolan %s on port %d is stopping".formatted(version, port),
          "new callers hear the greeting and may leave a message",
          "Start it again.");
    }
    return Finding.fine(
        "Kolan %s answers on port %d; %d streams are open"
            .formatted(version, port, health.path("calls").asInt()));
  }

  /// Kolan's own answer at this port; empty when nobody answers or another program does.
  private Optional<JsonNode> health() throws InterruptedException {
    return new LocalServer(host, port)
        .ask("/health")
        .filter(found -> found.path("live").asBoolean());
  }

  private Finding free() {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return Finding.note("Kolan does not run now; port %d is free for it".formatted(port));
    } catch (IOException e) {
      boolean privileged = port < 1024 && String.valueOf(e.getMessage()).contains("denied");
      return privileged
          ? Finding.broken(
              "port %d cannot be had by the user %s"
                  .formatted(port, System.getProperty("user.name")),
              "ports below 1024 are for root",
              "Set KOLAN_PORT to 8080, and have the proxy listen on %d.".formatted(port))
          : Finding.broken(
              "port %d of %s cannot be had, and it is not Kolan that has it".formatted(port, host),
              String.valueOf(e.getMessage()),
              "See who has it with “ss -ltnp 'sport = :%d'”, or set KOLAN_PORT to another."
                  .formatted(port));
    }
  }
}
