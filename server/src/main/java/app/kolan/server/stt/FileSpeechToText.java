package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.LogContext;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ByteFlow;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Transcribes whole turns as files, over `POST /v1/audio/transcriptions`: OpenAI's API, which
/// self-hosted Whisper servers have too. It has no interim transcripts.
final class FileSpeechToText implements SpeechToText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RATE = 16_000;
  private static final int MOST_BYTES = 256 * 1024;

  /// OpenAI rejects shorter files.
  private static final int SHORTEST = Mulaw.RATE / 10;

  /// What whisper.cpp writes for silence: `[BLANK_AUDIO]` and the like.
  private static final Pattern STAGE_DIRECTION = Pattern.compile("\\[[A-Z_ ]+]");

  private final ProviderSettings settings;
  private final ProviderHttp http;
  private final URI address;

  FileSpeechToText(ProviderSettings settings, ProviderHttp http) {
    this.settings = settings;
    this.http = http;
    this.address = URI.create(settings.url() + "/audio/transcriptions");
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public boolean sendsTurnsOnly() {
    return true;
  }

  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    return new Listening(listener);
  }

  private String transcribe(Mulaw sound) throws ProviderFailure, InterruptedException {
    if (sound.length() < SHORTEST) {
      return "";
    }
    var form = new MultipartForm();
    form.field("model", settings.model());
    if (!settings.language().isEmpty() && settings.otherLanguages().isEmpty()) {
      form.field("language", settings.bareLanguage());
    }
    form.field("response_format", "json");
    form.file("file", "turn.wav", "audio/wav", Wav.of(sound.toPcm().resampledTo(RATE)));
    Map<String, String> headers =
        settings.key() == null
            ? Map.of()
            : Map.of("Authorization", "Bearer " + settings.keyValue());
    try (ByteFlow answer =
        http.post(
            provider(), address, headers, form.contentType(), form.body(), settings.timeouts())) {
      return words(answer.all(MOST_BYTES));
    }
  }

  private String words(byte[] answer) throws ProviderFailure {
    try {
      JsonNode text = JSON.readTree(answer).path("text");
      if (text.isTextual()) {
        return TranscriptText.tidy(STAGE_DIRECTION.matcher(text.asText()).replaceAll(" "));
      }
    } catch (IOException e) {
      // reported below
    }
    throw new ProviderFailure(provider(), FailureKind.UNREADABLE, "an answer without text");
  }

  /// One call. Turns are sent one after another, by a thread of their own, which waits for each
  /// answer: a self-hosted server is no faster with two at once.
  private final class Listening implements TranscriptionSession {
    private final BlockingQueue<Turn> turns = new LinkedBlockingQueue<>();
    private final TranscriptionListener listener;
    private final Thread sending;
    private volatile boolean closed;

    private record Turn(long number, Mulaw sound) {}

    Listening(TranscriptionListener listener) {
      this.listener = listener;
      LogContext context = LogContext.capture();
      sending =
          Thread.ofVirtual().name("turns-to-" + provider()).start(() -> context.run(this::send));
    }

    @Override
    public void hear(Mulaw sound) {
      // the audio comes with the turn
    }

    @Override
    public void turnEnded(long turn, Mulaw sound, Duration silence) {
      turns.add(new Turn(turn, sound));
    }

    @Override
    public void close() {
      closed = true;
      sending.interrupt();
    }

    private void send() {
      try {
        while (true) {
          Turn turn = turns.take();
          String words = transcribe(turn.sound());
          tell(told -> told.heard(turn.number(), words));
        }
      } catch (ProviderFailure failure) {
        tell(told -> told.failed(failure));
      } catch (IllegalArgumentException e) {
        var failure =
            new ProviderFailure(
                provider(), FailureKind.REQUEST_REFUSED, "the address or the key cannot be sent");
        tell(told -> told.failed(failure));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void tell(Consumer<TranscriptionListener> what) {
      if (!closed) {
        what.accept(listener);
      }
    }
  }
}
