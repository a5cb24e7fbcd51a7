package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.twilio.audio.Mulaw;
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
class EspeakTextToSpeechTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ProviderTimeouts SHORT =
      new ProviderTimeouts(Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMillis(600));

  @TempDir Path folder;

  @Test
  void a_text_has_the_sound_of_speech() throws Exception {
    TextToSpeech voice = installed();

    Mulaw sound = TextToSpeechContract.all(voice.say("שלום, מה שלומך היום?"));

    assertThat(sound.duration().toMillis()).isBetween(800L, 4000L);
    assertThat(sound.toPcm().rmsDbfs()).isBetween(-35.0, -10.0);
    assertThat(sound.toPcm().peakDbfs()).isLessThan(-3);
    assertThat(TextToSpeechContract.all(voice.say("שלום, מה שלומך היום?"))).isEqualTo(sound);
  }

  @Test
  void no_text_is_an_option_of_the_program() throws Exception {
    TextToSpeech voice = installed();

    assertThat(TextToSpeechContract.all(voice.say("--help -x"))).isNotEqualTo(Mulaw.EMPTY);
    assertThat(TextToSpeechContract.all(voice.say(" … "))).isEqualTo(Mulaw.EMPTY);
    assertThat(TextToSpeechContract.all(voice.say("שָׁלוֹם עֲלֵיכֶם")).duration().toMillis())
        .isBetween(500L, 2500L);
  }

  @Test
  void a_voice_that_it_does_not_have_is_refused() {
    installed();

    assertThat(failure(new EspeakTextToSpeech(settings("xx-none"))))
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
    assertThat(failure(new EspeakTextToSpeech(settings("he"), program(script)))).isEqualTo(kind);
  }

  @Test
  void a_program_that_is_not_there_is_unreachable() {
    String missing = folder.resolve("espeak-ng").toString();

    assertThat(failure(new EspeakTextToSpeech(settings("he"), missing)))
        .isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void an_interrupted_listener_ends_the_program() throws Exception {
    Path mark = folder.resolve("alive");
    String script = "echo $$ > " + mark + "; exec sleep 100";
    TextToSpeech voice =
        new EspeakTextToSpeech(
            settings("he", new ProviderTimeouts(MINUTE, MINUTE, MINUTE)), program(script));
    var outcome = new CompletableFuture<Throwable>();
    Thread listener =
        Thread.ofVirtual()
            .start(
                () ->
                    outcome.complete(
                        catchThrowableOfType(
                            Throwable.class, () -> TextToSpeechContract.all(voice.say("שלום")))));
    TextToSpeechContract.await(() -> size(mark) > 0);
    ProcessHandle process =
        ProcessHandle.of(Long.parseLong(Files.readString(mark).strip())).orElseThrow();
    listener.interrupt();

    assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    TextToSpeechContract.await(() -> !process.isAlive());
  }

  private static FailureKind failure(TextToSpeech voice) {
    ProviderFailure failure = TextToSpeechContract.failure(voice);
    assertThat(failure.provider()).isEqualTo("espeak");
    assertThat(failure).hasMessageNotContaining("דנה");
    return failure.kind();
  }

  private static TextToSpeech installed() {
    assumeTrue(isInstalled(), "espeak-ng is not installed");
    return new EspeakTextToSpeech(settings("he", ProviderTimeouts.USUAL));
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

  private static ProviderSettings settings(String voice, ProviderTimeouts timeouts) {
    return new ProviderSettings("espeak", URI.create(""), null, "", voice, "he-IL", timeouts);
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
