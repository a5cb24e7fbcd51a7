package app.kolan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.bootstrap.ServeProcess;
import app.kolan.server.bootstrap.Servers;
import app.kolan.server.bootstrap.StreamByHand;
import app.kolan.server.bootstrap.TwilioByHand;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapeReader;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls over real sockets, recorded by the server, and played again.
@Tag("socket")
class TapedCallsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final String DANA = "+972541234567";
  private static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");
  private static final double IN_A_HURRY = 4;

  /// At this speed a frame lasts 5 ms: waiting for the disk takes four times as many frames, and a
  /// loaded machine thrice that again.
  private static final int TOLERANCE = 12 * ReplayComparison.USUAL_TOLERANCE;

  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({
    "leaves_a_message, FULL",
    "leaves_a_message, REDACTED",
    "interrupts_the_question, REDACTED",
    "keys_another_number, REDACTED",
    "wants_a_human, REDACTED",
    "wants_a_human_who_is_not_there, FULL"
  })
  void a_recorded_call_is_the_same_when_it_is_played_again(String story, TapeMode taping)
      throws Exception {
    PhoneNumber human = story.equals("wants_a_human") ? HUMAN : null;
    Tape tape = record(Story.fromCall(story), AnswerMode.CONVERSE, human, taping);

    assertThat(tape.notes()).isEmpty();
    assertThat(tape.all(TapeLine.Known.class)).isNotEmpty();
    assertSame(tape);
  }

  @Test
  void a_message_without_a_stream_is_the_same() throws Exception {
    Tape tape =
        record(
            Script.parse(
                """
                agent says greeting within 40s
                agent says voicemail within 40s
                caller waits for silence
                caller says message_long
                agent says message_thanks within 40s
                call ends within 40s
                """),
            AnswerMode.VOICEMAIL,
            null,
            TapeMode.REDACTED);

    ReplayComparison comparison = assertSame(tape);
    assertThat(comparison.rows())
        .extracting(ComparisonRow::tape)
        .anyMatch(said -> said != null && said.contains(TwilioPaths.HANDLE_RECORDING));
  }

  @Test
  void a_monitored_call_is_the_same() throws Exception {
    Tape tape =
        record(
            Script.parse(
                """
                agent says greeting within 40s
                caller waits for silence
                caller says reason_appointment
                caller waits 2s
                caller hangs up
                """),
            AnswerMode.LISTEN,
            null,
            TapeMode.REDACTED);

    assertThat(tape.all(TapeLine.Opened.class))
        .extracting(TapeLine.Opened::path)
        .containsExactly(TwilioPaths.ONE_WAY);
    assertSame(tape);
  }

  @Test
  void a_redacted_tape_reveals_neither_the_caller_nor_the_words() throws Exception {
    CallReport report;
    String ticket;
    try (var scene = new Scene(data, AnswerMode.CONVERSE, HUMAN, TapeMode.REDACTED)) {
      report = scene.call(Story.fromCall("keys_another_number"));
      ticket = ticketOf(scene, report);
    }
    String tape = Files.readString(tapes().getFirst());

    assertThat(Files.getPosixFilePermissions(data.resolve("tapes")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(ticket).hasSizeGreaterThan(20);
    assertThat(tape)
        .doesNotContain(ticket)
        .doesNotContain(DANA.substring(4))
        .doesNotContain(HUMAN.value().substring(4))
        .doesNotContain("0525381648")
        .doesNotContain("525381648")
        .doesNotContain(TwilioByHand.ACCOUNT)
        .doesNotContain(TwilioByHand.TOKEN)
        .doesNotContainIgnoringCase("signature");
    assertThat(callersFrames(report)).hasSizeGreaterThan(100).noneMatch(tape::contains);
  }

  @Test
  void a_full_tape_has_the_callers_voice_and_no_secret() throws Exception {
    CallReport report;
    String ticket;
    try (var scene = new Scene(data, AnswerMode.CONVERSE, HUMAN, TapeMode.FULL)) {
      report = scene.call(Story.fromCall("interrupts_the_question"));
      ticket = ticketOf(scene, report);
    }
    String tape = Files.readString(tapes().getFirst());

    assertThat(tape)
        .contains(DANA)
        .doesNotContain(ticket)
        .doesNotContain(TwilioByHand.TOKEN)
        .doesNotContainIgnoringCase("signature");
    assertThat(callersFrames(report)).filteredOn(tape::contains).hasSizeGreaterThan(100);
  }

  @Test
  void nothing_is_recorded_unless_it_is_asked_for() throws Exception {
    try (var scene = new Scene(data, AnswerMode.CONVERSE, null, TapeMode.OFF)) {
      scene.call(Story.fromCall("says_nothing"));
    }

    assertThat(data.resolve("tapes")).doesNotExist();
  }

  @Test
  void a_server_that_is_killed_in_a_call_leaves_a_tape_up_to_there() throws Exception {
    Path folder = data.resolve("data/tapes");
    try (ServeProcess serve =
        ServeProcess.start(data, "http://127.0.0.1:9", Map.of("KOLAN_TAPE", "full"))) {
      TwilioByHand twilio = TwilioByHand.calling(serve.port());
      String call = "CA00000000000000000000000000000077";
      Matcher ticket =
          TICKET.matcher(twilio.post(TwilioPaths.INCOMING_CALL, TwilioByHand.call(call)).body());
      assertThat(ticket.find()).isTrue();
      StreamByHand stream = StreamByHand.open(twilio, TwilioPaths.TWO_WAY, call);
      stream.start(ticket.group(1));
      stream.awaitEvent("media");
      stream.speak(Mulaw.silence(Duration.ofSeconds(3)));
      awaitLines(folder.resolve(call + ".jsonl"), 100);
      serve.kill();
      Tape tape = TapeReader.read(folder.resolve(call + ".jsonl"));

      assertThat(tape.all(TapeLine.Heard.class)).hasSizeGreaterThan(50);
      assertThat(tape.all(TapeLine.Closed.class)).isEmpty();
      ReplayComparison comparison =
          ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), TOLERANCE);
      assertThat(comparison.rows()).isNotEmpty();
    }
  }

  private static void awaitLines(Path file, int count) {
    Await.until("the tape is written", () -> Files.exists(file) && lines(file) >= count);
  }

  private static long lines(Path file) {
    try {
      return Files.readString(file).lines().count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReplayComparison assertSame(Tape tape) throws IOException {
    ReplayComparison comparison =
        ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), TOLERANCE);
    assertThat(new ComparisonText(comparison, false).lines())
        .as("what is different")
        .hasSize(3 + comparison.notes().size());
    assertThat(comparison.isSame()).isTrue();
    List<String> again =
        new ComparisonText(
                ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), TOLERANCE), true)
            .lines();
    assertThat(again).isEqualTo(new ComparisonText(comparison, true).lines());
    return comparison;
  }

  private Tape record(Script story, AnswerMode mode, @Nullable PhoneNumber human, TapeMode taping)
      throws Exception {
    try (var scene = new Scene(data, mode, human, taping)) {
      scene.call(story);
    }
    assertThat(tapes()).hasSize(1);
    return TapeReader.read(tapes().getFirst());
  }

  private List<Path> tapes() throws IOException {
    try (var files = Files.list(data.resolve("tapes"))) {
      return files.toList();
    }
  }

  private static String ticketOf(Scene scene, CallReport report) {
    return scene.server.stores().calls().find(new CallSid(report.callSid())).orElseThrow().ticket();
  }

  /// The caller's audible frames, as a full tape holds them.
  private static List<String> callersFrames(CallReport report) {
    Mulaw said = report.callerSide().toMulaw();
    return IntStream.range(0, said.length() / Mulaw.FRAME)
        .mapToObj(i -> said.slice(i * Mulaw.FRAME, (i + 1) * Mulaw.FRAME))
        .filter(TapedCallsTest::isAudible)
        .map(Mulaw::base64)
        .toList();
  }

  private static boolean isAudible(Mulaw frame) {
    return IntStream.range(0, frame.length()).map(frame::sampleAt).anyMatch(sample -> sample > 200);
  }

  /// A server and a carrier that calls it.
  private static final class Scene implements AutoCloseable {
    final PhoneServer server;
    private final Carrier carrier;

    Scene(Path data, AnswerMode mode, @Nullable PhoneNumber human, TapeMode taping)
        throws IOException {
      int port = FreePort.find();
      carrier =
          Carrier.start(
              CarrierSettings.of(
                      TwilioByHand.ACCOUNT,
                      TwilioByHand.TOKEN,
                      URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                  .withCaller(new PhoneNumber(DANA))
                  .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                  .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                  .withDecoder((_, file) -> Story.PROMPTS.audioOf(file))
                  .withPace(IN_A_HURRY));
      server = Servers.forCarrier(data, port, carrier.restUrl(), mode, human, taping);
    }

    CallReport call(Script script) throws Exception {
      return carrier.call(CallPlan.of(script, Story.SOUNDS)).await(Duration.ofSeconds(50));
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
    }
  }
}
