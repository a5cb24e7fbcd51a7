package app.kolan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapeReader;
import app.kolan.server.calltrace.TapedInputAudio;
import app.kolan.server.calltrace.UnreadableTape;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("conversation")
class TapeReaderTest {
  private static final int MUTANTS = 400;

  @TempDir private Path data;

  @Test
  void what_is_written_is_read() throws Exception {
    StoryTape.Recorded recorded = record("keys_another_number", TapeMode.FULL);
    Tape tape = TapeReader.read(recorded.bytes());

    assertThat(tape.notes()).isEmpty();
    assertThat(tape.lines()).hasSameSizeAs(recorded.lines());
    assertThat(tape.lines())
        .extracting(TapeLine::place)
        .isEqualTo(recorded.lines().stream().map(TapeLine::place).toList());
    assertThat(media(tape.lines())).hasSizeGreaterThan(100).isEqualTo(media(recorded.lines()));
  }

  @Test
  void what_a_redacted_tape_says_of_frames_is_read() throws Exception {
    Tape tape = TapeReader.read(record("keys_another_number", TapeMode.REDACTED).bytes());

    List<TapeLine.Muted> muted = tape.all(TapeLine.Muted.class);
    assertThat(muted).hasSizeGreaterThan(1000);
    assertThat(muted)
        .allSatisfy(line -> assertThat(line.silence().audio()).isEqualTo(Mulaw.SILENT_FRAME));
    assertThat(muted).extracting(TapeLine.Muted::speech).contains(List.of(true), List.of(false));
    assertThat(tape.header().inputAudio()).isEqualTo(TapedInputAudio.of(InputAudioConfig.USUAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"samples\":160,\"speech\":\"2\"",
        "\"samples\":1000000000,\"speech\":\"1\"",
        "\"samples\":160,\"speech\":[1]x"
      })
  void frames_that_no_socket_can_send_are_left_out_and_named(String frames) throws Exception {
    String header =
        record("says_nothing", TapeMode.REDACTED).file().lines().findFirst().orElseThrow();

    Tape tape = TapeReader.read(bytes(List.of(header, "{\"in\":\"muted\"," + frames + "}", "")));

    assertThat(tape.lines()).isEmpty();
    assertThat(tape.notes()).containsExactly("Line 2 cannot be read and is left out.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"start\":0", "\"start\":30", "\"bargeIn\":1300", "\"end\":9223372036854775807"})
  void input_audio_settings_that_no_server_accepts_are_a_damaged_header(String time)
      throws Exception {
    String key = time.substring(0, time.indexOf(':') + 1);
    String file =
        record("says_nothing", TapeMode.REDACTED).file().replaceFirst(key + "[0-9]+", time);

    assertThatThrownBy(() -> TapeReader.read(file.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableTape.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void a_compressed_tape_is_the_same_tape() throws Exception {
    byte[] plain = record("wants_a_human", TapeMode.REDACTED).bytes();

    assertThat(TapeReader.read(zipped(plain))).isEqualTo(TapeReader.read(plain));
  }

  @Test
  void the_stand_ins_of_keys_take_their_places() throws Exception {
    Tape tape = TapeReader.read(record("keys_another_number", TapeMode.REDACTED).bytes());

    String keys =
        tape.all(TapeLine.Heard.class).stream()
            .filter(heard -> heard.event() instanceof StreamEvent.Dtmf)
            .map(heard -> String.valueOf(((StreamEvent.Dtmf) heard.event()).digit()))
            .reduce("", String::concat);
    assertThat(keys).matches("0[1-9]{9}#").isNotEqualTo("0525381648#");
  }

  @Test
  void a_tape_that_was_cut_off_gives_what_is_there_and_says_so() throws Exception {
    byte[] whole = record("keys_another_number", TapeMode.REDACTED).bytes();
    int lines = TapeReader.read(whole).lines().size();
    String text = new String(whole, StandardCharsets.UTF_8);
    int end = text.indexOf("\"key\":\"?\"");
    byte[] cut = text.substring(0, text.indexOf('\n', end) + 20).getBytes(StandardCharsets.UTF_8);

    Tape tape = TapeReader.read(cut);

    assertThat(tape.lines()).hasSizeBetween(10, lines - 1);
    assertThat(tape.notes())
        .anyMatch(note -> note.contains("cut off"))
        .anyMatch(note -> note.contains("last keys"));
  }

  @Test
  void a_compressed_tape_that_was_cut_off_gives_what_is_there() throws Exception {
    byte[] zipped = zipped(record("leaves_a_message", TapeMode.FULL).bytes());

    Tape tape = TapeReader.read(Arrays.copyOf(zipped, zipped.length / 2));

    assertThat(tape.lines()).isNotEmpty();
    assertThat(tape.notes()).anyMatch(note -> note.contains("damaged"));
  }

  @Test
  void a_line_in_the_middle_that_cannot_be_read_is_left_out_and_named() throws Exception {
    List<String> lines =
        record("wants_a_human", TapeMode.FULL)
            .file()
            .lines()
            .collect(Collectors.toCollection(ArrayList::new));
    lines.set(4, "{\"t\":12,\"n\":");

    assertThat(TapeReader.read(bytes(lines)).notes())
        .containsExactly("Line 5 cannot be read and is left out.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "no tape",
        "{}",
        "[]",
        "null",
        "{\"tape\":1}",
        "{\"tape\":\"1\"}",
        "{\"tape\":1,\"kind\":\"off\"}",
        "\u001f\u008b"
      })
  void what_is_no_tape_is_named(String text) {
    assertThatThrownBy(() -> TapeReader.read(text.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(UnreadableTape.class)
        .hasMessageStartingWith("it");
  }

  @Test
  void a_tape_of_a_newer_format_is_refused() {
    assertThatThrownBy(() -> TapeReader.read(bytes(List.of("{\"tape\":3,\"kolan\":\"9.9\"}"))))
        .isInstanceOf(UnreadableTape.class)
        .hasMessageContaining("newer Kolan (9.9)");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> TapeReader.read(data.resolve("nothing.jsonl")))
        .isInstanceOf(UnreadableTape.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_bytes_are_a_tape_or_one_named_error(long seed) throws Exception {
    byte[] tape = record("wants_a_human", TapeMode.REDACTED).bytes();
    byte[] zipped = zipped(tape);
    var random = new Random(seed);
    int read = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutant(i % 2 == 0 ? tape : zipped, random);
      try {
        assertThat(TapeReader.read(mutant).header()).isNotNull();
        read++;
      } catch (UnreadableTape e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isBetween(1, MUTANTS - 1);
  }

  static byte[] mutant(byte[] bytes, Random random) {
    byte[] mutant =
        Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
    int changes = random.nextInt(8);
    for (int i = 0; i < changes && mutant.length > 0; i++) {
      int at =
          random.nextBoolean()
              ? random.nextInt(mutant.length)
              : random.nextInt(Math.min(2000, mutant.length));
      mutant[at] = (byte) random.nextInt(256);
    }
    return mutant;
  }

  private StoryTape.Recorded record(String story, TapeMode taping) throws Exception {
    return StoryTape.record(story, StoryTape.DANA, StoryTape.HUMAN, taping, data);
  }

  private static List<StreamEvent> media(List<TapeLine> lines) {
    return lines.stream()
        .filter(TapeLine.Heard.class::isInstance)
        .map(line -> ((TapeLine.Heard) line).event())
        .filter(StreamEvent.Media.class::isInstance)
        .toList();
  }

  private static byte[] zipped(byte[] plain) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(List<String> lines) {
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }
}
