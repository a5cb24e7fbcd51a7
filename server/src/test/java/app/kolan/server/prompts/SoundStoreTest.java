package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SoundStoreTest {
  private static final PromptLibrary SHIPPED = PromptLibrary.shipped();

  @TempDir Path data;

  @Test
  void a_recording_is_played_in_place_of_a_prompt_and_nowhere_else() throws Exception {
    PromptLibraries libraries = libraries();
    OwnSound sound = store().add(Wav.of(tone(0.5)));

    PromptLibrary own = libraries.in(null, Map.of("greeting", sound.hash()));

    assertThat(own.audio(Prompt.GREETING)).isNotEqualTo(SHIPPED.audio(Prompt.GREETING));
    assertThat(own.audio(Prompt.GREETING).duration()).isEqualTo(sound.length());
    assertThat(own.audio(Prompt.SORRY)).isEqualTo(SHIPPED.audio(Prompt.SORRY));
    assertThat(libraries.in(null, Map.of())).isSameAs(libraries.main());
    String name = libraries.greetingName(own);
    assertThat(name).isEqualTo("greeting_he." + sound.hash() + ".mp3");
    assertThat(libraries.mp3(name).orElseThrow().immutable()).isTrue();
    assertThat(libraries.greetingName(libraries.main())).isEqualTo("greeting_he.mp3");
  }

  @Test
  void soft_and_loud_recordings_are_equally_loud() throws Exception {
    OwnSound soft = store().add(Wav.of(tone(0.01)));
    OwnSound loud = store().add(Wav.of(tone(1)));

    for (OwnSound sound : List.of(soft, loud)) {
      Pcm heard =
          libraries().in(null, Map.of("greeting", sound.hash())).audio(Prompt.GREETING).toPcm();
      assertThat(Loudness.activeRms(heard)).isCloseTo(Loudness.TARGET, within(1.5));
    }
  }

  @Test
  void silence_before_and_behind_the_words_is_cut_off() throws Exception {
    Pcm silence = Tone.silence(2000, 48_000);
    Pcm recording = Tone.join(silence, Tone.join(Tone.sine(440, 0.3, 1000, 48_000), silence));

    assertThat(store().add(Wav.of(recording)).length().toMillis()).isBetween(1000L, 1200L);
  }

  @Test
  void the_same_recording_is_the_same_sound_and_outlives_a_restart() throws Exception {
    OwnSound first = store().add(Wav.of(tone(0.5)));

    assertThat(store().add(Wav.of(tone(0.5)))).isEqualTo(first);
    assertThat(store().mp3(first.hash())).isPresent();
    try (var files = Files.list(data.resolve("sounds"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(first.hash() + ".ulaw", first.hash() + ".mp3");
    }
  }

  @Test
  void what_cannot_be_played_is_refused_with_a_remedy() {
    assertRefused("ID3 an MP3 file".getBytes(java.nio.charset.StandardCharsets.UTF_8), "ffmpeg");
    assertRefused(new byte[0], "ffmpeg");
    assertRefused(Wav.of(Tone.silence(3000, 8000)), "microphone");
    assertRefused(Wav.of(Tone.sine(440, 0.5, 121_000, 8000)), "at most 120 s");
    assertRefused(new byte[SoundStore.MOST_BYTES + 1], "at most 32 MB");
    assertThat(data.resolve("sounds")).doesNotExist();
  }

  @Test
  void a_sound_that_is_missing_or_damaged_leaves_the_usual_one() throws Exception {
    OwnSound sound = store().add(Wav.of(tone(0.5)));
    Path mp3 = data.resolve("sounds").resolve(sound.hash() + ".mp3");
    Files.write(mp3, new byte[500]);

    PromptLibrary library =
        libraries()
            .in(null, Map.of("greeting", sound.hash(), "sorry", "0123456789abcdef", "no", "x"));

    assertThat(library.audio(Prompt.GREETING)).isEqualTo(SHIPPED.audio(Prompt.GREETING));
    assertThat(library.audio(Prompt.SORRY)).isEqualTo(SHIPPED.audio(Prompt.SORRY));
  }

  @Test
  void a_name_that_is_no_hash_leads_nowhere() throws IOException {
    Files.writeString(data.resolve("secret.mp3"), "secret");

    assertThat(store().mp3("../secret")).isEmpty();
    assertThat(store().find("../secret", Prompt.GREETING, "")).isEmpty();
  }

  private void assertRefused(byte[] recording, String remedy) {
    assertThatExceptionOfType(UnusableSound.class)
        .isThrownBy(() -> store().add(recording))
        .withMessageContaining(remedy);
  }

  private static Pcm tone(double peak) {
    return Tone.sine(440, peak, 1000, 48_000);
  }

  private SoundStore store() {
    return SoundStore.in(data);
  }

  private PromptLibraries libraries() {
    return PromptLibraries.of(SHIPPED, null, store());
  }
}
