package app.kolan.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.Business;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.RecordingLine;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.stories.Story;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the story of a call hears of what stands in its mailbox.
@Tag("conversation")
class DialogueTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  @TempDir private Path data;
  private Stores stores;
  private LiveCall call;
  private Dialogue dialogue;
  private int fillers;

  @BeforeEach
  void begin() {
    stores = StoreFactory.open(data);
    var caller = new PhoneNumber("+972541234567");
    stores.calls().addArrival(CALL, "AC1", Business.FIRST, caller, caller, "ticket", NOON);
    call = new LiveCall(new RecordingLine(), InputAudioConfig.USUAL);
    dialogue =
        new Dialogue(
            call,
            new Transcriber(call, List.of(), new CircuitBreakers()),
            Story.PROMPTS,
            new TranscriptWriter(CALL, stores.turns(), AudioFiles.open(data)),
            ReplyTiming.USUAL,
            () -> fillers++);
  }

  @AfterEach
  void end() {
    stores.close();
  }

  @Test
  void words_that_a_key_overtook_are_heard_next() throws Exception {
    happensLast(spoke(1), key('5'), understood(1, "אני רוצה תור"));

    assertThat(dialogue.hear(PATIENCE)).isInstanceOf(HeardWords.Key.class);
    assertThat(dialogue.hasMoreToHear()).isTrue();
    assertThat(dialogue.hear(PATIENCE)).isEqualTo(new HeardWords.Words("אני רוצה תור", 0));
    assertThat(dialogue.hasMoreToHear()).isFalse();
    assertThat(words()).containsExactly("אני רוצה תור");
  }

  @Test
  void what_was_understood_before_the_key_is_heard_with_the_rest() throws Exception {
    happensLast(
        spoke(1),
        new SessionEvent.SpeechBegan(Duration.ofSeconds(3)),
        understood(1, "שלום"),
        key('5'),
        spoke(2),
        understood(2, "אני דנה"));

    assertThat(dialogue.hear(PATIENCE)).isInstanceOf(HeardWords.Key.class);
    assertThat(dialogue.hear(PATIENCE)).isEqualTo(new HeardWords.Words("שלום אני דנה", 1));
  }

  @Test
  void words_are_told_once() throws Exception {
    happensLast(
        spoke(1), key('5'), understood(1, "שלום"), key('6'), spoke(2), understood(2, "תודה"));

    assertThat(dialogue.hear(PATIENCE)).isInstanceOf(HeardWords.Key.class);
    assertThat(dialogue.hear(PATIENCE)).isEqualTo(new HeardWords.Words("שלום", 0));
    assertThat(dialogue.hear(PATIENCE)).isInstanceOf(HeardWords.Key.class);
    assertThat(dialogue.hear(PATIENCE)).isEqualTo(new HeardWords.Words("תודה", 1));
  }

  @Test
  void who_waits_for_the_answer_to_words_is_not_taken_for_silent_and_is_told_to_wait()
      throws Exception {
    happens(spoke(1), key('5'));
    assertThat(dialogue.hear(PATIENCE)).isInstanceOf(HeardWords.Key.class);
    happensLast(
        new SessionEvent.Quiet(2, Duration.ofSeconds(4)),
        new SessionEvent.Silence(2, Duration.ofSeconds(9)),
        understood(1, "שלום"));

    assertThat(dialogue.hear(PATIENCE)).isEqualTo(new HeardWords.Words("שלום", 0));
    assertThat(fillers).isEqualTo(1);
  }

  @Test
  void words_that_come_during_the_last_sentence_are_written_to_their_turn() throws Exception {
    happens(spoke(1), key('0'));
    assertThat(dialogue.hear(PATIENCE)).isInstanceOf(HeardWords.Key.class);
    happensLast(
        understood(1, "תעבירו אותי"),
        spoke(2),
        new SessionEvent.Said(1, Duration.ofSeconds(5), Duration.ofSeconds(2)));
    dialogue.say(Prompt.TRANSFERRING);

    assertThat(dialogue.leave()).isGreaterThan(0);

    assertThat(words()).contains("תעבירו אותי");
  }

  @Test
  void a_turn_that_nobody_understood_any_more_is_told_when_the_story_leaves() throws Exception {
    happens(spoke(1), key('0'));
    assertThat(dialogue.hear(PATIENCE)).isInstanceOf(HeardWords.Key.class);

    assertThat(dialogue.leave()).isZero();
  }

  /// The last that happens: who waits for more is told that the line has ended.
  private void happensLast(SessionEvent... events) {
    happens(events);
    call.mailbox().close(LineEnded.How.STOPPED);
  }

  private void happens(SessionEvent... events) {
    for (SessionEvent event : events) {
      assertThat(call.mailbox().put(event)).isTrue();
    }
  }

  private static SessionEvent spoke(long turn) {
    Duration from = Duration.ofSeconds(2 * turn);
    var audio = Mulaw.silence(Duration.ofSeconds(1));
    return new SessionEvent.Spoke(
        turn, new SpeechSegment(Track.INBOUND, from, from.plusSeconds(1), audio));
  }

  private static SessionEvent understood(long turn, String words) {
    return new SessionEvent.Understood(turn, words);
  }

  private static SessionEvent key(char digit) {
    return new SessionEvent.Key(digit, Duration.ofSeconds(3));
  }

  /// What is written of the caller's turns. Words are not waited for, but written in their order.
  private List<String> words() {
    stores.calls().settle(CALL, CallOutcome.FINISHED, null, NOON);
    return stores.turns().findByCall(CALL).stream().map(Turn::words).toList();
  }
}
