package app.kolan.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.media.playout.RecordingLine;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// When a talk is between two turns, so that it may move to another node.
@Tag("conversation")
class TurnPauseTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Mulaw QUESTION = Sounds.speechLike("what is it about", SECOND);
  private static final Mulaw WORDS = Sounds.speechLike("about a thing", SECOND.multipliedBy(2));

  private final RecordingLine line = new RecordingLine();
  private final LiveCall call = new LiveCall(line, InputAudioConfig.USUAL);
  private long frames;
  private int marks;
  private int pauses;

  @BeforeEach
  void ask() {
    call.betweenTurns(() -> pauses++);
  }

  @Test
  void an_agent_that_has_said_nothing_yet_is_waited_for() {
    silent(SECOND.multipliedBy(5));

    assertThat(pauses).isZero();
  }

  @Test
  void it_is_once_the_agent_was_heard_to_the_end_and_the_caller_says_nothing() {
    call.say(List.of(QUESTION));
    silent(SECOND);
    assertThat(pauses).as("Twilio has not told yet that it was heard").isZero();

    played();
    silent(Duration.ofMillis(280));
    assertThat(pauses).as("the agent may go on").isZero();
    silent(Duration.ofMillis(20));

    assertThat(pauses).isEqualTo(1);
    silent(SECOND);
    assertThat(pauses).as("once").isEqualTo(1);
  }

  @Test
  void who_has_spoken_gets_his_answer_first() {
    call.say(List.of(QUESTION));
    silent(SECOND);
    played();

    hear(WORDS);
    silent(SECOND.multipliedBy(3));
    assertThat(pauses).as("the caller's turn is over, and the answer is awaited").isZero();

    call.say(List.of(QUESTION));
    silent(SECOND);
    played();
    silent(SECOND);
    assertThat(pauses).isEqualTo(1);
  }

  /// Twilio has played what it was sent.
  private void played() {
    List<String> sent = line.marks();
    assertThat(sent).hasSizeGreaterThan(marks);
    for (String mark : sent.subList(marks, sent.size())) {
      call.hear(new StreamEvent.MarkReached(frames, mark));
    }
    marks = sent.size();
  }

  private void silent(Duration length) {
    hear(Mulaw.silence(length));
  }

  private void hear(Mulaw sound) {
    for (int from = 0; from < sound.length(); from += Mulaw.FRAME) {
      Mulaw frame = sound.slice(from, from + Mulaw.FRAME);
      long at = frames++ * Mulaw.FRAME_LENGTH.toMillis();
      call.hear(new StreamEvent.Media(frames + 1, StreamEvent.Track.INBOUND, frames, at, frame));
    }
  }
}
