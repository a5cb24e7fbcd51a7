package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What happens to audio and marks on their way.
@Tag("socket")
class FrameFaultsTest {
  private static final String TALKS = "caller waits 4s\ncaller hangs up";

  /// An event, and when it came.
  private record Arrival(StreamEvent event, long nanos) {}

  private final TestPeer peer = new TestPeer();
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

  private volatile long opened;

  @BeforeEach
  void open() {
    peer.twiml(
            "/voice", "<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")))
        .socket("/media", this::listen);
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void lost_frames_leave_a_gap_in_the_chunks_and_are_raised_once() throws Exception {
    var report = call("frames have gaps of 5 every 50");

    List<Long> chunks = media().stream().map(StreamEvent.Media::chunk).toList();
    assertThat(chunks).hasSizeGreaterThan(105).contains(45L, 51L, 95L, 101L);
    assertThat(chunks).doesNotContain(46L, 47L, 48L, 49L, 50L, 96L, 100L);
    assertThat(report.problems()).containsExactly(Problems.STREAM_OVERFLOW);
    assertThat(Calls.played(report)).containsExactly("frames have gaps of 5 every 50");
  }

  @Test
  void bursts_come_all_at_once_and_lose_nothing() throws Exception {
    var report = callAt(4, "frames come in bursts of 10");

    assertThat(media()).extracting(StreamEvent.Media::chunk).isSorted().doesNotHaveDuplicates();
    assertThat(media()).hasSizeGreaterThanOrEqualTo(120);
    List<Arrival> frames = arrivals.stream().filter(FrameFaultsTest::isMedia).toList();
    int long10 = 0;
    for (int i = 10; i + 9 < frames.size(); i += 10) {
      long gap = frames.get(i).nanos() - frames.get(i - 1).nanos();
      long within = frames.get(i + 9).nanos() - frames.get(i).nanos();
      long10 += gap > within ? 1 : 0;
    }
    assertThat(long10).as("pauses between bursts that are longer than the burst").isGreaterThan(8);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void late_frames_come_later_and_so_does_the_stop_behind_them() throws Exception {
    callAt(4, "frames are late by 2s");

    assertThat(Duration.ofNanos(arrivals.getFirst().nanos() - opened))
        .isGreaterThanOrEqualTo(Duration.ofMillis(450));
    assertThat(arrivals.getLast().event()).isInstanceOf(StreamEvent.Stopped.class);
    assertThat(media()).hasSizeGreaterThanOrEqualTo(120);
  }

  @Test
  void jitter_changes_no_order_and_loses_nothing() throws Exception {
    var report = call("frames jitter by 200ms");

    assertThat(arrivals).extracting(Arrival::event).last().isInstanceOf(StreamEvent.Stopped.class);
    List<Long> chunks = media().stream().map(StreamEvent.Media::chunk).toList();
    assertThat(chunks).isSorted().hasSizeGreaterThanOrEqualTo(120);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void late_marks_come_back_later_than_their_audio_was_heard() throws Exception {
    var report = callAt(2, "marks are late by 300ms");

    CallMoment.CommandReceived set =
        report
            .moments(CallMoment.CommandReceived.class)
            .filter(moment -> moment.command() == CallMoment.CommandReceived.Command.MARK)
            .findFirst()
            .orElseThrow();
    CallMoment.EventSent back =
        report
            .moments(CallMoment.EventSent.class)
            .filter(moment -> moment.event() instanceof StreamEvent.MarkReached)
            .findFirst()
            .orElseThrow();
    assertThat(back.at().minus(set.at())).isGreaterThanOrEqualTo(set.audio().plusMillis(180));
    assertThat(sequences()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_server_that_does_not_read_loses_audio() throws Exception {
    var over = new CountDownLatch(1);
    peer.receiveBuffer(4096).socket("/media", _ -> await(over));

    var report =
        Calls.report(
            Calls.settings(peer.url("/voice")).withPace(4000),
            Sounds.NONE,
            "caller waits 900s\ncaller waits 900s\ncaller waits 900s\ncaller hangs up");
    over.countDown();

    assertThat(report.problems()).extracting(Problem::code).containsOnlyOnce(31930);
  }

  @Test
  void the_same_seed_makes_the_same_call_of_all_faults_together() throws Exception {
    String[] faults = {
      "frames have gaps of 7 every 40",
      "frames come in bursts of 4",
      "frames jitter by 30ms",
      "marks are late by 100ms",
      "socket is closed by the server at frame 90",
      "webhook /voice is lost once",
    };

    var first = callLong(faults);
    List<StreamEvent> heard = withoutNames();
    arrivals.clear();
    var second = callLong(faults);

    assertThat(withoutNames()).isEqualTo(heard).hasSize(90);
    assertThat(Calls.played(second)).isEqualTo(Calls.played(first)).hasSize(6);
    assertThat(second.problems()).isEqualTo(first.problems());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(PeerSocket socket) {
    opened = System.nanoTime();
    boolean[] spoken = {false};
    Optional<StreamEvent> event = next(socket);
    while (event.isPresent()) {
      arrivals.add(new Arrival(event.get(), System.nanoTime()));
      if (event.get() instanceof StreamEvent.Started && !spoken[0]) {
        spoken[0] = true;
        socket.send(new StreamCommand.Media(Mulaw.silence(Duration.ofMillis(400))));
        socket.send(new StreamCommand.Mark("end"));
      }
      event = next(socket);
    }
  }

  private static Optional<StreamEvent> next(PeerSocket socket) {
    try {
      return socket.next();
    } catch (UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private static boolean isMedia(Arrival arrival) {
    return arrival.event() instanceof StreamEvent.Media;
  }

  private List<StreamEvent.Media> media() {
    return arrivals.stream()
        .filter(FrameFaultsTest::isMedia)
        .map(arrival -> (StreamEvent.Media) arrival.event())
        .toList();
  }

  private List<Long> sequences() {
    var sequences = new ArrayList<Long>();
    for (Arrival arrival : arrivals) {
      switch (arrival.event()) {
        case StreamEvent.Media media -> sequences.add(media.sequence());
        case StreamEvent.MarkReached mark -> sequences.add(mark.sequence());
        default -> {}
      }
    }
    return sequences;
  }

  /// What came, but for marks, whose place depends on the server, and for the names of the call.
  private List<StreamEvent> withoutNames() {
    return arrivals.stream()
        .map(Arrival::event)
        .filter(StreamEvent.Media.class::isInstance)
        .map(
            event -> {
              var media = (StreamEvent.Media) event;
              return (StreamEvent)
                  new StreamEvent.Media(
                      0, media.track(), media.chunk(), media.timestamp(), media.audio());
            })
        .toList();
  }

  private CallReport call(String... faults) throws Exception {
    return callAt(Calls.FAST, faults);
  }

  /// The caller stays until the server's close has certainly come, on a machine under load too.
  private CallReport callLong(String... faults) throws Exception {
    return Calls.report(
        Calls.settings(peer.url("/voice")).withFaults(Calls.faults(faults)),
        Sounds.NONE,
        "caller waits 20s\ncaller hangs up");
  }

  private CallReport callAt(double pace, String... faults) throws Exception {
    return Calls.report(
        Calls.settings(peer.url("/voice")).withPace(pace).withFaults(Calls.faults(faults)),
        Sounds.NONE,
        TALKS);
  }
}
