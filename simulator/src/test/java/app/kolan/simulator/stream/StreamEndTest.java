package app.kolan.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class StreamEndTest {
  private final StreamEnd end = new StreamEnd("MZ1", "CA1", "AC1", Map.of("ticket", "t"));

  @Test
  void it_opens_with_connected_and_start_which_has_the_first_number() {
    assertThat(end.open())
        .containsExactly(
            new StreamEvent.Connected("Call", "1.0.0"),
            new StreamEvent.Started(
                1, "MZ1", "CA1", "AC1", List.of("inbound"), Map.of("ticket", "t")));
  }

  @Test
  void media_goes_on_every_frame_with_numbers_that_count_up() {
    end.open();
    Mulaw said = sound(1, Mulaw.FRAME);

    assertThat(end.frame(said))
        .containsExactly(new StreamEvent.Media(2, StreamEvent.Track.INBOUND, 1, 5, said));
    assertThat(end.frame(said))
        .containsExactly(new StreamEvent.Media(3, StreamEvent.Track.INBOUND, 2, 25, said));
  }

  @Test
  void late_marks_come_back_that_many_frames_later_in_order_and_numbered_then() {
    var late =
        new StreamEnd(
            "MZ1",
            "CA1",
            "AC1",
            Map.of(),
            new StreamBehavior(Duration.ZERO, true, true, Duration.ofMillis(60)));
    late.open();
    assertThat(late.accept(new StreamCommand.Mark("a"))).isEmpty();
    assertThat(late.accept(new StreamCommand.Mark("b"))).isEmpty();

    for (int i = 0; i < 3; i++) {
      assertThat(late.frame(Mulaw.SILENT_FRAME)).hasSize(1);
    }
    assertThat(late.frame(Mulaw.SILENT_FRAME))
        .startsWith(new StreamEvent.MarkReached(5, "a"), new StreamEvent.MarkReached(6, "b"))
        .hasSize(3);
  }

  @Test
  void suppressed_silence_moves_the_timestamp_and_not_the_chunk() {
    var sparing =
        new StreamEnd(
            "MZ1",
            "CA1",
            "AC1",
            Map.of(),
            new StreamBehavior(Duration.ZERO, false, true, Duration.ZERO));
    sparing.open();
    Mulaw said = sound(1, Mulaw.FRAME);

    assertThat(sparing.frame(Mulaw.SILENT_FRAME)).isEmpty();
    assertThat(sparing.frame(said))
        .containsExactly(new StreamEvent.Media(2, StreamEvent.Track.INBOUND, 1, 20, said));
  }

  @Test
  void keys_take_part_in_the_numbering() {
    end.open();

    assertThat(end.press('5')).isEqualTo(new StreamEvent.Dtmf(2, '5'));
    assertThat(end.stop()).isEqualTo(new StreamEvent.Stopped(3, "CA1"));
  }

  @Test
  void the_caller_receives_queued_audio_and_then_silence() {
    end.accept(new StreamCommand.Media(sound(7, 200)));

    end.frame(Mulaw.SILENT_FRAME);
    assertThat(end.heard()).isEqualTo(sound(7, Mulaw.FRAME));
    assertThat(end.queued()).isEqualTo(Duration.ofMillis(5));
    end.frame(Mulaw.SILENT_FRAME);
    assertThat(end.heard().slice(0, 40)).isEqualTo(sound(7, 40));
    assertThat(end.heard().slice(40, Mulaw.FRAME))
        .isEqualTo(Mulaw.SILENT_FRAME.slice(40, Mulaw.FRAME));
    end.frame(Mulaw.SILENT_FRAME);
    assertThat(end.heard()).isEqualTo(Mulaw.SILENT_FRAME);
  }

  @Test
  void a_mark_behind_audio_comes_back_in_the_frame_that_plays_its_last_sample() {
    end.accept(new StreamCommand.Media(sound(7, 320)));
    assertThat(end.accept(new StreamCommand.Mark("a"))).isEmpty();

    assertThat(marks(end.frame(Mulaw.SILENT_FRAME))).isEmpty();
    assertThat(marks(end.frame(Mulaw.SILENT_FRAME))).containsExactly("a");
  }

  @Test
  void a_mark_comes_before_the_media_of_its_frame() {
    end.accept(new StreamCommand.Media(sound(7, 10)));
    end.accept(new StreamCommand.Mark("a"));

    List<StreamEvent> events = end.frame(Mulaw.SILENT_FRAME);

    assertThat(events).hasSize(2);
    assertThat(events.getFirst()).isEqualTo(new StreamEvent.MarkReached(1, "a"));
  }

  @Test
  void a_mark_on_an_empty_queue_comes_back_at_once() {
    assertThat(marks(end.accept(new StreamCommand.Mark("a")))).containsExactly("a");
  }

  @Test
  void a_clear_sends_all_waiting_marks_back_in_order_and_leaves_silence() {
    end.accept(new StreamCommand.Media(sound(7, 1600)));
    end.accept(new StreamCommand.Mark("a"));
    end.accept(new StreamCommand.Media(sound(8, 1600)));
    end.accept(new StreamCommand.Mark("b"));
    end.frame(Mulaw.SILENT_FRAME);

    assertThat(marks(end.accept(new StreamCommand.Clear()))).containsExactly("a", "b");
    end.frame(Mulaw.SILENT_FRAME);
    assertThat(end.heard()).isEqualTo(Mulaw.SILENT_FRAME);
    assertThat(end.queued()).isZero();
  }

  @Test
  void more_than_ten_minutes_are_thrown_away_and_reported_once() {
    Mulaw minute = Mulaw.silence(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      end.accept(new StreamCommand.Media(minute));
    }
    assertThat(end.problems()).isEmpty();

    end.accept(new StreamCommand.Media(minute));
    end.accept(new StreamCommand.Media(minute));

    assertThat(end.queued()).isEqualTo(Duration.ofMinutes(10));
    assertThat(end.problems()).containsExactly(Problems.STREAM_MEDIA_DISCARDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{\"event\":\"clear\"}",
        "{\"event\":\"clear\",\"streamSid\":\"MZ2\"}",
        "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"track\":\"outbound\"}",
        "{\"event\":\"dance\",\"streamSid\":\"MZ1\"}"
      })
  void a_text_that_is_no_command_is_ignored_and_reported_once(String text) {
    end.accept(new StreamCommand.Media(sound(7, 1600)));

    assertThat(end.acceptText(text)).isEmpty();
    assertThat(end.acceptText(text)).isEmpty();

    assertThat(end.queued()).isEqualTo(Duration.ofMillis(200));
    assertThat(end.problems()).containsExactly(Problems.STREAM_INVALID_MESSAGE);
  }

  @Test
  void a_command_that_arrives_as_text_is_carried_out() {
    String text = StreamCommandCodec.write(new StreamCommand.Mark("a"), "MZ1");

    assertThat(marks(end.acceptText(text))).containsExactly("a");
    assertThat(end.problems()).isEmpty();
  }

  @Test
  void binary_messages_are_reported_once() {
    end.acceptBinary();
    end.acceptBinary();

    assertThat(end.problems()).containsExactly(Problems.STREAM_MALFORMED_MESSAGE);
  }

  @Test
  void after_stop_nothing_happens() {
    end.accept(new StreamCommand.Media(sound(7, 1600)));
    end.stop();

    assertThat(end.frame(Mulaw.SILENT_FRAME)).isEmpty();
    assertThat(end.accept(new StreamCommand.Mark("a"))).isEmpty();
    assertThat(end.heard()).isEqualTo(Mulaw.SILENT_FRAME);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void any_commands_lose_no_sound_no_mark_and_no_number(long seed) {
    var random = new Random(seed);
    var queued = new ArrayList<Mulaw>();
    var sentMarks = new ArrayList<String>();
    var events = new ArrayList<>(end.open());
    var heard = new ArrayList<Mulaw>();
    for (int i = 0; i < 200; i++) {
      switch (random.nextInt(3)) {
        case 0 -> {
          Mulaw audio = sound(random.nextInt(100), random.nextInt(400));
          queued.add(audio);
          events.addAll(end.accept(new StreamCommand.Media(audio)));
        }
        case 1 -> {
          sentMarks.add("m" + i);
          events.addAll(end.accept(new StreamCommand.Mark("m" + i)));
        }
        default -> {
          events.addAll(end.frame(Mulaw.SILENT_FRAME));
          heard.add(end.heard());
        }
      }
    }
    while (!end.queued().isZero()) {
      events.addAll(end.frame(Mulaw.SILENT_FRAME));
      heard.add(end.heard());
    }

    assertThat(marks(events)).containsExactlyElementsOf(sentMarks);
    assertThat(withoutSilence(Mulaw.join(heard))).isEqualTo(withoutSilence(Mulaw.join(queued)));
    List<Long> numbers = events.stream().skip(1).map(StreamEndTest::sequence).toList();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1);
    }
  }

  private static long sequence(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Started started -> started.sequence();
      case StreamEvent.Media media -> media.sequence();
      case StreamEvent.Dtmf dtmf -> dtmf.sequence();
      case StreamEvent.MarkReached mark -> mark.sequence();
      case StreamEvent.Stopped stopped -> stopped.sequence();
      case StreamEvent.Connected _, StreamEvent.Unknown _ -> 0;
    };
  }

  private static Mulaw withoutSilence(Mulaw audio) {
    var kept = new ByteArrayOutputStream();
    for (byte code : audio.bytes()) {
      if (code != (byte) 0xFF) {
        kept.write(code);
      }
    }
    return Mulaw.of(kept.toByteArray());
  }

  private static List<String> marks(List<StreamEvent> events) {
    return events.stream()
        .filter(StreamEvent.MarkReached.class::isInstance)
        .map(event -> ((StreamEvent.MarkReached) event).name())
        .toList();
  }

  private static Mulaw sound(int code, int length) {
    var codes = new byte[length];
    Arrays.fill(codes, (byte) code);
    return Mulaw.of(codes);
  }
}
