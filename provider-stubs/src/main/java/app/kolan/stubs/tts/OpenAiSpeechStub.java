package app.kolan.stubs.tts;

import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubResponse;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/// A stub of OpenAI's `/v1/audio/speech`: `pcm` is 16-bit linear at 24,000 Hz without a header.
/// Servers that claim the same API answer otherwise, which this one does on request.
///
/// Source: OpenAI, "Create speech" in the API reference.
public final class OpenAiSpeechStub extends VoiceStub {
  private static final int RATE = 24_000;
  private static final int WAV_HEAD = 44;

  private volatile Habit habit = Habit.AS_DOCUMENTED;

  /// What such servers send when `pcm` is requested.
  public enum Habit {
    /// Raw samples.
    AS_DOCUMENTED,
    /// A WAV file.
    WAV,
    /// A WAV file without its length, at another sample rate.
    ENDLESS_WAV,
    /// The beginning of an MP3 file.
    MP3
  }

  /// Sets the form of its responses.
  public void answer(Habit habit) {
    this.habit = habit;
  }

  @Override
  protected void answer(StubRequest request, StubResponse answer) {
    JsonNode asked = StubJson.read(request.text());
    if (!request.path().equals("/v1/audio/speech") || !request.method().equals("POST")) {
      refuse(answer, 404, "not_found");
    } else if (!request.header("Authorization").equals("Bearer " + KEY)) {
      refuse(answer, 401, "invalid_api_key");
    } else if (!isComplete(asked)) {
      refuse(answer, 400, "invalid_request_error");
    } else {
      answer.header("Content-Type", habit == Habit.AS_DOCUMENTED ? "audio/pcm" : "audio/wav");
      byte[] sound = sound(asked.path("input").asText());
      inPieces(sound, answer::after, answer::write, answer::end);
    }
  }

  @Override
  protected String rejectionBody(int status) {
    return error("stand_in_%d".formatted(status)).toString();
  }

  private static boolean isComplete(JsonNode asked) {
    String input = asked.path("input").asText();
    return !input.isEmpty()
        && input.length() <= 4096
        && !asked.path("model").asText().isEmpty()
        && !asked.path("voice").asText().isEmpty()
        && asked.path("response_format").asText().equals("pcm");
  }

  private byte[] sound(String text) {
    note(text);
    byte[] wav = Wav.of(ToneCodec.pcm(text, RATE, pace()));
    return switch (habit) {
      case AS_DOCUMENTED -> Arrays.copyOfRange(wav, WAV_HEAD, wav.length);
      case WAV -> wav;
      case ENDLESS_WAV -> endless(Wav.of(ToneCodec.pcm(text, 22_050, pace())));
      case MP3 -> mp3();
    };
  }

  private static byte[] endless(byte[] wav) {
    Arrays.fill(wav, 4, 8, (byte) 0xFF);
    Arrays.fill(wav, 40, 44, (byte) 0xFF);
    return wav;
  }

  private static byte[] mp3() {
    var frame = new byte[417];
    System.arraycopy(
        new byte[] {(byte) 0xFF, (byte) 0xF3, (byte) 0xE4, (byte) 0xC4}, 0, frame, 0, 4);
    return frame;
  }

  private static void refuse(StubResponse answer, int status, String code) {
    answer.status(status).header("Content-Type", "application/json");
    answer.write(error(code).toString());
    answer.end();
  }

  private static ObjectNode error(String code) {
    ObjectNode error = StubJson.object();
    error
        .putObject("error")
        .put("message", "Incorrect API key provided: SECRET.")
        .put("type", "invalid_request_error")
        .putNull("param")
        .put("code", code);
    return error;
  }
}
