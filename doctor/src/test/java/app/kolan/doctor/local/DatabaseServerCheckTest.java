package app.kolan.doctor.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.nodes.Node;
import app.kolan.server.store.PostgresAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the doctor says of servers that share a database.
@Tag("unit")
class DatabaseServerCheckTest {
  private static final PostgresAddress ADDRESS =
      PostgresAddress.parse("jdbc:postgresql://db.example/kolan", null).orElseThrow();

  @Test
  void servers_that_agree_are_named() {
    assertThat(
            DatabaseServerCheck.findings(
                ADDRESS, List.of(node("a", "same", 0), node("b", "same", 1))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FINE);
              assertThat(finding.toString()).contains("2 servers use it: a, b");
            });
  }

  @Test
  void other_settings_and_a_wrong_clock_are_broken_with_their_remedies() {
    List<Finding> findings =
        DatabaseServerCheck.findings(ADDRESS, List.of(node("a", "one", 0), node("b", "two", 900)));

    assertThat(findings)
        .extracting(Finding::level)
        .containsExactly(Level.FINE, Level.BROKEN, Level.BROKEN);
    assertThat(findings.get(1).toString())
        .contains("the clock of b is 900.0 s ahead of that of the database", "Let NTP set it");
    assertThat(findings.get(2).toString())
        .contains("the nodes have different settings or secret keys", "KOLAN_SECRET_KEY");
  }

  private static Node node(String name, String settings, long seconds) {
    return new Node(
        name + "/1",
        name,
        "home-" + name,
        Node.State.UP,
        "1",
        settings,
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofSeconds(seconds),
        0,
        null);
  }
}
