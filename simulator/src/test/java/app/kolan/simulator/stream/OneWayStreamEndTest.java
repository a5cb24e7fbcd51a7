package app.kolan.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OneWayStreamEndTest {
  private static final Mulaw SAID = Mulaw.silence(Duration.ofMillis(20));
  private static final Mulaw HEARD = Mulaw.of(new byte[Mulaw.FRAME]);

  @Test
  void both_tracks_are_counted_each_for_itself() {
    var end = end("both_tracks");

    assertThat(end.open().getLast())
        .isEqualTo(
            new StreamEvent.Started(
                1, "MZ1", "CA1", "AC1", List.of("inbound", "outbound"), Map.of()));
    assertThat(end.frame(SAID, HEARD))
        .containsExactly(
            new StreamEvent.Media(2, Track.INBOUND, 1, 5, SAID),
            new StreamEvent.Media(3, Track.OUTBOUND, 1, 5, HEARD));
    assertThat(end.frame(SAID, HEARD).getLast())
        .isEqualTo(new StreamEvent.Media(5, Track.OUTBOUND, 2, 25, HEARD));
  }

  @Test
  void one_track_carries_one_side() {
    assertThat(end("outbound_track").frame(SAID, HEARD))
        .containsExactly(new StreamEvent.Media(1, Track.OUTBOUND, 1, 5, HEARD));
    assertThat(end("inbound_track").frame(SAID, HEARD))
        .containsExactly(new StreamEvent.Media(1, Track.INBOUND, 1, 5, SAID));
    assertThat(OneWayStreamEnd.tracks("both")).isEmpty();
  }

  @Test
  void a_message_from_the_server_is_a_protocol_error() {
    var end = end("inbound_track");
    assertThat(end.problems()).isEmpty();

    end.accept();

    assertThat(end.problems()).containsExactly(Problems.STREAM_PROTOCOL);
  }

  @Test
  void after_stop_nothing_is_said() {
    var end = end("inbound_track");
    end.stop();

    assertThat(end.frame(SAID, HEARD)).isEmpty();
  }

  private static OneWayStreamEnd end(String track) {
    List<Track> tracks = OneWayStreamEnd.tracks(track).orElseThrow();
    return new OneWayStreamEnd("MZ1", "CA1", "AC1", tracks, Map.of());
  }
}
