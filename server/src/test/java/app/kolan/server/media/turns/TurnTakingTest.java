package app.kolan.server.media.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.media.endofturn.AnswerKind;
import app.kolan.server.media.endofturn.TurnText;
import app.kolan.server.media.turns.TurnTaking.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Turn-taking on drawn timelines: `s` is a frame of speech, `.` one without.
@Tag("unit")
class TurnTakingTest {
  private TurnTaking turns = new TurnTaking(TurnTiming.USUAL);
  private final List<String> decided = new ArrayList<>();
  private final List<String> likely = new ArrayList<>();
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
    speech(20).agentOverSpeech(50);
    assertThat(decided).containsExactly("BEGAN at 7", "BARGED_IN at 50", "MEANT at 70");
  }

  @Test
  void one_sentence_is_interrupted_once() {
    agentOverQuiet(50).agentOverSpeech(200);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63", "MEANT at 85");
  }

  @Test
  void a_cough_stops_us_for_a_while() {
    agentOverQuiet(50).agentOverSpeech(13).quiet(99);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63", "ENDED at 103");
    quiet(1);
    assertThat(decided).endsWith("RESUMED at 163").hasSize(4);
    agentOverQuiet(200);
    assertThat(decided).hasSize(4);
  }

  @Test
  void who_goes_on_after_a_pause_has_meant_it() {
    agentOverQuiet(50).agentOverSpeech(13).quiet(60).speech(22).quiet(200);
    assertThat(decided)
        .containsExactly(
            "BARGED_IN at 63",
            "BEGAN at 63",
            "ENDED at 103",
            "BEGAN at 130",
            "MEANT at 145",
            "ENDED at 185");
  }

  @Test
  void a_single_word_of_speech_to_text_shows_that_it_was_meant() {
    agentOverQuiet(50).agentOverSpeech(13).quiet(50);
    turns.words("כתובת");
    quiet(200);
    assertThat(decided)
        .containsExactly("BARGED_IN at 63", "BEGAN at 63", "ENDED at 103", "MEANT at 114");
  }

  @ParameterizedTest
  @ValueSource(strings = {"אהה", "כן", "הבנתי", "אוקיי.", "כן כן", "mhm"})
  void we_go_on_as_soon_as_who_only_listens_is_silent(String words) {
    agentOverQuiet(50).agentOverSpeech(13).speech(10);
    turns.words(words);
    quiet(14);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63");
    quiet(1);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63", "RESUMED at 88");
  }

  @Test
  void who_goes_on_after_having_listened_has_meant_it() {
    agentOverQuiet(50).agentOverSpeech(13).speech(5);
    turns.words("כן");
    speech(10);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63");
    turns.words("כן אבל רגע");
    speech(1);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63", "MEANT at 79");
  }

  @Test
  void a_long_listener_has_meant_it_after_all() {
    agentOverQuiet(50).agentOverSpeech(13);
    turns.words("הבנתי הבנתי");
    speech(56);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63");
    speech(1);
    assertThat(decided).endsWith("MEANT at 120");
  }

  @ParameterizedTest
  @ValueSource(strings = {"לא", "רגע", "סליחה", "רק רגע", "wait"})
  void a_word_that_takes_the_turn_interrupts_although_it_is_short(String word) {
    agentOverQuiet(50).agentOverSpeech(9).agentOverQuiet(10);
    assertThat(decided).isEmpty();
    turns.words(word);
    agentOverQuiet(1);
    assertThat(decided).containsExactly("BARGED_IN at 70", "BEGAN at 70", "MEANT at 70");
  }

  @Test
  void no_word_interrupts_without_its_sound() {
    agentOverQuiet(50).agentOverSpeech(6).agentOverQuiet(10);
    turns.words("לא");
    agentOverQuiet(50);
    assertThat(decided).isEmpty();
  }

  @Test
  void a_word_of_the_turn_before_does_not_interrupt_us() {
    speech(30).quiet(50);
    turns.words("לא");
    agentOverQuiet(5).agentOverSpeech(9);
    turns.words("לא");
    agentOverQuiet(50);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 70");
  }

  @Test
  void a_key_settles_an_interruption() {
    agentOverQuiet(50).agentOverSpeech(13);
    turns.keyPressed();
    quiet(300);
    assertThat(decided).containsExactly("BARGED_IN at 63", "BEGAN at 63", "ENDED at 103");
  }

  @Test
  void after_we_have_gone_on_the_first_moments_are_deaf_again() {
    agentOverQuiet(50).agentOverSpeech(13).quiet(100).agentOverSpeech(29);
    assertThat(decided).endsWith("RESUMED at 163").hasSize(4);
    agentOverSpeech(1);
    assertThat(decided).endsWith("BARGED_IN at 193", "BEGAN at 193");
  }

  @Test
  void dictated_digits_have_longer_pauses() {
    turns.dictating(true);
    speech(30).quiet(65).speech(30).quiet(79);
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 205");
    turns.dictating(false);
    speech(30).quiet(40);
    assertThat(decided).endsWith("ENDED at 275");
  }

  @Test
  void words_that_need_more_hold_the_turn() {
    turns = judging(1);
    speech(30);
    turns.words("אני רוצה לקבוע תור אבל");
    quiet(79);
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 110");
  }

  @Test
  void words_that_are_complete_end_the_turn_soon_after_they_have_come_to_rest() {
    turns = judging(0);
    speech(30).quiet(10);
    turns.words("אני רוצה לקבוע תור");
    turns.words("אני רוצה לקבוע תור");
    quiet(14);
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 55");
  }

  @Test
  void words_that_still_come_do_not_end_a_turn_before_its_usual_silence() {
    turns = judging(0);
    speech(30);
    for (int i = 0; i < 39; i++) {
      turns.words("מילה " + i);
      quiet(1);
    }
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 70");
  }

  @Test
  void the_silence_grows_with_the_probability_that_the_caller_goes_on() {
    turns = judging(0.75);
    speech(30);
    turns.words("אולי");
    turns.endpoint();
    quiet(59);
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 90");
  }

  @Test
  void the_model_is_asked_once_for_each_transcript_and_told_when_digits_are_asked_for() {
    var asked = new ArrayList<TurnText>();
    turns =
        new TurnTaking(
            TurnTiming.USUAL,
            turn -> {
              asked.add(turn);
              return OptionalDouble.empty();
            });
    speech(30);
    turns.words("אפס");
    turns.words("אפס");
    turns.dictating(true);
    turns.words("אפס חמש");
    assertThat(asked)
        .containsExactly(
            new TurnText("אפס", AnswerKind.UNKNOWN), new TurnText("אפס חמש", AnswerKind.NUMBER));
  }

  @Test
  void the_next_turn_knows_nothing_of_the_last_ones_words() {
    turns = judging(1);
    speech(30);
    turns.words("אני רוצה את");
    quiet(80).speech(30).quiet(40);
    assertThat(decided)
        .containsExactly("BEGAN at 7", "ENDED at 110", "BEGAN at 117", "ENDED at 180");
  }

  @Test
  void an_endpoint_of_speech_to_text_makes_the_silence_short() {
    speech(30).quiet(10);
    turns.endpoint();
    quiet(4);
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 45");
  }

  @Test
  void an_endpoint_after_which_the_caller_goes_on_is_forgotten() {
    speech(30).quiet(10);
    turns.endpoint();
    speech(10).quiet(39);
    assertThat(decided).containsExactly("BEGAN at 7");
    quiet(1);
    assertThat(decided).containsExactly("BEGAN at 7", "ENDED at 90");
  }

  @Test
  void digits_hold_a_turn_against_an_endpoint_until_the_number_is_whole() {
    speech(30);
    turns.words("המספר שלי 052 345");
    turns.endpoint();
    quiet(60).speech(20);
    assertThat(decided).containsExactly("BEGAN at 7");
    turns.words("המספר שלי 052 345 6789");
    turns.endpoint();
    quiet(25);
    assertThat(decided).hasSize(2).startsWith("BEGAN at 7").last().asString().startsWith("ENDED");
  }

  @Test
  void the_tone_of_a_key_is_forgotten() {
    speech(6);
    turns.keyPressed();
    speech(6).quiet(50);
    assertThat(decided).isEmpty();
  }

  @Test
  void the_longest_window_that_an_interruption_can_have_is_looked_back_upon() {
    var patient = new TurnTaking(bargeIn(TurnTiming.LONGEST_WINDOW));
    var at = new ArrayList<Integer>();
    for (int i = 1; i <= 200; i++) {
      if (patient.frame(true, true).contains(Decision.BARGED_IN)) {
        at.add(i);
      }
    }
    assertThat(at).containsExactly(15 + 64);
  }

  @Test
  void an_end_is_likely_once_for_the_same_complete_words_and_before_it_is_certain() {
    turns = judging(0.1);
    speech(50);
    turns.words("מחר");
    quiet(9);
    assertThat(likely).isEmpty();
    quiet(5).speech(20);
    turns.words("מחר בתשע");
    quiet(40).speech(10).quiet(60);
    assertThat(likely).containsExactly("מחר at 60", "מחר בתשע at 94");
    assertThat(decided).startsWith("BEGAN at 7", "ENDED at 104");
  }

  @Test
  void words_that_come_late_are_told_as_they_come_and_open_ones_never() {
    turns = judging(0.1);
    speech(50).quiet(20);
    turns.words("מחר בתשע");
    quiet(1);
    assertThat(likely).containsExactly("מחר בתשע at 71");

    turns = judging(0.5);
    speech(50);
    turns.words("רציתי ל");
    quiet(80);
    assertThat(likely).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-20, 0, 10, 310, 1300})
  void a_window_is_whole_frames_and_at_most_sixty_four(long millis) {
    assertThatThrownBy(() -> bargeIn(Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_time_is_longer_than_ten_minutes() {
    assertThat(TurnTiming.USUAL.cutAt(TurnTiming.LONGEST).longest()).hasMinutes(10);
    assertThatThrownBy(() -> TurnTiming.USUAL.cutAt(TurnTiming.LONGEST.plusMillis(20)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TurnTaking judging(double incomplete) {
    return new TurnTaking(TurnTiming.USUAL, _ -> OptionalDouble.of(incomplete));
  }

  private static TurnTiming bargeIn(Duration bargeIn) {
    TurnTiming usual = TurnTiming.USUAL;
    return new TurnTiming(
        usual.start(),
        usual.end(),
        usual.endpoint(),
        usual.hold(),
        bargeIn,
        usual.deaf(),
        usual.meant(),
        usual.resume(),
        usual.longest());
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
      for (Decision decision : turns.frame(speech, audible)) {
        if (decision == Decision.LIKELY_ENDED) {
          likely.add("%s at %d".formatted(turns.words(), frame));
        } else {
          decided.add(decision + " at " + frame);
        }
      }
    }
    return this;
  }
}
