package app.kolan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ServeProcess;
import app.kolan.server.bootstrap.StreamByHand;
import app.kolan.server.bootstrap.TwilioByHand;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapeReader;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallReport;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a tape of a call over real sockets holds, and what it must not hold.
@Tag("socket")
class TapeContentsTest {
  private static final PhoneNumber HUMAN = new PhoneNumber("+972502345678");

  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  @TempDir private Path data;

  @Test
  void a_redacted_tape_reveals_neither_the_caller_nor_the_words() throws Exception {
    CallReport report;
    String ticket;
    try (var scene = new TapedScene(data, AnswerMode.CONVERSE, HUMAN, TapeMode.REDACTED)) {
      report = scene.call(Story.fromCall("keys_another_number"));
      ticket = ticketOf(scene, report);
    }
    String tape = Files.readString(TapedScene.tapes(data).getFirst());

    assertThat(Files.getPosixFilePermissions(data.resolve("tapes")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(ticket).hasSizeGreaterThan(20);
    assertThat(tape)
        .doesNotContain(ticket)
        .doesNotContain(TapedScene.DANA.substring(4))
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
    try (var scene = new TapedScene(data, AnswerMode.CONVERSE, HUMAN, TapeMode.FULL)) {
      report = scene.call(Story.fromCall("interrupts_the_question"));
      ticket = ticketOf(scene, report);
    }
    String tape = Files.readString(TapedScene.tapes(data).getFirst());

    assertThat(tape)
        .contains(TapedScene.DANA)
        .doesNotContain(ticket)
        .doesNotContain(TwilioByHand.TOKEN)
        .doesNotContainIgnoringCase("signature");
    assertThat(callersFrames(report)).filteredOn(tape::contains).hasSizeGreaterThan(100);
  }

  @Test
  void nothing_is_recorded_unless_it_is_asked_for() throws Exception {
    try (var scene = new TapedScene(data, AnswerMode.CONVERSE, null, TapeMode.OFF)) {
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
          ReplayComparison.of(tape, BuildUnderTest.with(Story.PROMPTS), TapedScene.TOLERANCE);
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

  private static String ticketOf(TapedScene scene, CallReport report) {
    return scene.server.stores().calls().find(new CallSid(report.callSid())).orElseThrow().ticket();
  }

  /// The caller's audible frames, as a full tape holds them.
  private static List<String> callersFrames(CallReport report) {
    Mulaw said = report.callerSide().toMulaw();
    return IntStream.range(0, said.length() / Mulaw.FRAME)
        .mapToObj(i -> said.slice(i * Mulaw.FRAME, (i + 1) * Mulaw.FRAME))
        .filter(TapeContentsTest::isAudible)
        .map(Mulaw::base64)
        .toList();
  }

  private static boolean isAudible(Mulaw frame) {
    return IntStream.range(0, frame.length()).map(frame::sampleAt).anyMatch(sample -> sample > 200);
  }
}
