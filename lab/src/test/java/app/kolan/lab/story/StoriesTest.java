package app.kolan.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.lab.story.StoryHarness.Played;
import app.kolan.server.media.playout.Line;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent's conversations, one story each, on virtual time.
@Tag("conversation")
class StoriesTest {
  private static final PhoneNumber DANA = new PhoneNumber("+972541234567");
  private static final PhoneNumber HIDDEN = new PhoneNumber("anonymous");

  @TempDir private Path data;
  private StoryHarness harness;

  @BeforeEach
  void open() {
    harness = new StoryHarness(data, StoryHarness.HUMAN);
  }

  @AfterEach
  void nothing_is_left_behind() throws InterruptedException {
    assertThat(harness.threadsLeft()).isZero();
    assertThat(harness.stores().calls().findOpen()).isEmpty();
    harness.close();
  }

  @Test
  void a_caller_leaves_a_message() {
    Played played = harness.play("leaves_a_message", DANA);

    assertThat(played.caller().failures()).isEmpty();
    assertThat(played.line().closed()).isEqualTo(Line.Closing.DONE);
    assertThat(outcome(played)).isEqualTo(CallOutcome.FINISHED);
    Lead lead = lead(played);
    assertThat(lead.callback()).isEqualTo(DANA);
    assertThat(lead.state()).isEqualTo(LeadState.COMPLETE);
    assertThat(lead.reasonTurn()).isNotNull();
    assertThat(lead.nameTurn()).isNotNull();
  }

  @Test
  void each_answer_is_kept_as_a_sound_with_its_place_in_the_call() {
    Played played = harness.play("leaves_a_message", DANA);

    List<Turn> answers = soundsOf(played);
    assertThat(answers).extracting(Turn::about).containsExactly("ask_reason", "ask_name");
    assertThat(answers)
        .allSatisfy(
            turn -> {
              assertThat(turn.to()).isGreaterThan(turn.from());
              assertThat(Files.size(data.resolve(String.valueOf(turn.audioFile()))))
                  .isGreaterThan(4000);
            });
    assertThat(harness.stores().turns().findByCall(played.sid()))
        .isSortedAccordingTo((a, b) -> a.to().compareTo(b.to()));
  }

  @Test
  void a_cough_makes_the_agent_pause_and_no_more() {
    Played played = harness.play("coughs_into_a_question", DANA);

    assertThat(played.caller().failures()).isEmpty();
    assertThat(played.line().closed()).isEqualTo(Line.Closing.DONE);
    assertThat(harness.stores().turns().findByCall(played.sid()))
        .filteredOn(
            turn -> turn.about().equals("offer_own_number") && turn.speaker() == Speaker.AGENT)
        .singleElement()
        .satisfies(turn -> assertThat(turn.cutOff()).isFalse());
    assertThat(lead(played).callback()).isEqualTo(DANA);
  }

  @Test
  void a_caller_who_interrupts_is_heard() {
    Played played = harness.play("interrupts_the_question", DANA);

    assertThat(played.caller().failures()).isEmpty();
    assertThat(played.line().sent())
        .filteredOn(sent -> sent.command() instanceof StreamCommand.Clear)
        .hasSize(1);
    assertThat(harness.stores().turns().findByCall(played.sid()))
        .filteredOn(Turn::cutOff)
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.about()).isEqualTo("offer_own_number");
              assertThat(turn.heard().toMillis()).isBetween(700L, 1300L);
            });
    assertThat(lead(played).callback()).isEqualTo(DANA);
  }

  @Test
  void nobody_is_asked_more_than_twice() {
    Played played = harness.play("says_nothing", DANA);

    assertThat(played.caller().failures()).isEmpty();
    assertThat(outcome(played)).isEqualTo(CallOutcome.FINISHED);
    assertThat(harness.stores().leads().find(played.sid())).isEmpty();
  }

  @Test
  void zero_connects_to_a_human() {
    Played played = harness.play("wants_a_human", DANA);

    assertThat(played.caller().failures()).isEmpty();
    LoggedCall call = harness.stores().calls().find(played.sid()).orElseThrow();
    assertThat(call.outcome()).isEqualTo(CallOutcome.HANDED_OVER);
    assertThat(call.handOverTo()).isEqualTo(StoryHarness.HUMAN);
  }

  @Test
  void zero_is_answered_when_there_is_no_human(@TempDir Path other) throws InterruptedException {
    try (var alone = new StoryHarness(other, null)) {
      Played played = alone.play("wants_a_human_who_is_not_there", DANA);

      assertThat(played.caller().failures()).isEmpty();
      assertThat(alone.threadsLeft()).isZero();
      assertThat(alone.stores().leads().find(played.sid())).isPresent();
    }
  }

  @Test
  void another_number_can_be_keyed() {
    Played played = harness.play("keys_another_number", DANA);

    assertThat(played.caller().failures()).isEmpty();
    assertThat(lead(played).callback()).isEqualTo(new PhoneNumber("+972525381648"));
  }

  @Test
  void a_hidden_number_is_asked_for() {
    Played played = harness.play("hides_the_number", HIDDEN);

    assertThat(played.caller().failures()).isEmpty();
    assertThat(lead(played).callback()).isEqualTo(new PhoneNumber("+97236123456"));
  }

  @Test
  void what_is_added_to_the_goodbye_is_kept() {
    Played played = harness.play("adds_something_to_the_goodbye", DANA);

    assertThat(played.caller().failures()).isEmpty();
    assertThat(soundsOf(played))
        .extracting(Turn::about)
        .containsExactly("ask_reason", "ask_name", "thanks_goodbye");
  }

  @Test
  void the_same_story_is_the_same_call_twice() {
    Played first = harness.play("interrupts_the_question", DANA);
    Played second = harness.play("interrupts_the_question", DANA);

    assertThat(second.line().sent()).isEqualTo(first.line().sent());
    assertThat(second.line().frames()).isEqualTo(first.line().frames());
  }

  private CallOutcome outcome(Played played) {
    return harness.stores().calls().find(played.sid()).orElseThrow().outcome();
  }

  private Lead lead(Played played) {
    return harness.stores().leads().find(played.sid()).orElseThrow();
  }

  private List<Turn> soundsOf(Played played) {
    return harness.stores().turns().findByCall(played.sid()).stream()
        .filter(turn -> turn.speaker() == Speaker.CALLER && turn.audioFile() != null)
        .toList();
  }
}
