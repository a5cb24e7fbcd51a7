package app.kolan.server.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WarmConnectionsTest {
  private static final URI HOST = URI.create("https://provider.example/");

  private final AtomicLong now = new AtomicLong(TimeUnit.HOURS.toNanos(1));
  private final WarmConnections connections = new WarmConnections(now::get);

  @Test
  void a_connection_is_wanted_once_and_again_when_it_has_likely_gone() {
    assertThat(connections.wantsOne(HOST)).isTrue();
    assertThat(connections.wantsOne(HOST)).isFalse();
    assertThat(connections.wantsOne(URI.create("https://other.example/"))).isTrue();

    pass(24);
    connections.used(HOST);
    pass(24);
    assertThat(connections.wantsOne(HOST)).isFalse();
    pass(1);
    assertThat(connections.wantsOne(HOST)).isTrue();
  }

  @Test
  void one_that_failed_is_wanted_again() {
    assertThat(connections.wantsOne(HOST)).isTrue();
    connections.failed(HOST);

    assertThat(connections.wantsOne(HOST)).isTrue();
  }

  private void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
