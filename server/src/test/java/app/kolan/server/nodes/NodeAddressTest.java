package app.kolan.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.SettingsSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where others ask a node.
@Tag("unit")
class NodeAddressTest {
  @Test
  void a_port_is_added_where_none_is_given() {
    assertThat(of("10.0.0.5")).isEqualTo("10.0.0.5:8089");
    assertThat(of("10.0.0.5:9000")).isEqualTo("10.0.0.5:9000");
    assertThat(of("kolan-1.kolan-nodes")).isEqualTo("kolan-1.kolan-nodes:8089");
    assertThat(of("[fd00::1]")).isEqualTo("[fd00::1]:8089");
    assertThat(of("[fd00::1]:9000")).isEqualTo("[fd00::1]:9000");
  }

  @Test
  void without_a_setting_it_is_what_is_listened_on() {
    var none = new NodeSettings(null, null, "");
    assertThat(NodeAddress.of(none, "127.0.0.1", 8089)).isEqualTo("127.0.0.1:8089");
    assertThat(NodeAddress.of(none, "::1", 8089)).isEqualTo("[::1]:8089");
    assertThat(NodeAddress.of(none, "0.0.0.0", 8089)).endsWith(":8089").doesNotContain("0.0.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.5", "10.0.0.5:99999", "a..b:80", "fd00::1", "[1]", "a/b"})
  void what_is_no_place_is_refused(String address) {
    var source = source(address);
    assertThat(NodeSettings.GROUP.read(source).address()).isNull();
    assertThat(source.problems()).hasSize(1);
  }

  private static String of(String address) {
    return NodeAddress.of(settings(address), "0.0.0.0", 8089);
  }

  private static NodeSettings settings(String address) {
    return NodeSettings.GROUP.read(source(address));
  }

  private static SettingsSource source(String address) {
    return SettingsSource.of(Map.of("KOLAN_NODE_ADDRESS", address));
  }
}
