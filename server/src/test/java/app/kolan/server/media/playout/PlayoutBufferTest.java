package app.kolan.server.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PlayoutBufferTest {
  private static final Mulaw THREE_SECONDS = sound(3000);

  private final RecordingLine line = new RecordingLine();
  private final PlayoutBuffer playout = new PlayoutBuffer(line);

  @Test
  void at_most_a_second_waits_at_the_carrier() {
    say(THREE_SECONDS);

    assertThat(line.audio().duration()).isEqualTo(Duration.ofMillis(800));
    for (int frame = 1; frame <= 150; frame++) {
      playout.frame();
      assertThat(line.audio().duration().minusMillis(20L * frame))
          .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void each_mark_that_comes_back_makes_room_for_more() {
    say(THREE_SECONDS);

    assertThat(playout.markReached(line.marks().getFirst())).isNull();

    assertThat(line.audio().duration()).isEqualTo(Duration.ofMillis(1200));
  }

  @Test
  void the_callers_frames_make_room_when_marks_are_late() {
    say(THREE_SECONDS);

    frames(50);

    assertThat(line.audio().duration()).isBetween(Duration.ofMillis(1800), Duration.ofSeconds(2));
  }

  @Test
  void marks_that_are_late_do_not_make_the_speech_stutter() {
    say(THREE_SECONDS);
    int late = 60;
    for (int frame = 1; frame <= 150; frame++) {
      playout.frame();
      int due = (frame - late) / 20;
      if ((frame - late) % 20 == 0 && due >= 1) {
        playout.markReached(line.marks().get(due - 1));
      }
      assertThat(line.audio().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(20L * frame));
    }
  }

  @Test
  void the_audio_arrives_whole_and_in_order() {
    say(THREE_SECONDS);
    frames(200);

    assertThat(line.audio()).isEqualTo(THREE_SECONDS);
  }

  @Test
  void the_last_mark_ends_the_utterance() {
    say(sound(500));

    assertThat(playout.markReached(line.marks().get(0))).isNull();
    assertThat(playout.isTalking()).isTrue();
    assertThat(playout.markReached(line.marks().get(1))).isEqualTo(Duration.ofMillis(500));
    assertThat(playout.isTalking()).isFalse();
  }

  @Test
  void a_cut_clears_the_queue_and_tells_what_was_heard() {
    say(THREE_SECONDS);
    playout.markReached(line.marks().get(1));
    frames(5);

    assertThat(playout.cutOff()).isEqualTo(Duration.ofMillis(900));
    assertThat(line.sent.getLast()).isEqualTo(new StreamCommand.Clear());
    assertThat(playout.isTalking()).isFalse();
  }

  @Test
  void a_pause_clears_the_queue_and_sends_no_more() {
    say(THREE_SECONDS);
    playout.pause();
    frames(200);

    assertThat(line.sent.getLast()).isEqualTo(new StreamCommand.Clear());
    assertThat(playout.isTalking()).isFalse();
    assertThat(playout.isPaused()).isTrue();
  }

  @Test
  void what_was_paused_goes_on_a_little_before_the_place_that_was_heard() {
    say(THREE_SECONDS);
    frames(60);
    playout.pause();
    List<String> old = line.marks();
    line.sent.clear();

    playout.resume();
    old.forEach(mark -> assertThat(playout.markReached(mark)).isNull());
    frames(150);

    assertThat(line.audio()).isEqualTo(THREE_SECONDS.slice(8 * 1000, 8 * 3000));
    assertThat(playout.markReached(line.marks().getLast())).isEqualTo(Duration.ofSeconds(3));
    assertThat(playout.isPaused()).isFalse();
  }

  @Test
  void what_was_paused_early_begins_anew() {
    say(THREE_SECONDS);
    frames(5);
    playout.pause();
    line.sent.clear();

    playout.resume();
    frames(150);

    assertThat(line.audio()).isEqualTo(THREE_SECONDS);
  }

  @Test
  void what_was_paused_can_be_given_up() {
    say(THREE_SECONDS);
    frames(60);
    playout.pause();
    int sent = line.sent.size();

    assertThat(playout.cutOff()).isEqualTo(Duration.ofMillis(1200));
    playout.resume();
    frames(10);

    assertThat(line.sent).hasSize(sent);
    assertThat(playout.isPaused()).isFalse();
  }

  @Test
  void a_new_utterance_takes_the_place_of_a_paused_one() {
    say(THREE_SECONDS);
    playout.pause();
    line.sent.clear();

    say(sound(300));

    assertThat(playout.isPaused()).isFalse();
    assertThat(line.audio()).isEqualTo(sound(300));
  }

  @Test
  void marks_that_a_clear_sets_free_prove_nothing() {
    say(THREE_SECONDS);
    List<String> old = line.marks();
    playout.cutOff();
    say(THREE_SECONDS);
    int sent = line.sent.size();

    for (String mark : old) {
      assertThat(playout.markReached(mark)).isNull();
    }

    assertThat(line.sent).hasSize(sent);
    assertThat(playout.cutOff()).isEqualTo(Duration.ZERO);
  }

  @Test
  void foreign_marks_are_passed_over() {
    say(THREE_SECONDS);

    for (String mark : List.of("", "1", "1:", "1:x", "1:99999999999", ":", "2:1600", "hello")) {
      assertThat(playout.markReached(mark)).isNull();
    }
    assertThat(playout.cutOff()).isEqualTo(Duration.ZERO);
  }

  @Test
  void a_last_mark_that_never_comes_back_ends_the_utterance_all_the_same() {
    say(sound(1000));

    Duration heard = null;
    int frames = 0;
    for (; heard == null && frames < 1000; frames++) {
      heard = playout.frame();
    }

    assertThat(heard).isEqualTo(Duration.ofSeconds(1));
    assertThat(frames).isBetween(150, 152);
  }

  @Test
  void nothing_is_sent_into_a_congested_line() {
    line.congested = true;
    say(THREE_SECONDS);
    frames(20);
    assertThat(line.sent).isEmpty();

    line.congested = false;
    frames(1);
    assertThat(line.audio().duration()).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void what_was_not_sent_was_not_heard() {
    line.congested = true;
    say(THREE_SECONDS);
    frames(100);

    assertThat(playout.cutOff()).isEqualTo(Duration.ZERO);
  }

  @Test
  void a_sound_that_grows_is_said_as_it_comes() {
    var growing = new UtteranceAudio();
    var heard = new ArrayList<Integer>();
    playout.begin(growing, heard::add);
    assertThat(playout.isUnderWay()).isTrue();
    assertThat(playout.isTalking()).isFalse();

    growing.add(sound(300));
    playout.grown(growing);
    assertThat(line.audio().duration()).isEqualTo(Duration.ofMillis(300));
    assertThat(playout.isTalking()).isTrue();
    frames(20);
    assertThat(playout.isTalking()).as("while more is awaited").isFalse();

    growing.add(sound(100));
    growing.complete();
    assertThat(playout.grown(growing)).isNull();
    assertThat(playout.markReached(line.marks().getLast())).isEqualTo(Duration.ofMillis(400));
    assertThat(heard).startsWith(0, 160).endsWith(3200);
  }

  @Test
  void an_utterance_without_sound_is_over_at_once() {
    var nothing = new UtteranceAudio();
    playout.begin(nothing, PlayoutBuffer.Listener.NOBODY);
    nothing.complete();

    assertThat(playout.grown(nothing)).isEqualTo(Duration.ZERO);
    assertThat(playout.isUnderWay()).isFalse();
  }

  @Test
  void what_grows_after_a_cut_is_not_said() {
    var growing = new UtteranceAudio();
    playout.begin(growing, PlayoutBuffer.Listener.NOBODY);
    growing.add(sound(300));
    playout.grown(growing);
    playout.cutOff();
    growing.add(sound(300));

    assertThat(playout.grown(growing)).isNull();
    assertThat(line.audio().duration()).isEqualTo(Duration.ofMillis(300));
  }

  private void frames(int count) {
    for (int i = 0; i < count; i++) {
      playout.frame();
    }
  }

  private static Mulaw sound(int milliseconds) {
    var codes = new byte[milliseconds * 8];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) (i * 31 ^ i >> 7);
    }
    return Mulaw.of(codes);
  }

  private void say(Mulaw utterance) {
    playout.begin(UtteranceAudio.of(utterance), PlayoutBuffer.Listener.NOBODY);
  }
}
