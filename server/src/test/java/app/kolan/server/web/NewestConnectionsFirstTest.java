package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NewestConnectionsFirstTest {
  private final EmbeddedChannel port = new EmbeddedChannel(new NewestConnectionsFirst(1, 4));

  @Test
  void a_connection_that_is_alone_is_handed_on_at_once() {
    Accepted only = accept("10.0.0.1");

    assertThat(handedOn()).containsExactly(only);
  }

  @Test
  void the_newest_comes_first_and_each_address_has_its_turn() {
    Accepted first = accept("10.0.0.1");
    accept("10.0.0.1");
    Accepted newest = accept("10.0.0.1");
    Accepted other = accept("10.0.0.2");
    assertThat(handedOn()).containsExactly(first);

    first.isSetUp();
    port.runPendingTasks();
    assertThat(handedOn()).containsExactly(other);
    other.isSetUp();
    port.runPendingTasks();
    assertThat(handedOn()).containsExactly(newest);
  }

  @Test
  void one_that_is_given_up_makes_room_as_well() {
    Accepted first = accept("10.0.0.1");
    Accepted second = accept("10.0.0.1");
    assertThat(handedOn()).containsExactly(first);

    var _ = first.close();
    port.runPendingTasks();
    assertThat(handedOn()).containsExactly(second);
  }

  @Test
  void one_that_no_event_loop_can_register_makes_room_as_well() {
    var first = new Unregistrable();
    port.writeInbound(first);
    Accepted second = accept("10.0.0.1");
    assertThat(handedOn()).containsExactly(first);

    assertThatThrownBy(first::register).hasMessage("no space left");
    port.runPendingTasks();
    assertThat(handedOn()).containsExactly(second);
  }

  @Test
  void one_too_many_closes_the_oldest_of_the_address_whose_turn_is_last() {
    var flood = new ArrayList<Accepted>();
    for (int i = 0; i < 5; i++) {
      flood.add(accept("10.0.0.1"));
    }
    Accepted other = accept("10.0.0.2");

    assertThat(flood).extracting(Accepted::isOpen).containsExactly(true, false, true, true, true);
    assertThat(other.isOpen()).isTrue();
  }

  @Test
  void a_port_that_is_closed_closes_those_that_wait() {
    Accepted first = accept("10.0.0.1");
    Accepted second = accept("10.0.0.1");
    var _ = port.close();

    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
  }

  private Accepted accept(String address) {
    var accepted = new Accepted(address);
    port.writeInbound(accepted);
    return accepted;
  }

  private List<Object> handedOn() {
    var all = new ArrayList<>(port.inboundMessages());
    port.inboundMessages().clear();
    return all;
  }

  /// A connection from an address.
  private static final class Accepted extends EmbeddedChannel {
    private final String address;

    Accepted(String address) {
      this.address = address;
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return new InetSocketAddress(address, 50_000);
    }

    void isSetUp() {
      pipeline().fireChannelActive();
      runPendingTasks();
    }
  }

  private static final class Unregistrable extends EmbeddedChannel {
    Unregistrable() {
      super(DefaultChannelId.newInstance(), false, false);
    }

    @Override
    protected void doRegister() throws IOException {
      throw new IOException("no space left");
    }
  }
}
