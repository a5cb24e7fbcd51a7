package app.kolan.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class FaultsTest {
  private static final String VOICE = "/webhook/incoming_call";

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(
            "webhook /webhook/incoming_call is lost",
            new Fault.WebhookLost(VOICE, Repetition.ALWAYS)),
        Arguments.of("webhook * is lost once", new Fault.WebhookLost("*", Repetition.ONCE)),
        Arguments.of(
            "webhook /webhook/incoming_call is slow by 20s",
            new Fault.WebhookSlow(VOICE, Duration.ofSeconds(20), Repetition.ALWAYS)),
        Arguments.of(
            "webhook /webhook/incoming_call is slow by 1500ms twice",
            new Fault.WebhookSlow(VOICE, Duration.ofMillis(1500), new Repetition(2))),
        Arguments.of(
            "webhook /webhook/incoming_call is sent twice",
            new Fault.WebhookTwice(VOICE, Repetition.ALWAYS)),
        Arguments.of(
            "webhook /webhook/incoming_call comes after the next once",
            new Fault.WebhookOvertaken(VOICE, Repetition.ONCE)),
        Arguments.of(
            "webhook /webhook/incoming_call is answered 502 3 times",
            new Fault.WebhookAnswered(VOICE, 502, new Repetition(3))),
        Arguments.of(
            "webhook /webhook/incoming_call is garbled",
            new Fault.WebhookGarbled(VOICE, Repetition.ALWAYS)),
        Arguments.of(
            "webhook /webhook/incoming_call breaks in TLS",
            new Fault.WebhookTls(VOICE, Repetition.ALWAYS)),
        Arguments.of(
            "handshake is answered 403", new Fault.HandshakeAnswered(403, Repetition.ALWAYS)),
        Arguments.of(
            "handshake is never answered", new Fault.HandshakeUnanswered(Repetition.ALWAYS)),
        Arguments.of("handshake is lost once", new Fault.HandshakeLost(Repetition.ONCE)),
        Arguments.of("handshake breaks in TLS", new Fault.HandshakeTls(Repetition.ALWAYS)),
        Arguments.of("socket resets at frame 100", new Fault.SocketReset(100)),
        Arguments.of("socket goes half-open at frame 100", new Fault.SocketHalfOpen(100, null)),
        Arguments.of(
            "socket goes half-open at frame 100 for 5s",
            new Fault.SocketHalfOpen(100, Duration.ofSeconds(5))),
        Arguments.of(
            "socket is closed by the carrier at frame 100",
            new Fault.SocketClosed(Fault.SocketClosed.By.CARRIER, 100, 1000)),
        Arguments.of(
            "socket is closed by the server at frame 7 with 1011",
            new Fault.SocketClosed(Fault.SocketClosed.By.SERVER, 7, 1011)),
        Arguments.of("frames are late by 60ms", new Fault.FramesLate(Duration.ofMillis(60))),
        Arguments.of("frames jitter by 40ms", new Fault.FramesJitter(Duration.ofMillis(40))),
        Arguments.of("frames come in bursts of 10", new Fault.FramesInBursts(10)),
        Arguments.of("frames have gaps of 5 every 100", new Fault.FramesLost(5, 100)),
        Arguments.of("marks are late by 300ms", new Fault.MarksLate(Duration.ofMillis(300))),
        Arguments.of(
            "status callbacks are doubled",
            new Fault.StatusCallbacks(Fault.StatusCallbacks.Trouble.DOUBLED)),
        Arguments.of(
            "status callbacks are reordered",
            new Fault.StatusCallbacks(Fault.StatusCallbacks.Trouble.REORDERED)),
        Arguments.of(
            "status callbacks are missing",
            new Fault.StatusCallbacks(Fault.StatusCallbacks.Trouble.MISSING)),
        Arguments.of("recording is never ready", new Fault.RecordingNever()),
        Arguments.of(
            "recording is missing for 10s", new Fault.RecordingMissing(Duration.ofSeconds(10))),
        Arguments.of("recording is truncated", new Fault.RecordingTruncated(Repetition.ONCE)),
        Arguments.of(
            "recording is truncated twice", new Fault.RecordingTruncated(new Repetition(2))),
        Arguments.of("rest answers 429", new Fault.RestAnswers(429, Repetition.ALWAYS)),
        Arguments.of("rest answers 503 twice", new Fault.RestAnswers(503, new Repetition(2))),
        Arguments.of(
            "message is undelivered with 30003 once",
            new Fault.MessageUndelivered(30_003, Repetition.ONCE)),
        Arguments.of("messages are late by 5s", new Fault.MessageLate(Duration.ofSeconds(5))),
        Arguments.of(
            "rest loses the answer to a new call once",
            new Fault.NewCallAnswerLost(Repetition.ONCE)),
        Arguments.of("rest is never answered", new Fault.RestUnanswered(Repetition.ALWAYS)),
        Arguments.of("caller hangs up at ringing", new Fault.CallerHangsUp(CallStep.Point.RINGING)),
        Arguments.of(
            "caller hangs up at frame 120", new Fault.CallerHangsUp(new CallStep.Frame(120))),
        Arguments.of(
            "caller hangs up at webhook /webhook/incoming_call",
            new Fault.CallerHangsUp(new CallStep.Asking(VOICE))));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void every_line_is_understood_and_printed_as_it_was(String line, Fault fault)
      throws MalformedFault {
    assertThat(Faults.parse(line, 0).all()).containsExactly(fault);
    assertThat(fault.line()).isEqualTo(line);
  }

  @Test
  void there_is_a_line_for_every_fault() throws MalformedFault {
    List<String> kinds =
        lines()
            .map(line -> (Fault) Objects.requireNonNull(line.get()[1]))
            .map(fault -> fault.getClass().getSimpleName())
            .distinct()
            .toList();

    assertThat(kinds).containsExactlyInAnyOrderElementsOf(records(Fault.class));
    assertThat(Faults.sentences()).hasSize(kinds.size()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ringing",
        "greeting",
        "handshake",
        "start",
        "mark",
        "clear",
        "gather",
        "recording",
        "dial"
      })
  void a_caller_may_hang_up_at_each_step(String point) throws MalformedFault {
    String line = "caller hangs up at " + point;

    assertThat(Faults.read(1, line).line()).isEqualTo(line);
  }

  @Test
  void blank_lines_and_comments_say_nothing() throws MalformedFault {
    Faults faults =
        Faults.parse("# a bad day\n\n  rest  answers   429  once # only\nhandshake is lost", 7);

    assertThat(faults.all())
        .containsExactly(
            new Fault.RestAnswers(429, Repetition.ONCE),
            new Fault.HandshakeLost(Repetition.ALWAYS));
    assertThat(faults.seed()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webhook /a is lots                    | webhook /path is lost",
        "webhook /a slow by 20s                | webhook /path is slow by 20s",
        "webhook incoming is lost              | webhook /path is lost",
        "handshake is answered 101             | handshake is answered 403",
        "handshake answers never               | handshake is never answered",
        "socket resets                         | socket resets at frame 100",
        "socket resets at frame 0              | socket resets at frame 100",
        "socket is closed by the cat at frame 1 | socket is closed by the carrier|server",
        "frames are late for 60ms              | frames are late by 60ms",
        "marks are late by 300                 | marks are late by 300ms",
        "status callback is missing            | status callbacks are",
        "recording never ready                 | recording is never ready",
        "rest answer 429                       | rest answers 429",
        "caller hangs up at noon               | caller hangs up at ringing",
      })
  void an_unknown_fault_is_reported_with_its_line_and_the_nearest_sentence(
      String line, String nearest) {
    assertThatThrownBy(() -> Faults.parse("\n" + line, 0))
        .isInstanceOf(MalformedFault.class)
        .hasMessageStartingWith("line 2: “" + line)
        .hasMessageContaining("the nearest is: " + nearest.replaceFirst("\\|.*", ""))
        .satisfies(e -> assertThat(((MalformedFault) e).lineNumber()).isEqualTo(2));
  }

  @Test
  void a_gap_is_shorter_than_what_it_is_in() {
    assertThatThrownBy(() -> Faults.read(1, "frames have gaps of 5 every 5"))
        .isInstanceOf(MalformedFault.class)
        .hasMessageContaining("between two gaps");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_text_is_faults_that_print_back_or_malformed(long seed) throws MalformedFault {
    var random = new Random(seed);
    String[] words =
        ("webhook /a * is lost once twice 3 times handshake answered 403 99999999999 socket at"
                + " frame 1 0 frames by 60ms 2s jitter gaps of 5 every 9 \u0000 שלום # \n caller"
                + " hangs up ringing rest answers recording truncated [ ( \\")
            .split(" ", -1);
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(9); j >= 0; j--) {
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      try {
        for (Fault fault : Faults.parse(text.toString(), 0).all()) {
          assertThat(Faults.read(1, fault.line())).isEqualTo(fault);
        }
      } catch (MalformedFault e) {
        assertThat(e).hasMessageStartingWith("line ");
      }
    }
  }

  @Test
  void faults_keep_what_they_were_given() {
    Fault lost = new Fault.HandshakeLost(Repetition.ALWAYS);
    var given = new ArrayList<>(List.of(lost));
    var faults = new Faults(given, 3);
    given.clear();

    assertThat(faults.and(List.of(new Fault.SocketReset(1))).all()).hasSize(2).contains(lost);
    assertThat(faults.withSeed(9)).isEqualTo(new Faults(List.of(lost), 9));
    assertThat(faults.of(Fault.OfSocket.class)).isEmpty();
  }

  /// The names of the records that a sealed interface permits, at any depth.
  private static List<String> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(permitted -> records(permitted).stream())
            .toList()
        : List.of(type.getSimpleName());
  }
}
