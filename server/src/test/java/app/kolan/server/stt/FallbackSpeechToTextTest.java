package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FallbackSpeechToTextTest {
  private static final Mulaw TURN = Mulaw.silence(Duration.ofMillis(250));

  private final FakeRecogniser first = new FakeRecogniser("first");
  private final FakeRecogniser second = new FakeRecogniser("second");
  private final FakeRecogniser third = new FakeRecogniser("third");
  private final List<String> counted = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void close() {
    clock.shutdownNow();
  }

  @Test
  void the_first_choice_listens_while_it_can() {
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    session.hear(TURN);
    session.turnEnded(4, TURN);
    first.answer(1, "hello");

    assertThat(told).containsExactly("asked first", "heard 4 hello");
    assertThat(second.asked).isEmpty();
  }

  @Test
  void the_next_listens_from_the_beginning_when_the_first_fails_at_once() {
    first.failsAtOnce = true;
    second.failsAtOnce = true;
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    session.hear(TURN);
    session.turnEnded(1, TURN);
    third.answer(1, "hello");

    assertThat(told)
        .containsExactly(
            "asked first",
            "replaced first",
            "asked second",
            "replaced second",
            "asked third",
            "heard 1 hello");
    assertThat(counted).containsExactly("stt first", "stt second");
  }

  @Test
  void one_that_fails_in_the_middle_of_a_turn_loses_nothing_of_it() {
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    session.hear(TURN);
    session.turnEnded(1, TURN);
    first.answer(1, "one");
    session.hear(Mulaw.SILENT_FRAME);
    session.hear(Mulaw.SILENT_FRAME);
    first.fail();
    session.hear(Mulaw.SILENT_FRAME);
    session.turnEnded(2, TURN);
    second.answer(1, "two");

    assertThat(second.heard).isEqualTo(3 * Mulaw.FRAME);
    assertThat(told)
        .containsExactly(
            "asked first", "heard 1 one", "replaced first", "asked second", "heard 2 two");
  }

  @Test
  void turns_that_were_lost_are_heard_again_by_the_next_and_by_the_one_behind_it() {
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    session.turnEnded(1, TURN);
    first.answer(1, "one");
    session.turnEnded(2, TURN);
    session.turnEnded(3, TURN);
    session.hear(Mulaw.SILENT_FRAME);
    first.fail();
    assertThat(second.heard).isEqualTo(2 * TURN.length() + Mulaw.FRAME);
    second.answer(1, "two");
    second.fail();
    third.answer(1, "three");
    session.turnEnded(4, TURN);
    third.answer(2, "four");

    assertThat(told)
        .containsExactly(
            "asked first",
            "heard 1 one",
            "replaced first",
            "asked second",
            "heard 2 two",
            "replaced second",
            "asked third",
            "heard 3 three",
            "heard 4 four");
  }

  @Test
  void a_very_long_turn_is_heard_again_from_its_end() {
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    session.turnEnded(1, Mulaw.silence(Duration.ofMinutes(2)));
    first.fail();

    assertThat(second.heard).isBetween(20 * Mulaw.RATE, 29 * Mulaw.RATE);
    assertThat(second.turns).containsExactly(120 * Mulaw.RATE);
  }

  @Test
  void one_that_has_no_words_for_a_lost_turn_in_time_is_replaced() throws Exception {
    third.answersAtOnce = true;
    TranscriptionSession session = begin(Duration.ofMillis(1));
    session.turnEnded(1, TURN);
    first.fail();
    SpeechToTextContract.until(() -> told.size() == 6);

    assertThat(told)
        .containsExactly(
            "asked first",
            "replaced first",
            "asked second",
            "replaced second",
            "asked third",
            "heard 1 at once");
    assertThat(second.open).hasValue(0);
  }

  @Test
  void what_the_one_before_understood_counts_where_the_next_hears_nothing() {
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    first.understand("on sunday");
    session.turnEnded(1, TURN);
    first.fail();
    second.answer(1, "");
    session.turnEnded(2, TURN);
    second.answer(2, "");

    assertThat(told).endsWith("heard 1 on sunday", "heard 2 ");
  }

  @Test
  void when_the_last_fails_nothing_more_comes() {
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    first.fail();
    second.fail();
    third.fail();
    session.hear(TURN);
    session.turnEnded(1, TURN);
    third.answer(1, "late");
    session.close();

    assertThat(told).endsWith("asked third", "failed third");
    assertThat(counted).containsExactly("stt first", "stt second", "stt third");
  }

  @Test
  void the_only_one_is_opened_again_when_its_connection_breaks_and_hears_the_turn_again()
      throws Exception {
    first.kind = FailureKind.BROKEN_OFF;
    TranscriptionSession session = begin(only(first));
    session.turnEnded(1, TURN);
    first.answer(1, "one");
    session.turnEnded(2, TURN);
    session.hear(Mulaw.SILENT_FRAME);
    first.heard = 0;
    first.fail();
    SpeechToTextContract.until(() -> first.asked.size() == 2);
    first.answer(1, "two");
    session.turnEnded(3, TURN);
    first.answer(2, "three");

    assertThat(first.heard).isEqualTo(TURN.length() + Mulaw.FRAME);
    assertThat(told)
        .containsExactly(
            "asked first",
            "heard 1 one",
            "replaced first",
            "asked first",
            "heard 2 two",
            "heard 3 three");
  }

  @Test
  void the_only_one_is_opened_again_after_words_even_if_it_was_overloaded() throws Exception {
    TranscriptionSession session = begin(only(first));
    session.turnEnded(1, TURN);
    first.answer(1, "one");
    session.turnEnded(2, TURN);
    first.fail();
    SpeechToTextContract.until(() -> first.asked.size() == 2);
    first.answer(1, "two");

    assertThat(told).endsWith("asked first", "heard 2 two");
  }

  @Test
  void one_that_never_connects_again_fails_soon_and_what_was_understood_is_told() throws Exception {
    first.kind = FailureKind.BROKEN_OFF;
    TranscriptionSession session = begin(only(first));
    first.understand("two w");
    session.turnEnded(1, TURN);
    first.failsAtOnce = true;
    first.fail();
    SpeechToTextContract.until(() -> told.contains("failed first"));

    assertThat(first.asked).hasSize(3);
    assertThat(first.open).hasValue(0);
    assertThat(told).endsWith("heard 1 two w", "failed first");
  }

  @Test
  void behind_the_last_of_several_comes_the_first_again() throws Exception {
    for (FakeRecogniser one : List.of(first, second, third)) {
      one.kind = FailureKind.BROKEN_OFF;
    }
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    session.turnEnded(1, TURN);
    first.fail();
    second.fail();
    third.fail();
    SpeechToTextContract.until(() -> first.asked.size() == 2);
    first.answer(1, "one");

    assertThat(told).endsWith("replaced third", "asked first", "heard 1 one");
  }

  @Test
  void a_session_that_was_closed_is_not_opened_again() {
    first.kind = FailureKind.BROKEN_OFF;
    TranscriptionSession session = begin(only(first));
    session.close();
    first.fail();

    assertThat(first.asked).hasSize(1);
  }

  @Test
  void one_that_refuses_the_key_is_not_asked_on_the_next_call() {
    first.failsAtOnce = true;
    first.kind = FailureKind.KEY_REFUSED;
    FallbackSpeechToText speechToText = fallback(Duration.ofMinutes(1));
    begin(speechToText).close();
    begin(speechToText).close();

    assertThat(first.asked).hasSize(1);
    assertThat(second.asked).hasSize(2);
    assertThat(second.open).hasValue(0);
  }

  @Test
  void it_is_known_at_once_that_nobody_may_be_asked() {
    for (FakeRecogniser one : List.of(first, second, third)) {
      one.failsAtOnce = true;
      one.kind = FailureKind.KEY_REFUSED;
    }
    FallbackSpeechToText speechToText = fallback(Duration.ofMinutes(1));
    begin(speechToText).close();
    told.clear();
    begin(speechToText).close();

    assertThat(told).containsExactly("failed first+second+third");
  }

  @Test
  void after_it_is_closed_nothing_is_told_and_nobody_is_asked() {
    TranscriptionSession session = begin(Duration.ofMinutes(1));
    session.turnEnded(1, TURN);
    session.close();
    first.answer(1, "late");
    first.fail();

    assertThat(told).containsExactly("asked first");
    assertThat(first.open).hasValue(0);
    assertThat(second.asked).isEmpty();
    assertThat(counted).isEmpty();
  }

  private FallbackSpeechToText only(FakeRecogniser one) {
    return new FallbackSpeechToText(
        List.of(one),
        (job, failure) -> counted.add(job + " " + failure.provider()),
        clock,
        Duration.ofMinutes(1));
  }

  private TranscriptionSession begin(Duration again) {
    return begin(fallback(again));
  }

  private TranscriptionSession begin(FallbackSpeechToText speechToText) {
    return speechToText.begin(
        new TranscriptionListener() {
          @Override
          public void asked(String provider) {
            told.add("asked " + provider);
          }

          @Override
          public void replaced(ProviderFailure failure) {
            told.add("replaced " + failure.provider());
          }

          @Override
          public void interim(String words) {
            told.add("interim " + words);
          }

          @Override
          public void endpoint() {
            told.add("endpoint");
          }

          @Override
          public void heard(long turn, String words) {
            told.add("heard %d %s".formatted(turn, words));
          }

          @Override
          public void failed(ProviderFailure failure) {
            told.add("failed " + failure.provider());
          }
        });
  }

  private FallbackSpeechToText fallback(Duration again) {
    return new FallbackSpeechToText(
        List.of(first, second, third),
        (job, failure) -> counted.add(job + " " + failure.provider()),
        clock,
        again);
  }

  /// Tells what the test has it tell, of its last session.
  private static final class FakeRecogniser implements SpeechToText {
    private final String name;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> turns = new ArrayList<>();
    private boolean failsAtOnce;
    private boolean answersAtOnce;
    private FailureKind kind = FailureKind.OVERLOADED;
    private volatile @Nullable TranscriptionListener listener;
    private int heard;
    private final AtomicInteger open = new AtomicInteger();

    FakeRecogniser(String name) {
      this.name = name;
    }

    @Override
    public String provider() {
      return name;
    }

    @Override
    public TranscriptionSession begin(TranscriptionListener telling) {
      listener = telling;
      asked.add(name);
      open.incrementAndGet();
      if (failsAtOnce) {
        fail();
      }
      return new TranscriptionSession() {
        @Override
        public void hear(Mulaw sound) {
          heard += sound.length();
        }

        @Override
        public void turnEnded(long turn, Mulaw sound, Duration silence) {
          turns.add(sound.length());
          if (answersAtOnce) {
            telling.heard(turn, "at once");
          }
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    void answer(long turn, String words) {
      if (listener != null) {
        listener.heard(turn, words);
      }
    }

    void understand(String words) {
      if (listener != null) {
        listener.interim(words);
      }
    }

    void fail() {
      if (listener != null) {
        listener.failed(new ProviderFailure(name, kind, "as the test wants it"));
      }
    }
  }
}
