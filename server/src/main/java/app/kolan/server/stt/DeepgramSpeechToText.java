package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

/// Deepgram's live streaming API, which accepts telephone audio directly.
///
/// Source: developers.deepgram.com, "Live audio", "Finalize" and "Audio keep alive".
final class DeepgramSpeechToText implements SpeechToText {
  /// A connection without audio is closed after ten seconds; three to five are advised.
  static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

  /// No limit is documented; a connection that the provider closes is opened again.
  static final Duration SESSION = Duration.ofHours(12);

  /// The silence after which Deepgram calls words final. The turn-taking waits longer before it
  /// ends a turn, so that the words of a turn are final when it does, and not a message later.
  private static final Duration ENDPOINTING = Duration.ofMillis(150);

  private final ProviderSettings settings;
  private final HttpClient client;
  private final ScheduledExecutorService clock;
  private final Duration keepAlive;

  DeepgramSpeechToText(
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
        SocketTranscriptionSession.address(settings.url(), "/v1/listen?" + query()),
        Map.of("Authorization", "Token " + settings.keyValue()),
        "");
    listening.keepAlive(keepAlive, "{\"type\":\"KeepAlive\"}");
    return listening;
  }

  private String query() {
    return String.join(
        "&",
        "model=" + encoded(settings.model()),
        "language=" + encoded(settings.bareLanguage()),
        "encoding=mulaw",
        "sample_rate=" + Mulaw.RATE,
        "channels=1",
        "interim_results=true",
        "endpointing=" + ENDPOINTING.toMillis(),
        "utterance_end_ms=1000",
        "punctuate=true");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /*
   * Deepgram cuts what it hears into segments, and dates each by the audio that it has heard, so
   * that a segment's turn is found by its place, and not by when it arrives:
   *
   *   heard     |----- turn 1 -----|------ turn 2 -------|
   *   asked                        F                     F        F: Finalize
   *   segments  [final][final fin.][interim…][final fin. ]        fin.: from_finalize
   *
   * A turn has all its words when
   *   - Finalize is answered, by a final segment with from_finalize; or
   *   - a final segment reaches to the silence at its end, in which the voice activity detector has
   *     found no speech, and there are no interim words behind it; Deepgram has often found that
   *     silence itself, and may not answer Finalize then; or
   *   - any segment reaches well past it: then Finalize was read, and there was little to finalize.
   *     The audio of a call flows on between the turns, so that one comes within a second.
   */
  private static final class Listening extends SocketTranscriptionSession {
    /// At the end of a turn whose silence was not measured.
    private static final Duration LIKELY_SILENCE = Duration.ofMillis(400);

    private static final long WELL_PAST = 3 * Mulaw.RATE / 10;
    private static final long NEARLY = Mulaw.RATE / 20;
    private static final long NOWHERE = Long.MIN_VALUE / 2;

    /// Everything up to this position is final.
    private long finalUntil = NOWHERE;

    /// Whether there are words behind that, which may change.
    private boolean wordsBehind;

    /// The end of the last turn that was completed without an answer to its Finalize, which may
    /// still come.
    private long owedUntil = NOWHERE;

    Listening(
        ProviderSettings settings, ScheduledExecutorService clock, TranscriptionListener listener) {
      super(settings, clock, listener);
    }

    @Override
    void ask(PendingTranscription turn) {
      if (finalUntil >= spokenUntil(turn) && !wordsBehind) {
        answer(turn);
      } else {
        say("{\"type\":\"Finalize\"}");
      }
    }

    @Override
    void handle(JsonNode message) throws ProviderFailure {
      switch (message.path("type").asText()) {
        case "Results" -> results(message);
        case "UtteranceEnd" -> endpoint();
        case "Error" -> {
          String code = ProviderFailure.code(message.path("code").asText());
          throw failure(kindOfClose(1011, code), code);
        }
        default -> {
          // Metadata, SpeechStarted, and future message types
        }
      }
    }

    private void results(JsonNode message) {
      long from = samples(message.path("start"));
      long to = from + samples(message.path("duration"));
      String words = message.at("/channel/alternatives/0/transcript").asText();
      boolean fromFinalize = message.path("from_finalize").asBoolean();
      if (fromFinalize && to <= owedUntil + NEARLY) {
        return;
      }
      if (message.path("is_final").asBoolean()) {
        finalUntil = Math.max(finalUntil, to);
        wordsBehind = false;
        place(from, words);
        if (fromFinalize) {
          unanswered().stream().findFirst().ifPresent(this::answer);
        } else if (message.path("speech_final").asBoolean()) {
          endpoint();
        }
        answerThose(turn -> spokenUntil(turn) <= to);
        interim(TranscriptText.join(pieces()));
      } else {
        wordsBehind = !words.isBlank();
        answerThose(turn -> turn.end() <= to - WELL_PAST);
        unanswered().stream()
            .filter(turn -> from < turn.end())
            .findFirst()
            .ifPresentOrElse(
                turn -> turn.interim(interim(turn.pieces(), words)),
                () -> interim(interim(pieces(), words)));
      }
    }

    private static String interim(List<String> pieces, String words) {
      return TranscriptText.tidy(TranscriptText.join(pieces) + " " + words);
    }

    private void place(long from, String words) {
      unanswered().stream()
          .filter(turn -> from < turn.end())
          .findFirst()
          .ifPresentOrElse(turn -> turn.add(words), () -> piece(words));
    }

    private void answer(PendingTranscription turn) {
      answer(turn, TranscriptText.join(turn.pieces()));
    }

    private static long spokenUntil(PendingTranscription turn) {
      Duration silence = turn.silence().isZero() ? LIKELY_SILENCE : turn.silence();
      return turn.end() - silence.toMillis() * Mulaw.RATE / 1000;
    }

    /// Completes turns that need no answer of their own any more.
    private void answerThose(Predicate<PendingTranscription> complete) {
      for (PendingTranscription turn : unanswered()) {
        if (complete.test(turn)) {
          owedUntil = turn.end();
          answer(turn);
        }
      }
    }

    @Override
    FailureKind kindOfClose(int code, String reason) {
      if (reason.startsWith("NET-0001")) {
        return FailureKind.SESSION_OVER;
      }
      if (reason.startsWith("DATA-")) {
        return FailureKind.REQUEST_REFUSED;
      }
      return super.kindOfClose(code, reason);
    }

    private static long samples(JsonNode seconds) {
      return Math.round(seconds.asDouble() * Mulaw.RATE);
    }
  }
}
