package app.kolan.server.callsound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.Business;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call's file against its parts, sample by sample.
@Tag("unit")
class CallSoundTest {
  private static final int RATE = 8000;
  private static final int HEADER = 44;
  private static final CallSid SID = new CallSid("CA" + "0".repeat(32));
  private static final Instant NOON = Instant.parse("2026-03-01T10:00:00Z");
  private static final LoggedCall CALL =
      new LoggedCall(
          SID,
          "AC",
          Business.FIRST,
          1,
          new PhoneNumber("+972501234567"),
          new PhoneNumber("+97231234567"),
          CallStatus.COMPLETED,
          CallOutcome.HUNG_UP,
          "",
          NOON);

  @TempDir Path data;
  private AudioFiles files;
  private CallSounds sounds;
  private final List<Turn> turns = new ArrayList<>();
  private final List<Recording> messages = new ArrayList<>();

  @BeforeEach
  @SuppressWarnings("NullAway") // the stores are not asked
  void open() {
    files = AudioFiles.open(data);
    sounds = new CallSounds(null, files);
  }

  private static Pcm tone(int millis, int level) {
    var samples = new short[millis * RATE / 1000];
    Arrays.fill(samples, (short) level);
    return Pcm.of(samples, RATE);
  }

  private String stored(String name, byte[] wav) {
    return files.store(SID, name, wav);
  }

  private void turn(
      Speaker speaker, int from, int heard, @Nullable String keys, @Nullable String file) {
    turns.add(
        new Turn(
            SID,
            turns.size(),
            speaker,
            "",
            Duration.ofMillis(from),
            Duration.ofMillis(from + heard),
            Duration.ofMillis(heard),
            false,
            keys,
            file,
            null,
            null,
            null));
  }

  private ByteBuffer written() throws Exception {
    var out = new ByteArrayOutputStream();
    new CallSound(files, sounds.places(CALL, turns, messages)).writeTo(out);
    return ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int left(ByteBuffer file, int millis) {
    return file.getShort(HEADER + millis * 8 * 4);
  }

  private static int right(ByteBuffer file, int millis) {
    return file.getShort(HEADER + millis * 8 * 4 + 2);
  }

  @Test
  void each_side_is_heard_at_its_time_and_the_receptionist_as_far_as_the_caller_heard_it()
      throws Exception {
    Mulaw said = tone(1500, 9000).toMulaw();
    turn(Speaker.AGENT, 500, 700, null, stored("agent-001", Wav.of(tone(2000, 5000).toMulaw())));
    turn(Speaker.CALLER, 1100, 1500, null, stored("turn-001", Wav.of(said)));
    turn(Speaker.CALLER, 2700, 100, "1", stored("turn-002", Wav.of(tone(100, 9000))));
    turn(Speaker.AGENT, 3000, 1000, null, "audio/" + SID.value() + "/gone.wav");
    String broken = stored("agent-003", "RIFF, but no sound".getBytes(US_ASCII));
    turn(Speaker.AGENT, 4000, 250, null, broken);

    ByteBuffer file = written();

    assertThat(file.capacity()).isEqualTo(HEADER + 4250 * 8 * 4);
    assertThat(file.getInt(4)).isEqualTo(file.capacity() - 8);
    assertThat(file.getInt(40)).isEqualTo(file.capacity() - HEADER);
    Pcm caller = said.toPcm();
    for (int i = 0; i < file.capacity() / 4 - HEADER / 4; i++) {
      int expected = i >= 1100 * 8 && i < 2600 * 8 ? caller.at(i - 1100 * 8) : 0;
      assertThat((int) file.getShort(HEADER + i * 4)).as("caller at %d", i).isEqualTo(expected);
    }
    int level = tone(1, 5000).toMulaw().toPcm().at(0);
    assertThat(List.of(right(file, 499), right(file, 500), right(file, 1199), right(file, 1200)))
        .containsExactly(0, level, level, 0);
    assertThat(right(file, 3500)).as("gone").isZero();
  }

  @Test
  void messages_follow_the_talk_at_their_time_whatever_their_rate() throws Exception {
    turn(Speaker.CALLER, 0, 1000, null, stored("turn-001", Wav.of(tone(1000, 9000))));
    var loud = new short[16_000];
    Arrays.fill(loud, (short) 4000);
    message(1, 12, stored("RE1", Wav.of(Pcm.of(loud, 16_000))));
    message(2, 500, stored("RE2", Wav.stereo(tone(1000, 2000), tone(1000, 6000))));

    ByteBuffer file = written();

    // The call has no stream's beginning, so that they stand one after the other.
    assertThat(left(file, 999)).isEqualTo(9000);
    assertThat(left(file, 1500)).isBetween(3900, 4100);
    assertThat(left(file, 2500)).as("both of its channels").isEqualTo(4000);
    assertThat(file.capacity()).isEqualTo(HEADER + 3000 * 8 * 4);
  }

  private void message(int number, int seconds, String file) {
    messages.add(
        new Recording(
            new RecordingSid("RE" + "0".repeat(31) + number),
            SID,
            RecordingState.STORED,
            Duration.ofSeconds(1),
            file,
            1,
            1,
            null,
            NOON.plusSeconds(seconds)));
  }

  @Test
  void a_part_longer_than_a_second_is_read_on_and_loud_ones_are_clipped() throws Exception {
    var ramp = new short[3 * RATE];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (short) i;
    }
    turn(Speaker.CALLER, 250, 3000, null, stored("turn-001", Wav.of(Pcm.of(ramp, RATE))));
    turn(Speaker.CALLER, 1250, 500, null, stored("turn-002", Wav.of(tone(500, 30_000))));

    ByteBuffer file = written();

    assertThat(left(file, 1000)).isEqualTo(750 * 8);
    assertThat(left(file, 1700)).isEqualTo(Short.MAX_VALUE);
    assertThat(left(file, 3249)).isEqualTo(2999 * 8);
  }
}
