package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CachedTextToSpeechTest {
  private static final ProviderSettings SETTINGS =
      AudioCacheTest.settings("azure", "", "he-IL-HilaNeural", "he-IL");

  private final Path folder;
  private final FakeVoice fake = new FakeVoice();
  private final AudioCache cache;
  private final CachedTextToSpeech voice;

  CachedTextToSpeechTest(@TempDir Path folder) {
    this.folder = folder;
    cache = AudioCache.open(folder, 10_000);
    voice = new CachedTextToSpeech(fake, SETTINGS, cache);
  }

  private boolean isKept(String sentence) {
    return cache.find(AudioCacheKey.of(SETTINGS, sentence)).isPresent();
  }

  @Test
  void a_fixed_sentence_is_asked_for_once() throws Exception {
    String first = heard(voice.sayFixed("רגע בבקשה"));
    fake.broken = true;

    assertThat(isKept("רגע בבקשה")).isTrue();
    assertThat(heard(voice.sayFixed("רגע בבקשה"))).isEqualTo(first).isEqualTo("רגע בבקשה");
    assertThat(fake.asked).containsExactly("רגע בבקשה");
    assertThat(voice.provider()).isEqualTo("azure");
  }

  @Test
  void what_is_said_freely_is_never_kept() throws Exception {
    assertThat(heard(voice.say("שלום דנה"))).isEqualTo("שלום דנה");
    assertThat(heard(voice.say("שלום דנה"))).isEqualTo("שלום דנה");

    assertThat(fake.asked).hasSize(2);
    assertThat(isKept("שלום דנה")).isFalse();
    assertThat(files()).isEmpty();
  }

  @Test
  void a_sentence_that_was_not_taken_to_its_end_is_not_kept() throws Exception {
    Synthesis speaking = voice.sayFixed("רגע בבקשה");
    assertThat(speaking.next()).isNotNull();
    speaking.close();
    assertThat(speaking.next()).isNull();

    assertThat(isKept("רגע בבקשה")).isFalse();
  }

  @Test
  void a_sentence_that_failed_half_way_is_not_kept() throws Exception {
    fake.breaksHalfWay = true;
    assertThatThrownBy(() -> heard(voice.sayFixed("רגע בבקשה")))
        .isInstanceOf(ProviderFailure.class);

    assertThat(isKept("רגע בבקשה")).isFalse();
    assertThat(files()).isEmpty();
  }

  @Test
  void a_kept_sentence_can_be_closed_before_it_is_taken() throws Exception {
    heard(voice.sayFixed("רגע"));
    Synthesis speaking = voice.sayFixed("רגע");
    speaking.close();

    assertThat(speaking.next()).isNull();
  }

  private static String heard(Synthesis speaking) throws ProviderFailure, InterruptedException {
    var pieces = new ArrayList<Mulaw>();
    try (speaking) {
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        pieces.add(piece);
      }
      assertThat(speaking.next()).isNull();
    }
    return new String(Mulaw.join(pieces).bytes(), StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  /// Synthesizes the bytes of a text, in two pieces.
  private static final class FakeVoice implements TextToSpeech {
    final List<String> asked = new ArrayList<>();
    boolean broken;
    boolean breaksHalfWay;

    @Override
    public String provider() {
      return "azure";
    }

    @Override
    public Synthesis say(String text) throws ProviderFailure {
      asked.add(text);
      if (broken) {
        throw failure();
      }
      Mulaw sound = Mulaw.of(text.getBytes(StandardCharsets.UTF_8));
      Deque<Mulaw> pieces =
          new ArrayDeque<>(List.of(sound.slice(0, 3), sound.slice(3, sound.length())));
      return new Synthesis() {
        @Override
        public @Nullable Mulaw next() throws ProviderFailure {
          if (breaksHalfWay && pieces.size() == 1) {
            throw failure();
          }
          return pieces.poll();
        }

        @Override
        public void close() {
          pieces.clear();
        }
      };
    }

    private static ProviderFailure failure() {
      return new ProviderFailure("azure", FailureKind.BROKEN_OFF, "a test");
    }
  }
}
