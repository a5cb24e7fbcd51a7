package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class FreePortTest {
  @Test
  void nobody_is_given_such_a_port_by_the_system() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(FreePort.find()).isBetween(20_000, 31_999);
    }
  }

  @Test
  void concurrent_requests_get_different_ports() throws IOException {
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ports.add(FreePort.find());
    }

    assertThat(ports).hasSize(100);
  }

  @Test
  void a_port_that_is_taken_is_passed_over() throws IOException {
    int next = FreePort.find() + 1;
    try (var socket = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      assertThat(FreePort.find()).isNotEqualTo(next);
    } catch (java.net.BindException _) {
      assertThat(FreePort.find()).isNotEqualTo(next);
    }
  }
}
