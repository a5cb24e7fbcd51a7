package app.kolan.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.call.TurnTaking.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Turn-taking on drawn timelines: `s` is a frame of speech, `.` one without.
@Tag("unit")
class TurnTakingTest {
  private final TurnTaking turns = new TurnTaking(TurnTiming.USUAL);
  private final List<String> decided = new ArrayList<>();
  private int frame;

  @Test
  void a_turn_begins_with_the_seventh_frame_of_speech_in_ten() {
    quiet(50).speech(6);
    assertThat(decided).isEmpty();
    speech(1);
    assertThat(decided).containsExactly("BEGAN at 57");
  }

  @Test
  void a_click_is_no_turn() {
    quiet(50).speech(3).quiet(50).speech(4).quiet(50);
    assertThat(decided).isEmpty();
  }

  @Test
  void a_turn_ends_with_the_silence_after_it() {
    speech(50).quiet(39);
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 90");
  }

  @Test
  void a_pause_to_think_does_not_end_a_turn() {
    speech(50).quiet(35).speech(20).quiet(35).speech(5).quiet(40);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 185");
  }

  @Test
  void a_turn_is_cut_at_its_longest() {
    speech(50 * 60 + 20);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 3006", "BEGAN at 3013");
  }

  @Test
  void an_interruption_wants_more_speech_than_a_turn() {
    agentOverQuiet(50).agentOverSpeech(12);
    assertThat(decided).isEmpty();
    agentOverSpeech(1);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63");
  }

  @Test
  void nobody_interrupts_in_our_first_moments() {
    agentOverSpeech(29);
    assertThat(decided).isEmpty();
    agentOverSpeech(1);
    assertThat(decided).containsExactly("BARGED_IN at 30", "BEGAN at 30");
  }

  @Test
  void who_goes_on_speaking_when_we_begin_interrupts_after_a_while() {
    speech(20).agentOverSpeech(40);
    assertThat(decided).containsExactly("BEGAN at 7", "BARGED_IN at 50");
  }

  @Test
  void one_sentence_is_interrupted_once() {
    agentOverQuiet(50).agentOverSpeech(200);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63");
  }

  @Test
  void the_tone_of_a_key_is_forgotten() {
    speech(6);
    turns.forgetRecentSpeech();
    speech(6).quiet(50);
    assertThat(decided).isEmpty();
  }

  @Test
  void all_times_are_whole_frames() {
    TurnTiming usual = TurnTiming.USUAL;
    assertThat(List.of(usual.start(), usual.end(), usual.bargeIn(), usual.deaf(), usual.longest()))
        .allSatisfy(time -> assertThat(time.toMillis() % 20).isZero())
        .allSatisfy(time -> assertThat(time).isPositive());
    assertThat(usual.bargeIn()).isGreaterThan(usual.start()).isLessThan(Duration.ofMillis(1280));
  }

  private TurnTakingTest quiet(int frames) {
    return frames(frames, false, false);
  }

  private TurnTakingTest speech(int frames) {
    return frames(frames, true, false);
  }

  private TurnTakingTest agentOverQuiet(int frames) {
    return frames(frames, false, true);
  }

  private TurnTakingTest agentOverSpeech(int frames) {
    return frames(frames, true, true);
  }

  private TurnTakingTest frames(int count, boolean speech, boolean audible) {
    for (int i = 0; i < count; i++) {
      frame++;
      List<Decision> decisions = new ArrayList<>(turns.frame(speech, audible));
      decisions.sort((a, b) -> Boolean.compare(b == Decision.BARGED_IN, a == Decision.BARGED_IN));
      decisions.forEach(decision -> decided.add(decision + " at " + frame));
    }
    return this;
  }
}
