package app.kolan.server.doctor.house;

import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the server on this machine has refused with 403 since its start, and why, as far as a
/// configured token or another account shows in it. What strangers send is only counted: so are the
/// doctor's own forgeries.
final class RefusedCheck implements Check {
  private static final Set<String> OF_TWILIO =
      Set.of("would-match", "body-changed", "other-account", "not-a-signature");
  private static final int MOST_TOLD = 3;

  private final LocalServer server;

  RefusedCheck(LocalServer server) {
    this.server = server;
  }

  @Override
  public String name() {
    return "refused requests";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    JsonNode refused =
        server.ask("/diagnostics/refused").map(page -> page.path("refused")).orElse(null);
    if (refused == null || !refused.isArray()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    long others = 0;
    for (JsonNode refusal : refused) {
      if (!OF_TWILIO.contains(refusal.path("diagnosis").asText())) {
        others += refusal.path("count").asLong(1);
      } else if (findings.size() < MOST_TOLD) {
        findings.add(told(refusal));
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

  private static Finding told(JsonNode refusal) {
    var remedies = new ArrayList<String>();
    refusal.path("remedies").forEach(remedy -> remedies.add(remedy.asText()));
    return Finding.warning(
            "%s got 403, %d times, last at %s"
                .formatted(
                    refusal.path("route").asText(),
                    refusal.path("count").asLong(1),
                    refusal.path("last").asText()),
            refusal.path("what").asText(),
            String.join(" ", remedies))
        .raising(11200);
  }
}
