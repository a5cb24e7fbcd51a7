package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.RecordedFallbacks;
import app.kolan.twilio.audio.Mulaw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FallbackTextToSpeechTest {
  private static final int NEVER = Integer.MAX_VALUE;

  private final FakeVoice first = new FakeVoice("first");
  private final FakeVoice second = new FakeVoice("second");
  private final FakeVoice third = new FakeVoice("third");
  private final RecordedFallbacks notes = new RecordedFallbacks();
  private final List<String> counted = new ArrayList<>();
  private final FallbackTextToSpeech voice =
      new FallbackTextToSpeech(
          List.of(first, second, third),
          (job, failure) -> counted.add(job + " " + failure.provider()));

  @Test
  void the_first_choice_says_everything_while_it_can() throws Exception {
    assertThat(heard("one two")).isEqualTo("first:one two");
    assertThat(heard("three")).isEqualTo("first:three");

    assertThat(second.asked).isEmpty();
    assertThat(notes.lines()).containsExactly("asked first", "asked first");
    assertThat(counted).isEmpty();
    assertThat(voice.provider()).isEqualTo("first+second+third");
  }

  @Test
  void a_voice_that_does_not_take_a_text_leaves_it_to_the_next() throws Exception {
    first.failsAfter = -1;

    assertThat(heard("one two")).isEqualTo("second:one two");
    assertThat(notes.lines())
        .containsExactly("asked first", "replaced first: OVERLOADED", "asked second");
    assertThat(counted).containsExactly("tts first");
  }

  @Test
  void one_that_fails_before_the_first_sound_leaves_it_to_the_next() throws Exception {
    first.failsAfter = 0;

    assertThat(heard("one two")).isEqualTo("second:one two");
  }

  @Test
  void one_that_fails_after_the_first_word_leaves_the_whole_text_to_the_next() throws Exception {
    first.failsAfter = 1;

    assertThat(heard("one two three")).isEqualTo("first:one second:one two three");
    assertThat(first.open).isZero();
  }

  @Test
  void a_voice_that_gives_silence_alone_leaves_the_text_to_the_next() throws Exception {
    first.silent = NEVER;

    assertThat(heard("one two")).isEqualTo("second:one two");
    assertThat(notes.lines())
        .containsExactly("asked first", "replaced first: EMPTY", "asked second");
  }

  @Test
  void silence_without_end_is_given_up() throws Exception {
    first.silent = NEVER;

    assertThat(heard("one " + "two ".repeat(1000))).startsWith("second:one two");
    assertThat(first.open).isZero();
  }

  @Test
  void the_silence_before_the_first_word_stays() throws Exception {
    first.silent = 1;

    try (Synthesis speaking = voice.say("one two", notes)) {
      assertThat(speaking.next())
          .isEqualTo(
              Mulaw.join(
                  List.of(Mulaw.SILENT_FRAME, Mulaw.of("two".getBytes(StandardCharsets.UTF_8)))));
      assertThat(speaking.next()).isNull();
    }
  }

  @Test
  void the_third_says_it_when_the_second_fails_in_the_middle() throws Exception {
    first.failsAfter = 1;
    second.failsAfter = 2;

    assertThat(heard("one two three")).isEqualTo("first:one second:one two third:one two three");
    assertThat(notes.lines())
        .containsExactly(
            "asked first",
            "replaced first: OVERLOADED",
            "asked second",
            "replaced second: OVERLOADED",
            "asked third");
    assertThat(counted).containsExactly("tts first", "tts second");
  }

  @Test
  void the_failure_of_the_last_is_what_the_text_fails_with() {
    first.failsAfter = -1;
    second.failsAfter = 0;
    third.failsAfter = 1;

    ProviderFailure failure = failure("one two");

    assertThat(failure.provider()).isEqualTo("third");
    assertThat(counted).containsExactly("tts first", "tts second", "tts third");
    assertThat(notes.lines()).doesNotContain("replaced third: OVERLOADED");
  }

  @Test
  void a_voice_that_has_failed_again_and_again_is_not_asked_for_a_while() throws Exception {
    first.failsAfter = 0;
    for (int i = 0; i < 3; i++) {
      assertThat(heard("one")).isEqualTo("second:one");
    }
    first.failsAfter = NEVER;

    assertThat(heard("two")).isEqualTo("second:two");
    assertThat(first.asked).hasSize(3);
  }

  @Test
  void one_that_refuses_the_key_is_not_asked_a_second_time() throws Exception {
    first.failsAfter = -1;
    first.kind = FailureKind.KEY_REFUSED;

    assertThat(heard("one")).isEqualTo("second:one");
    assertThat(heard("two")).isEqualTo("second:two");
    assertThat(first.asked).containsExactly("one");
  }

  @Test
  void nobody_is_asked_when_all_have_refused_the_key() {
    for (FakeVoice one : List.of(first, second, third)) {
      one.failsAfter = -1;
      one.kind = FailureKind.KEY_REFUSED;
    }
    assertThat(failure("one").provider()).isEqualTo("third");

    assertThat(failure("two").provider()).isEqualTo("first+second+third");
    assertThat(third.asked).containsExactly("one");
  }

  @Test
  void an_interrupt_returns_promptly_and_asks_nobody_else() throws Exception {
    first.failsAfter = 1;
    second.hangs = new CountDownLatch(1);
    var outcome = new CompletableFuture<Throwable>();
    Thread listener =
        Thread.ofVirtual()
            .start(
                () ->
                    outcome.complete(
                        catchThrowableOfType(Throwable.class, () -> heard("one two"))));
    assertThat(second.hangs.await(60, TimeUnit.SECONDS)).isTrue();
    listener.interrupt();

    assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(second.open).isZero();
    assertThat(third.asked).isEmpty();
    assertThat(counted).containsExactly("tts first");
  }

  @Test
  void closing_it_ends_it_and_tells_nothing_of_the_voice() throws Exception {
    Synthesis speaking = voice.say("one two");
    assertThat(speaking.next()).isNotNull();
    speaking.close();
    speaking.close();

    assertThat(speaking.next()).isNull();
    assertThat(first.open).isZero();
    assertThat(counted).isEmpty();
  }

  private ProviderFailure failure(String text) {
    return catchThrowableOfType(ProviderFailure.class, () -> heard(text));
  }

  /// The words that were heard, each voice named where it begins.
  private String heard(String text) throws ProviderFailure, InterruptedException {
    var words = new ArrayList<String>();
    try (Synthesis speaking = voice.say(text, notes)) {
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        words.add(new String(piece.bytes(), StandardCharsets.UTF_8));
      }
    }
    return String.join(" ", words);
  }

  /// Speaks word by word; a word's sound is its letters, behind the name of the voice at first.
  private static final class FakeVoice implements TextToSpeech {
    private final String name;
    private final List<String> asked = new ArrayList<>();
    private int failsAfter = NEVER;

    /// How many words it says in silence.
    private int silent;

    private FailureKind kind = FailureKind.OVERLOADED;
    private @Nullable CountDownLatch hangs;
    private int open;

    FakeVoice(String name) {
      this.name = name;
    }

    @Override
    public String provider() {
      return name;
    }

    @Override
    public Synthesis say(String text) throws ProviderFailure {
      asked.add(text);
      if (failsAfter < 0) {
        throw failure();
      }
      open++;
      return new Speaking(Arrays.asList(text.split(" ", -1)));
    }

    private ProviderFailure failure() {
      return new ProviderFailure(name, kind, "as the test wants it");
    }

    private final class Speaking implements Synthesis {
      private final List<String> words;
      private int said;
      private boolean closed;

      Speaking(List<String> words) {
        this.words = words;
      }

      @Override
      public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
        if (hangs != null) {
          hangs.countDown();
          new CountDownLatch(1).await();
        }
        if (closed) {
          return null;
        }
        if (said == failsAfter) {
          throw failure();
        }
        if (said == words.size()) {
          return null;
        }
        String sound = (said == 0 ? name + ":" : "") + words.get(said);
        said++;
        if (said <= silent) {
          return Mulaw.SILENT_FRAME;
        }
        return Mulaw.of(sound.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          open--;
        }
      }
    }
  }
}
