package app.kolan.server.calltrace;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.stories.Story;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The writer without its thread: the test writes when it needs to.
@Tag("unit")
class TapeWriterTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000009");
  private static final PublicUrl BASE = PublicUrl.parse("https://phone.example.com").orElseThrow();
  private static final FormPairs FORM = FormPairs.of("CallSid", CALL.value());
  private static final StreamEvent.Started STARTED =
      new StreamEvent.Started(1, "MZ1", CALL.value(), "AC1", List.of("inbound"), Map.of());

  @TempDir private Path folder;

  @Test
  void what_has_no_room_is_counted_and_told_where_it_is_missing() throws Exception {
    TapeWriter recorder = recorder();
    TapeOfCall tape = tape(recorder);
    SocketTape socket = tape.opened("/ws/twilio-media", STARTED);
    int tooMany = TapeWriter.CAPACITY + 500;
    for (int i = 1; i <= tooMany; i++) {
      socket.heard(frame(i));
    }
    writeAll(recorder);
    socket.heard(frame(tooMany + 1));
    socket.closed(true, 1000);
    writeAll(recorder);

    Tape read = TapeReader.read(file(1));
    assertThat(read.all(TapeLine.Lost.class))
        .singleElement()
        .satisfies(lost -> assertThat(lost.lines()).isEqualTo(502));
    assertThat(read.notes()).anyMatch(note -> note.contains("502 lines are missing"));
    assertThat(read.lines().getLast())
        .isEqualTo(new TapeLine.Closed(read.lines().getLast().place(), 1, true, 1000));
    assertThat(read.lines().getLast().place().frames()).isEqualTo(tooMany + 1);
  }

  @Test
  void a_tape_has_a_bound_and_says_that_it_is_full() throws Exception {
    TapeWriter recorder = recorder();
    SocketTape socket = tape(recorder).opened("/ws/twilio-media", STARTED);
    Mulaw large = Mulaw.of(new byte[40_000]);
    for (int i = 1; i <= 800; i++) {
      socket.heard(new StreamEvent.Media(i, StreamEvent.Track.INBOUND, i, i * 20L, large));
      writeAll(recorder);
    }

    assertThat(Files.size(file(1))).isBetween(TapeFile.LARGEST, TapeFile.LARGEST + 100_000);
    Tape read = TapeReader.read(file(1));
    assertThat(read.lines().getLast()).isInstanceOf(TapeLine.Full.class);
    assertThat(read.notes()).containsExactly("The tape was full before the call was over.");
  }

  @Test
  void a_tape_from_before_a_restart_stays() throws Exception {
    TapeWriter first = recorder();
    tape(first).asked("/webhook/incoming_call", FORM).answered(200, "first");
    writeAll(first);
    TapeWriter second = recorder();
    tape(second).asked("/webhook/stream_ended", FORM).answered(200, "second");
    writeAll(second);

    assertThat(Files.readString(file(1))).contains("first").doesNotContain("second");
    assertThat(Files.readString(folder.resolve("tapes/" + CALL + ".2.jsonl"))).contains("second");
  }

  @Test
  void a_disk_that_fails_costs_the_tape_and_nothing_else() throws IOException {
    Files.writeString(folder.resolve("tapes"), "a file where the folder should be");
    TapeWriter recorder = recorder();
    TapeOfCall tape = tape(recorder);

    tape.asked("/webhook/incoming_call", FORM).answered(200, "");

    assertThat(recorder.writeBatch()).isEqualTo(2);
  }

  @Test
  void without_recording_there_is_nothing_to_do() {
    assertThat(Tapes.OFF.opened(CALL, "/ws/twilio-media", STARTED)).isNull();
    assertThat(Tapes.OFF.asked("/webhook/incoming_call", FORM, BASE))
        .isSameAs(Tapes.Request.UNRECORDED);
  }

  private TapeWriter recorder() {
    return new TapeWriter(
        folder.resolve("tapes"), _ -> new FullRedaction(Story.PROMPTS), _ -> Optional.empty());
  }

  private static TapeOfCall tape(TapeWriter recorder) {
    var headers =
        new TapeHeaders(TapeMode.FULL, InputAudioConfig.USUAL, Story.PROMPTS, () -> false);
    var business = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE);
    TapeOfCall tape = recorder.tape(CALL, began -> headers.header(CALL, began, BASE, business));
    if (tape == null) {
      throw new AssertionError("there is room for a tape");
    }
    assertThat(tape.header().began()).isBeforeOrEqualTo(Instant.now());
    return tape;
  }

  private static void writeAll(TapeWriter recorder) {
    while (recorder.writeBatch() > 0) {
      assertThat(recorder).isNotNull();
    }
  }

  private Path file(int number) {
    return folder.resolve("tapes/" + CALL + (number == 1 ? "" : "." + number) + ".jsonl");
  }

  private static StreamEvent frame(int number) {
    return new StreamEvent.Media(
        number, StreamEvent.Track.INBOUND, number, number * 20L, Mulaw.SILENT_FRAME);
  }
}
