package app.kolan.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.Business;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.RecordingLine;
import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallWrites;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.stories.Story;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the conversation hears of what stands in its mailbox.
@Tag("conversation")
class SessionTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(7);

  @TempDir private Path data;
  private Stores stores;
  private final CallWrites writes =
      new CallWrites(new DeferredWrites(), Thread.ofVirtual().factory());
  private LiveCall call;
  private Session session;
  private int fillers;

  @BeforeEach
  void begin() throws NoSpeechToText {
    stores = StoreFactory.open(data);
    var caller = new PhoneNumber("+972541234567");
    stores.calls().addArrival(CALL, "AC1", Business.FIRST, 0, caller, caller, "ticket", NOON);
    call = new LiveCall(new RecordingLine(), InputAudioConfig.USUAL);
    session =
        new Session(
            CallScope.open(CALL),
            call,
            Story.PROMPTS,
            new TranscriptWriter(CALL, stores.turns(), AudioFiles.open(data), writes),
            ReplyTiming.USUAL,
            () -> fillers++);
    session.transcribe(new Transcriber(call, new SilentSpeechToText()));
  }

  @AfterEach
  void end() {
    writes.await();
    stores.close();
  }

  @Test
  void words_that_a_key_overtook_are_heard_next() throws Exception {
    happensLast(spoke(1), key('5'), understood(1, "אני רוצה תור"));

    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);
    assertThat(session.hasMoreToHear()).isTrue();
    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("אני רוצה תור", 0));
    assertThat(session.hasMoreToHear()).isFalse();
    assertThat(words()).containsExactly("אני רוצה תור");
  }

  @Test
  void words_are_told_while_the_disk_is_busy_and_are_written_in_their_order() throws Exception {
    var disk = new CountDownLatch(1);
    writes.add(_ -> awaitQuietly(disk));
    happensLast(spoke(1), understood(1, "שלום"));

    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("שלום", 0));
    assertThat(stores.turns().findByCall(CALL)).isEmpty();

    disk.countDown();
    assertThat(words()).containsExactly("שלום");
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

    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);
    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("שלום אני דנה", 1));
  }

  @Test
  void words_are_told_once() throws Exception {
    happensLast(
        spoke(1), key('5'), understood(1, "שלום"), key('6'), spoke(2), understood(2, "תודה"));

    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);
    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("שלום", 0));
    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);
    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("תודה", 1));
  }

  @Test
  void who_waits_for_the_answer_to_words_is_not_taken_for_silent_and_is_told_to_wait()
      throws Exception {
    happens(spoke(1), key('5'));
    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);
    happensLast(
        new SessionEvent.Quiet(2, Duration.ofSeconds(4)),
        new SessionEvent.Silence(2, Duration.ofSeconds(9)),
        understood(1, "שלום"));

    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("שלום", 0));
    assertThat(fillers).isEqualTo(1);
  }

  @Test
  void who_only_listened_to_a_sentence_that_went_on_is_written_down_and_not_answered()
      throws Exception {
    happens(
        spoke(1),
        understood(1, "אהה, הבנתי"),
        new SessionEvent.Said(1, Duration.ofSeconds(6), Duration.ofSeconds(5)));
    session.answer(Prompt.ASK_REASON);
    happensLast(spoke(3), understood(3, "אני רוצה תור"));

    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("אני רוצה תור", 1));
    assertThat(words()).contains("אהה, הבנתי", "אני רוצה תור");
  }

  @Test
  void a_yes_near_the_end_of_a_sentence_answers_it() throws Exception {
    happens(
        spoke(1),
        understood(1, "כן"),
        new SessionEvent.Said(1, Duration.ofSeconds(4), Duration.ofSeconds(3)));
    session.answer(Prompt.ASK_REASON);

    assertThat(session.listenForWords(TIMEOUT))
        .isInstanceOfSatisfying(
            Heard.Speech.class, heard -> assertThat(heard.words()).isEqualTo("כן"));
  }

  @Test
  void who_only_listened_and_then_is_silent_is_silent() throws Exception {
    happens(spoke(1), new SessionEvent.Said(1, Duration.ofSeconds(6), Duration.ofSeconds(5)));
    session.answer(Prompt.ASK_REASON);
    happensLast(new SessionEvent.Silence(1, Duration.ofSeconds(13)), understood(1, "אהה"));

    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Silence.class);
  }

  @Test
  void words_that_come_during_the_last_sentence_are_written_to_their_turn() throws Exception {
    happens(spoke(1), key('0'));
    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);
    happensLast(
        understood(1, "תעבירו אותי"),
        spoke(2),
        new SessionEvent.Said(1, Duration.ofSeconds(5), Duration.ofSeconds(2)));
    session.answer(Prompt.TRANSFERRING);

    assertThat(session.stopTranscribing()).isGreaterThan(0);

    assertThat(words()).contains("תעבירו אותי");
  }

  @Test
  void a_turn_that_nobody_understood_any_more_is_told_when_the_story_leaves() throws Exception {
    happens(spoke(1), key('0'));
    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);

    assertThat(session.stopTranscribing()).isZero();
  }

  @Test
  void a_key_that_is_pressed_during_a_sentence_is_heard_after_it() throws Exception {
    happensLast(
        key('7'), new SessionEvent.Said(1, Duration.ofSeconds(5), Duration.ofSeconds(2)), spoke(1));

    assertThat(session.say(Prompt.ASK_NUMBER)).isInstanceOf(SayResult.Finished.class);
    assertThat(session.listen(TIMEOUT)).isEqualTo(new Heard.Key('7', Duration.ofSeconds(3)));
    assertThat(session.listen(TIMEOUT)).isInstanceOf(Heard.Speech.class);
  }

  @Test
  void silence_that_an_earlier_verb_waited_for_is_no_answer_to_a_later_one() throws Exception {
    happens(spoke(1));
    session.listen(TIMEOUT);
    happensLast(new SessionEvent.Silence(1, Duration.ofSeconds(9)), key('1'));

    assertThat(session.listen(TIMEOUT)).isInstanceOf(Heard.Key.class);
  }

  @Test
  void what_an_agent_posts_takes_its_place_among_what_happens() throws Exception {
    AgentEvents<String> mine = session.events();
    happens(key('1'));
    mine.post("posted");
    happensLast(spoke(1));

    assertThat(session.next(mine)).isInstanceOf(TurnEvent.Key.class);
    assertThat(session.next(mine)).isEqualTo(new TurnEvent.Posted());
    assertThat(mine.take()).isEqualTo("posted");
    assertThat(session.next(mine)).isInstanceOf(TurnEvent.Spoke.class);
  }

  @Test
  void what_was_posted_to_an_agent_that_has_left_is_ignored() throws Exception {
    AgentEvents<String> gone = session.events();
    gone.post("too late");
    happensLast(key('1'));

    assertThat(session.next(session.events())).isInstanceOf(TurnEvent.Key.class);
  }

  @Test
  void to_ask_for_silence_takes_the_place_of_having_asked_for_quiet() throws Exception {
    AgentEvents<String> mine = session.events();
    session.watchQuiet(TIMEOUT);
    session.watchSilence(TIMEOUT);
    happensLast(
        new SessionEvent.Quiet(1, Duration.ofSeconds(2)),
        new SessionEvent.Silence(2, Duration.ofSeconds(3)));

    assertThat(session.next(mine)).isEqualTo(new TurnEvent.Silence());
  }

  @Test
  void a_part_of_the_call_that_fails_ends_a_verb_that_waits() {
    try (CallScope failing = CallScope.open(CALL)) {
      failing.fork(
          "broken",
          () -> {
            throw new AssertionError("a bug");
          });

      assertThatThrownBy(() -> session.listen(TIMEOUT)).isInstanceOf(IllegalStateException.class);
      assertThat(failing.failure()).hasMessage("a bug");
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void an_answer_is_made_on_a_thread_of_the_call_that_has_ended_with_the_answer() throws Exception {
    var thread = new AtomicReference<Thread>();
    happensLast(new SessionEvent.CutOff(1, Duration.ofSeconds(5), Duration.ZERO), spoke(1));

    SayResult result =
        session.answer(
            _ -> {
              thread.set(Thread.currentThread());
              new CountDownLatch(1).await();
            },
            new SpokenText(),
            Utterance.Steps.UNSEEN);

    assertThat(result).isEqualTo(new SayResult.CutOff(Duration.ZERO));
    assertThat(thread.get().getName()).isEqualTo("call-" + CALL + "-answer-1");
    assertThat(thread.get().isAlive()).isFalse();
  }

  @Test
  void an_answer_that_is_cut_off_is_kept_with_all_its_sound_and_the_words_that_were_not_heard()
      throws Exception {
    var text = new SpokenText();
    text.begin("אפשר לקבוע תור ליום שלישי", Duration.ZERO);
    text.reaches(Duration.ofSeconds(4));
    text.complete();
    var sound = Mulaw.silence(Duration.ofSeconds(4));
    happensLast(new SessionEvent.CutOff(1, Duration.ofSeconds(5), Duration.ZERO));

    var _ =
        session.answer(
            utterance -> {
              utterance.add(sound);
              utterance.heard(2 * Mulaw.RATE);
              new CountDownLatch(1).await();
            },
            text,
            Utterance.Steps.UNSEEN);
    writes.await();

    assertThat(stores.turns().findByCall(CALL))
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.words() + " " + turn.unheard())
                  .isEqualTo("אפשר לקבוע תור ליום שלישי");
              assertThat(turn.heard()).isEqualTo(Duration.ofSeconds(2));
              Path file = data.resolve(String.valueOf(turn.audioFile()));
              assertThat(Wav.read(Files.readAllBytes(file)).length()).isEqualTo(sound.length());
            });
  }

  @Test
  void a_caller_who_cuts_answers_off_without_hearing_any_waits_for_a_bounded_time()
      throws Exception {
    happensLast(
        new SessionEvent.CutOff(1, Duration.ofSeconds(3), Duration.ZERO),
        new SessionEvent.CutOff(2, Duration.ofSeconds(3), Duration.ZERO),
        new SessionEvent.CutOff(3, Duration.ofSeconds(3), Duration.ZERO));

    assertThat(waitForNothing()).isInstanceOf(SayResult.CutOff.class);
    assertThat(waitForNothing()).isInstanceOf(SayResult.CutOff.class);
    assertThat(waitForNothing()).isInstanceOf(SayResult.Failed.class);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private SayResult waitForNothing() throws LineEnded {
    return session.answer(
        _ -> new CountDownLatch(1).await(), new SpokenText(), Utterance.Steps.UNSEEN);
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
        turn,
        new SpeechSegment(Track.INBOUND, from, from.plusSeconds(1), audio, Duration.ofMillis(800)));
  }

  private static SessionEvent understood(long turn, String words) {
    return new SessionEvent.Understood(turn, words);
  }

  private static SessionEvent key(char digit) {
    return new SessionEvent.Key(digit, Duration.ofSeconds(3));
  }

  /// What is written of the caller's turns. Words are not waited for, but written in their order.
  private List<String> words() {
    writes.await();
    stores.calls().settle(CALL, CallOutcome.FINISHED, null, NOON);
    return stores.turns().findByCall(CALL).stream().map(Turn::words).toList();
  }
}
