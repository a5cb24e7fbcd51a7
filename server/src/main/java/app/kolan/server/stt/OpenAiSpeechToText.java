package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderSocket;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/// OpenAI's realtime transcription, and APIs compatible with it.
///
/// Source: developers.openai.com/api/docs/guides/realtime-transcription.
final class OpenAiSpeechToText implements SpeechToText {
  /// The provider ends a session after sixty minutes, without a warning.
  static final Duration SESSION = Duration.ofMinutes(50);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProviderSettings settings;
  private final HttpClient client;
  private final ScheduledExecutorService clock;

  OpenAiSpeechToText(ProviderSettings settings, HttpClient client, ScheduledExecutorService clock) {
    this.settings = settings;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public TranscriptionSession begin(TranscriptionListener listener) {
    var listening = new Listening(settings, clock, listener);
    Map<String, String> headers =
        settings.key() == null
            ? Map.of()
            : Map.of("Authorization", "Bearer " + settings.keyValue());
    listening.connect(
        client,
        SocketTranscriptionSession.address(settings.url(), "/realtime?intent=transcription"),
        headers,
        sessionUpdate());
    return listening;
  }

  private String sessionUpdate() {
    ObjectNode update = JSON.createObjectNode().put("type", "session.update");
    ObjectNode session = update.putObject("session").put("type", "transcription");
    ObjectNode input = session.putObject("audio").putObject("input");
    input.putObject("format").put("type", "audio/pcmu");
    ObjectNode transcription = input.putObject("transcription").put("model", settings.model());
    if (!settings.otherLanguages().isEmpty()) {
      ArrayNode languages = transcription.putArray("languages");
      settings.languages().forEach(languages::add);
    } else if (!settings.language().isEmpty()) {
      transcription.put("language", settings.bareLanguage());
    }
    input.putNull("turn_detection");
    return update.toString();
  }

  /// A commit makes an item of the audio that was appended, and transcripts come by item, in any
  /// order. The identifiers of the items come in the order of the commits.
  private static final class Listening extends SocketTranscriptionSession {
    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";
    private static final String COMMIT_EMPTY = "input_audio_buffer_commit_empty";

    /// Less audio than this cannot be committed.
    private static final int SHORTEST_COMMIT = Mulaw.RATE / 10;

    private final Deque<PendingTranscription> uncommitted = new ArrayDeque<>();
    private final Map<String, PendingTranscription> turns = new HashMap<>();
    private String spokenItem = "";
    private final StringBuilder spoken = new StringBuilder();
    private long committedUntil;

    Listening(
        ProviderSettings settings, ScheduledExecutorService clock, TranscriptionListener listener) {
      super(settings, clock, listener);
    }

    @Override
    void send(ProviderSocket open, Mulaw sound) {
      open.sendText(
          "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + sound.base64() + "\"}");
    }

    @Override
    void ask(PendingTranscription turn) {
      spoken.setLength(0);
      if (heard() - committedUntil < SHORTEST_COMMIT) {
        answer(turn, "");
        return;
      }
      committedUntil = heard();
      uncommitted.add(turn);
      say(
          "{\"type\":\"input_audio_buffer.commit\",\"event_id\":\"turn-%d\"}"
              .formatted(turn.number()));
    }

    @Override
    void handle(JsonNode message) throws ProviderFailure {
      String type = message.path("type").asText();
      String item = message.path("item_id").asText();
      switch (type) {
        case "input_audio_buffer.committed" -> {
          if (!uncommitted.isEmpty()) {
            turns.put(item, uncommitted.remove());
          }
        }
        case TRANSCRIPTION + "delta" -> delta(item, message.path("delta").asText());
        case TRANSCRIPTION + "completed" -> completed(item, message.path("transcript").asText());
        case TRANSCRIPTION + "failed" -> notTranscribed(item, message.path("error"));
        case "error" -> error(message.path("error"));
        default -> {
          // session.created, conversation.item.added, and future message types
        }
      }
    }

    /// Words of an item that no commit has identified yet belong to the current turn.
    private void delta(String item, String words) {
      PendingTranscription pending = turns.get(item);
      if (pending != null) {
        pending.interim(pending.interim() + words);
        return;
      }
      if (!uncommitted.isEmpty()) {
        return;
      }
      if (!item.equals(spokenItem)) {
        spokenItem = item;
        spoken.setLength(0);
      }
      spoken.append(words);
      interim(TranscriptText.tidy(spoken.toString()));
    }

    private void completed(String item, String transcript) {
      PendingTranscription turn = turns.remove(item);
      if (turn != null) {
        answer(turn, TranscriptText.tidy(transcript));
      }
    }

    private void notTranscribed(String item, JsonNode error) throws ProviderFailure {
      PendingTranscription turn = turns.remove(item);
      if (turn != null && error.path("code").asText().equals("audio_unintelligible")) {
        answer(turn, "");
      } else if (turn != null) {
        throw rejection(error, FailureKind.OVERLOADED);
      }
    }

    private void error(JsonNode error) throws ProviderFailure {
      String about = error.path("event_id").asText();
      PendingTranscription empty =
          uncommitted.stream()
              .filter(turn -> about.equals("turn-" + turn.number()))
              .findFirst()
              .orElse(null);
      if (empty == null || !error.path("code").asText().equals(COMMIT_EMPTY)) {
        throw rejection(error, FailureKind.REQUEST_REFUSED);
      }
      uncommitted.remove(empty);
      answer(empty, "");
    }

    private ProviderFailure rejection(JsonNode error, FailureKind otherwise) {
      String code = ProviderFailure.code(error.path("code").asText());
      FailureKind kind =
          switch (code) {
            case "session_expired" -> FailureKind.SESSION_OVER;
            case "invalid_api_key" -> FailureKind.KEY_REFUSED;
            case "rate_limit_exceeded", "insufficient_quota" -> FailureKind.LIMITED;
            default ->
                error.path("type").asText().equals("server_error")
                    ? FailureKind.OVERLOADED
                    : otherwise;
          };
      return failure(kind, code);
    }
  }
}
