package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.tts.OpenAiSpeechStub;
import app.kolan.stubs.tts.OpenAiSpeechStub.Habit;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class OpenAiTextToSpeechTest extends TextToSpeechContract {
  OpenAiTextToSpeechTest() {
    super(new OpenAiSpeechStub());
  }

  @Override
  ProviderSettings settings(Secret key, ProviderTimeouts timeouts) {
    URI base = URI.create(stub.url() + "/v1");
    return settings("openai", base, key, "gpt-4o-mini-tts", "alloy", timeouts);
  }

  @Test
  void pieces_join_without_a_click() throws Exception {
    stub.sendPieces(1001, Duration.ZERO);

    Mulaw whole = ToneCodec.pcm(TEXT, 24_000).toMulaw();
    assertThat(all(voice().say(TEXT))).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({"WAV, 1600", "WAV, 11", "ENDLESS_WAV, 1600", "ENDLESS_WAV, 11"})
  void a_wav_file_is_understood_and_its_header_not_heard(Habit habit, int bytes) throws Exception {
    ((OpenAiSpeechStub) stub).answer(habit);
    stub.sendPieces(bytes, Duration.ZERO);

    Mulaw sound = all(voice().say("שלום"));

    assertThat(only(sound).text()).isEqualTo("שלום");
    assertThat(only(sound).begin()).isLessThan(5);
  }

  @Test
  void an_mp3_file_is_not_played_as_noise() {
    ((OpenAiSpeechStub) stub).answer(Habit.MP3);

    ProviderFailure failure = failure(voice());

    assertThat(failure.kind()).isEqualTo(FailureKind.UNREADABLE);
    assertThat(failure).hasMessageContaining("MP3");
  }
}
