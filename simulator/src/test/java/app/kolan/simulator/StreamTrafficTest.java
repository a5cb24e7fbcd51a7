package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.StreamTraffic.Outgoing;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.MalformedFault;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StreamTrafficTest {
  @Test
  void without_faults_everything_goes_out_at_once() {
    var traffic = traffic(1);

    assertThat(frames(traffic, 50)).hasSize(50).allMatch(out -> out.late().isZero());
    assertThat(traffic.isLossy()).isFalse();
  }

  @Test
  void late_frames_are_all_late_by_the_same() {
    assertThat(frames(traffic(1, "frames are late by 60ms"), 50))
        .hasSize(50)
        .allMatch(out -> out.late().equals(Duration.ofMillis(60)));
  }

  @Test
  void jitter_is_within_its_bound_and_not_always_the_same() {
    List<Outgoing> out = frames(traffic(1, "frames jitter by 40ms"), 200);

    assertThat(out)
        .hasSize(200)
        .allMatch(one -> !one.late().isNegative() && one.late().toMillis() <= 40);
    assertThat(out.stream().map(Outgoing::late).distinct()).hasSizeGreaterThan(20);
  }

  @Test
  void the_same_seed_jitters_exactly_the_same_and_another_otherwise() {
    List<Outgoing> once = frames(traffic(7, "frames jitter by 40ms"), 200);

    assertThat(frames(traffic(7, "frames jitter by 40ms"), 200)).isEqualTo(once);
    assertThat(frames(traffic(8, "frames jitter by 40ms"), 200)).isNotEqualTo(once);
  }

  @Test
  void bursts_hold_frames_and_what_stands_between_them_in_order() {
    var traffic = traffic(1, "frames come in bursts of 3");
    var mark = new StreamEvent.MarkReached(9, "m");

    assertThat(traffic.pass(frame(1))).isEmpty();
    assertThat(traffic.pass(mark)).isEmpty();
    assertThat(traffic.pass(frame(2))).isEmpty();
    assertThat(traffic.pass(frame(3)))
        .extracting(Outgoing::event)
        .containsExactly(frame(1), mark, frame(2), frame(3));
  }

  @Test
  void stop_releases_held_messages() {
    var traffic = traffic(1, "frames come in bursts of 10");
    var stop = new StreamEvent.Stopped(2, "CA1");
    traffic.pass(frame(1));

    assertThat(traffic.pass(stop)).extracting(Outgoing::event).containsExactly(frame(1), stop);
  }

  @Test
  void gaps_lose_so_many_of_every_so_many() {
    var traffic = traffic(1, "frames have gaps of 2 every 5");

    assertThat(frames(traffic, 10))
        .extracting(out -> ((StreamEvent.Media) out.event()).chunk())
        .containsExactly(1L, 2L, 3L, 6L, 7L, 8L);
    assertThat(traffic.isLossy()).isTrue();
  }

  private static List<Outgoing> frames(StreamTraffic traffic, int count) {
    var out = new ArrayList<Outgoing>();
    for (int i = 1; i <= count; i++) {
      out.addAll(traffic.pass(frame(i)));
    }
    return out;
  }

  private static StreamEvent frame(long chunk) {
    return new StreamEvent.Media(
        chunk, StreamEvent.Track.INBOUND, chunk, chunk * 20, Mulaw.SILENT_FRAME);
  }

  private static StreamTraffic traffic(long seed, String... faults) {
    try {
      return new StreamTraffic(new CallFaults(Faults.parse(List.of(faults), seed), _ -> {}));
    } catch (MalformedFault e) {
      throw new AssertionError(e);
    }
  }
}
