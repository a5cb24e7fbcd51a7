package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the server on this machine has rejected with 403 since its start, and why, if a configured
/// token or another account shows in it. Other requests are only counted, as are the doctor's own
/// forgeries.
final class RejectedRequestsCheck implements Check {
  private static final Set<String> OF_TWILIO =
      Set.of("would-match", "body-changed", "other-account", "not-a-signature");
  private static final int MOST_TOLD = 3;

  private final LocalServer server;
  private final LocalServer management;

  /// @param server where Twilio's requests come to; asked if `management` does not answer, as a
  ///   server before the management listener was
  RejectedRequestsCheck(LocalServer server, LocalServer management) {
    this.server = server;
    this.management = management;
  }

  @Override
  public String name() {
    return "refused requests";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Optional<JsonNode> refused = rejectedRequests(management);
    if (refused.isEmpty()) {
      refused = rejectedRequests(server);
    }
    return refused.map(RejectedRequestsCheck::findings).orElse(List.of());
  }

  private static Optional<JsonNode> rejectedRequests(LocalServer asked)
      throws InterruptedException {
    return asked
        .request("/diagnostics/refused")
        .map(page -> page.path("refused"))
        .filter(JsonNode::isArray);
  }

  private static List<Finding> findings(JsonNode refused) {
    var findings = new ArrayList<Finding>();
    long others = 0;
    for (JsonNode blocked : refused) {
      if (blocked.path("doctor").asBoolean()
          || !OF_TWILIO.contains(blocked.path("diagnosis").asText())) {
        others += blocked.path("count").asLong(1);
      } else if (findings.size() < MOST_TOLD) {
        findings.add(told(blocked));
      }
    }
    if (others > 0) {
      findings.add(
          Finding.note(
              "%d requests were refused that nobody known has signed, the doctor's own among them"
                  .formatted(others)));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.fine("no request was refused since the start"));
    }
    return findings;
  }

  private static Finding told(JsonNode blocked) {
    var remedies = new ArrayList<String>();
    blocked.path("remedies").forEach(remedy -> remedies.add(remedy.asText()));
    return Finding.warning(
            "%s got 403, %d times, last at %s"
                .formatted(
                    blocked.path("route").asText(),
                    blocked.path("count").asLong(1),
                    blocked.path("last").asText()),
            blocked.path("what").asText(),
            String.join(" ", remedies))
        .raising(11200);
  }
}
