package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.settings.Setting;
import app.kolan.server.web.ManagementAddressReader;
import app.kolan.server.web.WebSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the ports are free, or Kolan listens on them already.
final class LocalPortCheck implements Check {
  private final LocalServer server;
  private final LocalServer management;
  private final boolean managementChosen;
  private final int port;

  /// @param server where Twilio's requests come to
  /// @param management where health is asked for
  /// @param managementChosen whether the operator set that port, so that `serve` needs it
  LocalPortCheck(LocalServer server, LocalServer management, boolean managementChosen) {
    this.server = server;
    this.management = management;
    this.managementChosen = managementChosen;
    port = server.port();
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
    var findings = new ArrayList<>(List.of(free()));
    problem(management).map(this::managementTaken).ifPresent(findings::add);
    return findings;
  }

  /// What a running server reports about its signature bypass.
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

  /// Kolan's own response; empty when there is none, or another program answers. A release without
  /// the management listener answers at the public port.
  private Optional<JsonNode> health() throws InterruptedException {
    Optional<JsonNode> health = health(management);
    return health.isPresent() ? health : health(server);
  }

  private static Optional<JsonNode> health(LocalServer asked) throws InterruptedException {
    return asked.request("/health").filter(found -> found.path("live").asBoolean());
  }

  private Finding free() {
    Optional<String> problem = problem(server);
    return problem.isEmpty()
        ? Finding.note("Kolan does not run now; port %d is free for it".formatted(port))
        : taken(server, WebSettings.PORT, problem.get());
  }

  /// Why its port cannot be listened on; empty when it can.
  private static Optional<String> problem(LocalServer endpoint) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(endpoint.host(), endpoint.port()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Finding managementTaken(String problem) {
    Setting setting = ManagementAddressReader.MANAGEMENT_PORT;
    return managementChosen
        ? taken(management, setting, problem)
        : Finding.warning(
            "port %d of %s is taken, so health and metrics will be on a free one"
                .formatted(management.port(), management.host()),
            problem,
            "Set %s to a port of its own.".formatted(setting.environment()));
  }

  private static Finding taken(LocalServer endpoint, Setting setting, String problem) {
    int port = endpoint.port();
    boolean privileged = port < 1024 && problem.contains("denied");
    return privileged
        ? Finding.broken(
            "port %d cannot be had by the user %s".formatted(port, System.getProperty("user.name")),
            "ports below 1024 are for root",
            setting.equals(WebSettings.PORT)
                ? "Set KOLAN_PORT to 8080, and have the proxy listen on %d.".formatted(port)
                : "Set %s to 8089.".formatted(setting.environment()))
        : Finding.broken(
            "port %d of %s cannot be had, and it is not Kolan that has it"
                .formatted(port, endpoint.host()),
            problem,
            "See who has it with “ss -ltnp 'sport = :%d'”, or set %s to another."
                .formatted(port, setting.environment()));
  }
}
