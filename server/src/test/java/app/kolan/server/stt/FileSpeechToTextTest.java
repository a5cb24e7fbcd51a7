package app.kolan.server.stt;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import app.kolan.stubs.stt.TranscriptionFilesStub;
import app.kolan.twilio.audio.Wav;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class FileSpeechToTextTest extends SpeechToTextContract<TranscriptionFilesStub> {
  @Override
  TranscriptionFilesStub stub() {
    return new TranscriptionFilesStub(clips, KEY);
  }

  @Override
  String provider() {
    return "openai-files";
  }

  @Override
  URI base() {
    return URI.create(stub.url() + "/v1");
  }

  @Test
  void a_turn_is_sent_as_a_file_with_what_its_server_has_to_know() throws Exception {
    try (TranscriptionSession recognition = patient().begin(recorder)) {
      say(recognition, 1, "name_dana");
      assertThat(recorder.next()).startsWith("heard 1");
    }

    StubRequest request = stub.requests().getFirst();
    Map<String, String> form = TranscriptionFilesStub.form(request);
    assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(form)
        .containsEntry("model", "some-model")
        .containsEntry("language", "he")
        .containsEntry("response_format", "json");
    byte[] file = form.getOrDefault("file", "").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Wav.read(file).rate()).isEqualTo(16_000);
    assertThat(Wav.read(file).duration())
        .isEqualTo(
            CALLERS.audio("name_dana").duration().plus(PAUSE.duration()).plus(PAUSE.duration()));
  }

  @Test
  void a_server_without_a_key_is_not_sent_one() throws Exception {
    var timeouts =
        new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (var whisper = new Whisper("שלום")) {
      whisper.start();
      URI url = URI.create(whisper.url() + "/v1");
      var settings =
          new ProviderSettings("openai-files", url, null, "ivrit-ai/x", "", "he-IL", timeouts);

      assertThat(transcript(settings)).isEqualTo("heard 1 שלום");
      assertThat(whisper.requests().getFirst().headers()).doesNotContainKey("authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'  שלום,\\n מה נשמע? \\n', 'שלום, מה נשמע?'",
    "' [BLANK_AUDIO]\\n', ''",
    "'[MUSIC PLAYING] כן', 'כן'"
  })
  void what_whisper_writes_around_the_words_is_left_out(String written, String words)
      throws Exception {
    try (var whisper = new Whisper(written)) {
      whisper.start();
      var timeouts =
          new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
      var settings = settings(timeouts, KEY, URI.create(whisper.url() + "/v1"));

      assertThat(transcript(settings)).isEqualTo("heard 1 " + words);
    }
  }

  private @Nullable String transcript(ProviderSettings settings) throws InterruptedException {
    try (TranscriptionSession session = SpeechToTexts.open(settings, http).begin(recorder)) {
      say(session, 1, "yes");
      return recorder.next();
    }
  }

  /// A server that gives the same transcript for everything.
  private static final class Whisper extends ProviderStub {
    private final String written;

    Whisper(String written) {
      this.written = written;
    }

    @Override
    protected void answer(StubRequest request, StubResponse answer) {
      answer.write("{\"text\":\"%s\"}".formatted(written));
      answer.end();
    }
  }
}
