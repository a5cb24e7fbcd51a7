package app.kolan.server.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
@DisabledOnOs(OS.WINDOWS)
class EspeakVoiceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMillis(600));

  @TempDir Path folder;

  @Test
  void a_text_has_the_sound_of_speech() throws Exception {
    Voice voice = installed();

    Mulaw sound = VoiceContract.all(voice.say("שלום, מה שלומך היום?"));

    assertThat(sound.duration().toMillis()).isBetween(800L, 4000L);
    assertThat(sound.toPcm().rmsDbfs()).isBetween(-35.0, -10.0);
    assertThat(sound.toPcm().peakDbfs()).isLessThan(-3);
    assertThat(VoiceContract.all(voice.say("שלום, מה שלומך היום?"))).isEqualTo(sound);
  }

  @Test
  void no_text_is_an_option_of_the_program() throws Exception {
    Voice voice = installed();

    assertThat(VoiceContract.all(voice.say("--help -x"))).isNotEqualTo(Mulaw.EMPTY);
    assertThat(VoiceContract.all(voice.say(" … "))).isEqualTo(Mulaw.EMPTY);
    assertThat(VoiceContract.all(voice.say("שָׁלוֹם עֲלֵיכֶם")).duration().toMillis())
        .isBetween(500L, 2500L);
  }

  @Test
  void a_voice_that_it_does_not_have_is_refused() {
    installed();

    assertThat(failure(new EspeakVoice(settings("xx-none"))))
        .isEqualTo(FailureKind.REQUEST_REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "exit 3, REQUEST_REFUSED",
    "exit 0, UNREADABLE",
    "exec sleep 100, TOO_SLOW",
    "echo '<html>this is not a sound at all', UNREADABLE",
    "printf 'RIFFxxxxWAVEdata1234', UNREADABLE"
  })
  void a_program_that_fails_has_its_kind(String script, FailureKind kind) throws Exception {
    assertThat(failure(new EspeakVoice(settings("he"), program(script)))).isEqualTo(kind);
  }

  @Test
  void a_program_that_is_not_there_is_unreachable() {
    String missing = folder.resolve("espeak-ng").toString();

    assertThat(failure(new EspeakVoice(settings("he"), missing)))
        .isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void an_interrupted_listener_ends_the_program() throws Exception {
    Path mark = folder.resolve("alive");
    String script = "echo $$ > " + mark + "; exec sleep 100";
    Voice voice =
        new EspeakVoice(settings("he", new Patience(MINUTE, MINUTE, MINUTE)), program(script));
    var outcome = new CompletableFuture<Throwable>();
    Thread listener =
        Thread.ofVirtual()
            .start(
                () ->
                    outcome.complete(
                        catchThrowableOfType(
                            Throwable.class, () -> VoiceContract.all(voice.say("שלום")))));
    VoiceContract.await(() -> size(mark) > 0);
    ProcessHandle process =
        ProcessHandle.of(Long.parseLong(Files.readString(mark).strip())).orElseThrow();
    listener.interrupt();

    assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    VoiceContract.await(() -> !process.isAlive());
  }

  private static FailureKind failure(Voice voice) {
    ProviderFailure failure = VoiceContract.failure(voice);
    assertThat(failure.provider()).isEqualTo("espeak");
    assertThat(failure).hasMessageNotContaining("דנה");
    return failure.kind();
  }

  private static Voice installed() {
    assumeTrue(isInstalled(), "espeak-ng is not installed");
    return new EspeakVoice(settings("he", Patience.USUAL));
  }

  private static boolean isInstalled() {
    try {
      return new ProcessBuilder("espeak-ng", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProviderSettings settings(String voice) {
    return settings(voice, SHORT);
  }

  private static ProviderSettings settings(String voice, Patience patience) {
    return new ProviderSettings("espeak", URI.create(""), null, "", voice, "he-IL", patience);
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private String program(String script) throws IOException {
    var executable = PosixFilePermissions.fromString("rwxr-xr-x");
    Path file =
        Files.createFile(
            folder.resolve("program"), PosixFilePermissions.asFileAttribute(executable));
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return file.toString();
  }
}
