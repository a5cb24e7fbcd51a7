package app.kolan.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What servers that share a database find wrong with each other.
@Tag("unit")
class NodeWarningsTest {
  private static final Duration NONE = Duration.ZERO;

  @Test
  void nodes_that_agree_say_nothing() {
    Node a = node("a", "same", NONE, NONE);
    Node b = node("b", "same", Duration.ofSeconds(-1), NONE);

    assertThat(NodeWarnings.of(a, List.of(a, b))).isEmpty();
    assertThat(NodeWarnings.of(List.of(a, b))).isEmpty();
  }

  @Test
  void a_wrong_clock_is_named_by_its_node_and_others_settings_by_all() {
    Node a = node("a", "one", NONE, NONE);
    Node b = node("b", "two", Duration.ofSeconds(-90), NONE);

    assertThat(NodeWarnings.of(b, List.of(a, b)))
        .containsExactly(
            "the clock of b is 90.0 s behind that of the database: let NTP set it",
            "other settings, or another secret key, than a: give all nodes the same kolan.yaml,"
                + " environment and KOLAN_SECRET_KEY");
    assertThat(NodeWarnings.of(a, List.of(a, b))).hasSize(1);
    assertThat(NodeWarnings.of(List.of(a, b)))
        .hasSize(2)
        .allSatisfy(warning -> assertThat(warning.split(": ", 2)).hasSize(2));
  }

  @Test
  void nodes_that_are_dead_agree_with_everybody() {
    Node a = node("a", "one", NONE, NONE);
    Node dead = node("b", "two", Duration.ofHours(1), Node.DEAD_AFTER);

    assertThat(NodeWarnings.of(a, List.of(a, dead))).isEmpty();
    assertThat(NodeWarnings.of(List.of(a, dead))).isEmpty();
  }

  @Test
  void settings_are_equal_but_for_what_each_node_has_of_its_own() {
    String one =
        hash(
            Map.of(
                "KOLAN_PORT", "1", "KOLAN_NODE", "a", "TWILIO_AUTH_TOKEN", "t", "KOLAN_DATA", "x"));
    String other =
        hash(
            Map.of(
                "KOLAN_PORT",
                "2",
                "KOLAN_NODE",
                "b",
                "TWILIO_AUTH_TOKEN",
                "t",
                "KOLAN_CONFIG",
                "/no/such/kolan.yaml",
                "KOLAN_LOG_LEVEL",
                "debug"));

    assertThat(one).isEqualTo(other).hasSize(16);
    assertThat(hash(Map.of("TWILIO_AUTH_TOKEN", "u"))).isNotEqualTo(one);
  }

  @Test
  void a_name_that_cannot_be_used_is_a_problem() {
    var source = SettingsSource.of(Map.of("KOLAN_NODE", "a/b"));

    assertThat(NodeSettings.GROUP.read(source).name()).isNull();
    assertThat(source.problems()).hasSize(1);
  }

  private static String hash(Map<String, String> environment) {
    var draft = ConfigReader.draft(environment, Path.of("/no/such/kolan.yaml"));
    return draft.config().get(NodeSettings.GROUP).settingsHash();
  }

  private static Node node(String name, String hash, Duration skew, Duration sinceBeat) {
    return new Node(
        name + "/1", name, name, Node.State.UP, "1", hash, Instant.EPOCH, sinceBeat, skew, 0, null);
  }
}
