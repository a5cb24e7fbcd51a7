package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TrustedProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, 10.0.0.1, false",
    "::1, ::1, true"
  })
  void an_address_is_trusted_when_a_network_holds_it(String text, String peer, boolean trusted) {
    assertThat(TrustedProxies.parse(text).orElseThrow().trust(InetAddress.ofLiteral(peer)))
        .isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "1.2.3.4.5", "10"})
  void what_is_no_address_is_refused(String text) {
    assertThat(TrustedProxies.parse(text)).isEmpty();
  }

  @Test
  void loopback_is_trusted_by_default_and_nobody_else() {
    assertThat(TrustedProxies.LOOPBACK.trust(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(TrustedProxies.LOOPBACK.trust(InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(TrustedProxies.LOOPBACK.trust(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
  }
}
