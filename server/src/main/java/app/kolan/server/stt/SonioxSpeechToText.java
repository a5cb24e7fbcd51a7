package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// Soniox's real-time transcription, which detects the end of sentences by itself.
///
/// The key is sent in the handshake; one in the start message is rejected from 2027 on.
///
/// Source: soniox.com/docs, "WebSocket API", "Manual finalization" and "Error handling".
final class SonioxSpeechToText implements SpeechToText {
  /// The provider ends a session without audio after twenty seconds.
  static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  /// The provider ends a session after five hours.
  static final Duration SESSION = Duration.ofMinutes(290);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProviderSettings settings;
  private final HttpClient client;
  private final ScheduledExecutorService clock;
  private final Duration keepAlive;

  SonioxSpeechToText(
      ProviderSettings settings,
      HttpClient client,
      ScheduledExecutorService clock,
      Duration keepAlive) {
    this.settings = settings;
    this.client = client;
    this.clock = clock;
    this.keepAlive = keepAlive;
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    var listening = new Listening(settings, clock, listener);
    listening.connect(
        client,
        SocketTranscriptionSession.address(settings.url(), "/transcribe-websocket"),
        Map.of("Authorization", "Bearer " + settings.keyValue()),
        startMessage());
    listening.keepAlive(keepAlive, "{\"type\":\"keepalive\"}");
    return listening;
  }

  private String startMessage() {
    ObjectNode start = JSON.createObjectNode().put("model", settings.model());
    start.put("audio_format", "mulaw").put("sample_rate", Mulaw.RATE).put("num_channels", 1);
    ArrayNode hints = start.putArray("language_hints");
    settings.languages().forEach(hints::add);
    start.put("enable_endpoint_detection", true).put("max_endpoint_delay_ms", 1000);
    return start.toString();
  }

  /// Tokens are parts of words, each with the space before it; final ones come once. The markers
  /// `<end>` and `<fin>` come among them.
  private static final class Listening extends SocketTranscriptionSession {
    private static final String RESTART = "Cannot continue request";

    Listening(
        ProviderSettings settings, ScheduledExecutorService clock, TranscriptionListener listener) {
      super(settings, clock, listener);
    }

    @Override
    void ask(PendingTranscription turn) {
      long silence = turn.silence().toMillis();
      say(
          silence == 0
              ? "{\"type\":\"finalize\"}"
              : "{\"type\":\"finalize\",\"trailing_silence_ms\":%d}".formatted(silence));
    }

    @Override
    void handle(JsonNode message) throws ProviderFailure {
      if (message.hasNonNull("error_code")) {
        throw rejection(message);
      }
      var changing = new StringBuilder();
      for (JsonNode token : message.path("tokens")) {
        String text = token.path("text").asText();
        if (!token.path("is_final").asBoolean()) {
          changing.append(text);
        } else {
          finalToken(text);
        }
      }
      unanswered().stream()
          .findFirst()
          .ifPresentOrElse(
              turn -> keepInterim(turn, changing), () -> interim(interim(pieces(), changing)));
      if (message.path("finished").asBoolean()) {
        throw failure(FailureKind.SESSION_OVER, "finished");
      }
    }

    private static void keepInterim(PendingTranscription turn, CharSequence changing) {
      if (!changing.isEmpty()) {
        turn.interim(interim(turn.pieces(), changing));
      }
    }

    private static String interim(List<String> pieces, CharSequence changing) {
      return TranscriptText.tidy(String.join("", pieces) + changing);
    }

    private void finalToken(String text) {
      PendingTranscription waiting = unanswered().stream().findFirst().orElse(null);
      switch (text) {
        case "<fin>" -> {
          if (waiting != null) {
            answer(waiting, TranscriptText.tidy(String.join("", waiting.pieces())));
          }
        }
        case "<end>" -> {
          add(waiting, " ");
          endpoint();
        }
        default -> add(waiting, text);
      }
    }

    private void add(@Nullable PendingTranscription waiting, String text) {
      if (waiting == null) {
        piece(text);
      } else {
        waiting.add(text);
      }
    }

    private ProviderFailure rejection(JsonNode message) {
      int code = message.path("error_code").asInt();
      boolean restart = message.path("error_message").asText().startsWith(RESTART);
      return failure(
          restart ? FailureKind.SESSION_OVER : FailureKind.ofStatus(code), "error " + code);
    }
  }
}
