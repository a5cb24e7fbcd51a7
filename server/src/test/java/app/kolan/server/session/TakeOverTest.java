package app.kolan.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.agent.ScriptedAgent;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.crm.LeadWriter;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.RecordingLine;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallWrites;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
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
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the scripted receptionist makes of what stands in the mailbox when it takes a talk over: a
/// conversation that is late, as on a machine under load, finds there what the caller said long
/// before.
@Tag("conversation")
class TakeOverTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration AT = Duration.ofSeconds(9);
  private static final Duration HEARD = Duration.ofMillis(800);

  @TempDir private Path data;
  private Stores stores;
  private final CallWrites writes =
      new CallWrites(new DeferredWrites(), Thread.ofVirtual().factory());
  private LiveCall call;
  private TranscriptWriter notes;
  private ScriptedAgent receptionist;

  @BeforeEach
  void begin() {
    stores = StoreFactory.open(data);
    var caller = new PhoneNumber("+972541234567");
    LoggedCall logged =
        stores.calls().addArrival(CALL, "AC1", Business.FIRST, 0, caller, caller, "ticket", NOON);
    call = new LiveCall(new RecordingLine(), InputAudioConfig.USUAL);
    notes = new TranscriptWriter(CALL, stores.turns(), AudioFiles.open(data), writes);
    receptionist =
        new ScriptedAgent(
            new Session(
                CallScope.open(CALL), call, Story.PROMPTS, notes, ReplyTiming.USUAL, () -> {}),
            new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE),
            new LeadWriter(logged, stores.leads(), writes, InstantSource.fixed(NOON)));
  }

  @AfterEach
  void end() {
    stores.close();
  }

  @Test
  void who_speaks_into_the_apology_is_heard_out_and_not_asked_again() {
    takesOverAnd(
        new SessionEvent.CutOff(1, AT, HEARD),
        spoke(1),
        new SessionEvent.Said(2, AT, HEARD),
        spoke(2));

    assertThat(turnsOfCaller()).isEqualTo(2);
    assertThat(lead()).map(Lead::reasonTurn).contains(1);
    assertThat(lead()).map(Lead::nameTurn).contains(3);
    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::about)
        .doesNotContain("ask_reason");
  }

  @Test
  void what_was_said_before_the_apology_is_the_reason_for_the_call() {
    takesOverAnd(
        spoke(1), new SessionEvent.Said(1, AT, HEARD), new SessionEvent.Said(2, AT, HEARD));

    assertThat(lead()).map(Lead::reasonTurn).contains(0);
    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::about)
        .doesNotContain("ask_reason");
  }

  @Test
  void who_hangs_up_before_the_question_is_asked_is_still_called_back() {
    takesOverAnd(new SessionEvent.Said(1, AT, HEARD), spoke(1));

    assertThat(turnsOfCaller()).isEqualTo(1);
    assertThat(lead()).map(Lead::reasonTurn).isPresent();
  }

  @Test
  void what_a_late_story_has_not_read_at_its_end_is_kept() {
    assertThat(call.mailbox().put(spoke(1))).isTrue();
    assertThat(call.mailbox().put(new SessionEvent.Said(1, AT, HEARD))).isTrue();
    assertThat(call.mailbox().put(spoke(2))).isTrue();

    call.keepUnread(notes);

    writes.await();
    assertThat(turnsOfCaller()).isEqualTo(2);
    call.keepUnread(notes);
    writes.await();
    assertThat(turnsOfCaller()).isEqualTo(2);
  }

  @Test
  void who_says_nothing_is_not_called_back() {
    takesOverAnd(new SessionEvent.Said(1, AT, HEARD));

    assertThat(lead()).isEmpty();
  }

  /// Lets all this have happened before the receptionist takes over, and the caller hang up after.
  private void takesOverAnd(SessionEvent... events) {
    for (SessionEvent event : events) {
      assertThat(call.mailbox().put(event)).isTrue();
    }
    call.mailbox().close(LineEnded.How.STOPPED);
    assertThatThrownBy(receptionist::takeOver).isInstanceOf(LineEnded.class);
    writes.await();
  }

  private static SessionEvent spoke(long turn) {
    Duration from = Duration.ofSeconds(2 * turn);
    var audio = Mulaw.silence(Duration.ofSeconds(1));
    return new SessionEvent.Spoke(
        turn,
        new SpeechSegment(Track.INBOUND, from, from.plusSeconds(1), audio, Duration.ofMillis(800)));
  }

  private Optional<Lead> lead() {
    return stores.leads().find(CALL);
  }

  private long turnsOfCaller() {
    return stores.turns().findByCall(CALL).stream()
        .filter(turn -> turn.speaker() == Speaker.CALLER)
        .count();
  }
}
