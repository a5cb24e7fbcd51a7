package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ConversationLoadTest {
  private static final long FRAME = Schedule.FRAME_NANOS;
  private static final int PIECE = 1600;
  private static final int SENTENCE = 10 * PIECE;

  private final TcpConnections wires;
  private final GeneratorContext switchboard;
  private long now = 7_000_000_000L;

  ConversationLoadTest() throws IOException {
    wires = new TcpConnections(9);
    switchboard =
        new GeneratorContext(
            wires, Clips.shipped(), GeneratorContext.CallBehavior.story(Duration.ofSeconds(2)));
  }

  @AfterEach
  void close() {
    wires.close();
  }

  @Test
  void a_caller_answers_three_sentences_and_receives_the_goodbye() {
    var talk = new ConversationLoad(switchboard, SENTENCE, 0, now);
    for (int sentence = 0; sentence < ConversationLoad.SENTENCES; sentence++) {
      assertThat(talk.isOver()).isFalse();
      speak(talk, SENTENCE / PIECE);
      pass(talk, Duration.ofSeconds(8));
      assertThat(talk.fault(now)).isEmpty();
    }

    assertThat(talk.isOver()).isTrue();
    assertThat(switchboard.tally().turns).isEqualTo(3);
    assertThat(switchboard.tally().underruns).isZero();
  }

  @Test
  void a_gap_within_a_sentence_is_counted() {
    var talk = new ConversationLoad(switchboard, SENTENCE, 0, now);
    speak(talk, 3);
    pass(talk, Duration.ofSeconds(1));
    speak(talk, 1);

    assertThat(switchboard.tally().underruns).isEqualTo(1);
    assertThat(talk.fault(now)).isEmpty();
  }

  @Test
  void a_sentence_that_stops_in_the_middle_is_a_fault() {
    var talk = new ConversationLoad(switchboard, SENTENCE, 0, now);
    speak(talk, 3);
    pass(talk, Duration.ofSeconds(4));

    assertThat(talk.fault(now)).isEqualTo("a sentence was not spoken to its end");
  }

  @Test
  void a_server_that_says_nothing_is_a_fault() {
    var talk = new ConversationLoad(switchboard, SENTENCE, 0, now);
    pass(talk, Duration.ofSeconds(11));

    assertThat(talk.fault(now)).isEqualTo("the server did not speak");
  }

  @Test
  void a_sentence_may_be_interrupted_and_is_then_cleared() {
    var talk = new ConversationLoad(switchboard, SENTENCE, 1, now);
    speak(talk, 10);
    talk.mark("1:16000", now);
    pass(talk, Duration.ofMillis(1900));
    assertThat(talk.reached(now)).isEmpty();

    talk.clear(now);
    assertThat(talk.reached(now)).isEqualTo("1:16000");
    pass(talk, Duration.ofSeconds(4));

    assertThat(talk.fault(now)).isEmpty();
    assertThat(switchboard.tally().turns).isEqualTo(1);
  }

  @Test
  void a_clear_that_nobody_asked_for_is_a_fault() {
    var talk = new ConversationLoad(switchboard, SENTENCE, 0, now);
    speak(talk, 3);
    talk.clear(now);

    assertThat(talk.fault(now)).isEqualTo("a sentence was stopped without an interruption");
  }

  private void speak(ConversationLoad talk, int pieces) {
    for (int i = 0; i < pieces; i++) {
      talk.media(PIECE, now);
    }
  }

  private void pass(ConversationLoad talk, Duration time) {
    for (long end = now + time.toNanos(); now < end; now += FRAME) {
      assertThat(talk.frame(now)).isNotEmpty();
    }
  }
}
