package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SessionRolloverTest {
  private static final Mulaw A = Mulaw.silence(Duration.ofMillis(100));
  private static final Mulaw B = Mulaw.silence(Duration.ofMillis(200));
  private static final Mulaw C = Mulaw.silence(Duration.ofMillis(300));

  private final AtomicLong nanos = new AtomicLong();
  private final List<Session> sessions = new ArrayList<>();
  private final TranscriptRecorder recorder = new TranscriptRecorder();
  private final TranscriptionSession recognition = rollover().begin(recorder);

  @Test
  void a_young_session_goes_on() throws Exception {
    recognition.hear(A);
    recognition.turnEnded(1, A);
    session(0).listener.heard(1, "one");

    assertThat(recorder.next()).isEqualTo("heard 1 one");
    assertThat(sessions).hasSize(1);
    assertThat(session(0).done).containsExactly("hear 100", "turn 1");
  }

  @Test
  void an_old_session_is_relieved_at_the_end_of_a_turn_and_closed_when_it_has_answered()
      throws Exception {
    age(61);
    recognition.hear(A);
    recognition.turnEnded(1, A);
    recognition.hear(B);
    recognition.turnEnded(2, B);
    assertThat(session(0).done).containsExactly("hear 100", "turn 1");
    assertThat(session(1).done).containsExactly("hear 200", "turn 2");

    session(1).listener.heard(2, "two");
    assertThat(recorder.anyMore()).isNull();
    session(0).listener.heard(1, "one");

    assertThat(recorder.next()).isEqualTo("heard 1 one");
    assertThat(recorder.next()).isEqualTo("heard 2 two");
    assertThat(session(0).done).endsWith("close");
    assertThat(session(1).done).doesNotContain("close");
  }

  @Test
  void a_session_is_relieved_in_the_middle_of_a_turn_when_there_is_no_pause() throws Exception {
    recognition.hear(A);
    recognition.turnEnded(1, A);
    session(0).listener.heard(1, "one");
    recognition.hear(B);
    age(66);
    recognition.hear(C);

    assertThat(session(0).done).containsExactly("hear 100", "turn 1", "hear 200", "close");
    assertThat(session(1).done).containsExactly("hear 200", "hear 300");
    assertThat(recorder.next()).isEqualTo("heard 1 one");
  }

  @Test
  void what_a_lost_session_has_not_answered_is_asked_again() throws Exception {
    age(30);
    recognition.hear(A);
    recognition.turnEnded(1, A);
    recognition.hear(B);
    session(0).fail(FailureKind.SESSION_OVER);

    assertThat(session(1).done).containsExactly("hear 100", "turn 1", "hear 200");
    session(1).listener.heard(1, "one");
    assertThat(recorder.next()).isEqualTo("heard 1 one");
  }

  @Test
  void an_old_session_that_breaks_with_an_open_turn_is_a_failure() throws Exception {
    age(61);
    recognition.turnEnded(1, A);
    session(0).fail(FailureKind.BROKEN_OFF);

    assertThat(recorder.next()).isEqualTo("failed BROKEN_OFF");
    assertThat(session(1).done).containsExactly("close");
    recognition.hear(A);
    assertThat(session(1).done).containsExactly("close");
  }

  @Test
  void a_session_that_never_lasts_is_a_failure() throws Exception {
    age(30);
    session(0).fail(FailureKind.SESSION_OVER);
    session(1).fail(FailureKind.SESSION_OVER);

    assertThat(recorder.next()).isEqualTo("failed SESSION_OVER");
    assertThat(sessions).hasSize(2);
  }

  @Test
  void only_the_present_session_speaks_of_the_present_turn() throws Exception {
    age(61);
    recognition.turnEnded(1, A);
    session(0).listener.endpoint();
    session(0).listener.interim("old");
    session(1).listener.interim("new");
    session(1).listener.endpoint();

    assertThat(recorder.next()).isEqualTo("endpoint");
    assertThat(recorder.anyMore()).isNull();
    assertThat(recorder.interims()).containsExactly("new");
  }

  @Test
  void no_more_than_thirty_seconds_are_said_again() {
    age(30);
    for (int i = 0; i < 400; i++) {
      recognition.hear(A);
    }
    session(0).fail(FailureKind.SESSION_OVER);

    assertThat(session(1).done).hasSize(300);
  }

  @Test
  void closing_closes_all_sessions_and_tells_nothing_more() throws Exception {
    age(61);
    recognition.turnEnded(1, A);
    recognition.close();
    session(0).listener.heard(1, "one");

    assertThat(session(0).done).endsWith("close");
    assertThat(session(1).done).endsWith("close");
    assertThat(recorder.anyMore()).isNull();
  }

  private void age(int minutes) {
    nanos.set(Duration.ofMinutes(minutes).toNanos());
  }

  private Session session(int number) {
    return sessions.get(number);
  }

  private SessionRollover rollover() {
    var inner =
        new SpeechToText() {
          @Override
          public String provider() {
            return "inner";
          }

          @Override
          public TranscriptionSession begin(TranscriptionListener listener) {
            var session = new Session(listener);
            sessions.add(session);
            return session;
          }
        };
    return new SessionRollover(inner, Duration.ofMinutes(60), nanos::get);
  }

  /// A session that records the calls of its methods.
  private static final class Session implements TranscriptionSession {
    private final TranscriptionListener listener;
    private final List<String> done = new ArrayList<>();

    Session(TranscriptionListener listener) {
      this.listener = listener;
    }

    void fail(FailureKind kind) {
      listener.failed(new ProviderFailure("inner", kind, "a test"));
    }

    @Override
    public void hear(Mulaw sound) {
      done.add("hear " + sound.duration().toMillis());
    }

    @Override
    public void turnEnded(long turn, Mulaw sound, Duration silence) {
      done.add("turn " + turn);
    }

    @Override
    public void close() {
      done.add("close");
    }
  }
}
