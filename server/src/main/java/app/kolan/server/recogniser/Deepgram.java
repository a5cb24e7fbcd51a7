package app.kolan.server.recogniser;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/// Deepgram's live streaming, which takes telephone audio as it is.
///
/// Source: developers.deepgram.com, "Live audio", "Finalize" and "Audio keep alive".
final class Deepgram implements Recogniser {
  /// A connection without audio is closed after ten seconds; three to five are advised.
  static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

  /// No limit is documented; a connection that the vendor ends in order is begun again.
  static final Duration SESSION = Duration.ofHours(12);

  private static final String QUERY =
      "/v1/listen?model=%s&language=%s&encoding=mulaw&sample_rate=8000&channels=1"
          + "&interim_results=true&endpointing=300&utterance_end_ms=1000&punctuate=true";

  private final ProviderSettings settings;
  private final HttpClient client;
  private final ScheduledExecutorService clock;
  private final Duration keepAlive;

  Deepgram(
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
  public Recognition begin(RecogniserListener listener) {
    var listening = new Listening(settings, clock, listener);
    String query = QUERY.formatted(encoded(settings.model()), encoded(settings.bareLanguage()));
    listening.connect(
        client,
        SocketRecognition.address(settings.url(), query),
        Map.of("Authorization", "Token " + settings.keyValue()),
        "");
    listening.keepAlive(keepAlive, "{\"type\":\"KeepAlive\"}");
    return listening;
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
   * Finalize is answered by a final segment with from_finalize, but need not be when there is
   * little to finalize. Then the next segment that reaches well past the turn shows that it was
   * read. The audio of a call flows on between the turns, so that one comes within a second.
   */
  private static final class Listening extends SocketRecognition {
    private static final long WELL_PAST = 3 * Mulaw.RATE / 10;
    private static final long NEARLY = Mulaw.RATE / 20;

    private static final long NONE = Long.MIN_VALUE / 2;

    /// The end of the turn whose answer is no longer waited for, should it come after all.
    private long owed = NONE;

    Listening(
        ProviderSettings settings, ScheduledExecutorService clock, RecogniserListener listener) {
      super(settings, clock, listener);
    }

    @Override
    void ask(AskedTurn turn) {
      say("{\"type\":\"Finalize\"}");
    }

    @Override
    void understand(JsonNode message) throws ProviderFailure {
      switch (message.path("type").asText()) {
        case "Results" -> results(message);
        case "UtteranceEnd" -> endpoint();
        case "Error" -> {
          String code = ProviderFailure.code(message.path("code").asText());
          throw failure(kindOfClose(1011, code), code);
        }
        default -> {
          // Metadata, SpeechStarted, and what is yet to be invented
        }
      }
    }

    private void results(JsonNode message) {
      long from = samples(message.path("start"));
      long to = from + samples(message.path("duration"));
      String words = message.at("/channel/alternatives/0/transcript").asText();
      boolean fromFinalize = message.path("from_finalize").asBoolean();
      if (fromFinalize && to <= owed + NEARLY) {
        owed = NONE;
        return;
      }
      if (message.path("is_final").asBoolean()) {
        place(from, words);
        if (fromFinalize) {
          answerUpTo(to);
        } else if (message.path("speech_final").asBoolean()) {
          endpoint();
        }
        interim(Words.join(pieces()));
      } else if (unanswered().stream().noneMatch(turn -> from < turn.end())) {
        interim(Words.tidy(Words.join(pieces()) + " " + words));
      }
      if (!fromFinalize) {
        passOver(to);
      }
    }

    private void place(long from, String words) {
      unanswered().stream()
          .filter(turn -> from < turn.end())
          .findFirst()
          .ifPresentOrElse(turn -> turn.add(words), () -> piece(words));
    }

    /// An answer to Finalize is for the first turn that waits, and for those that it reaches.
    private void answerUpTo(long place) {
      List<AskedTurn> waiting = unanswered();
      for (int i = 0; i < waiting.size(); i++) {
        if (i == 0 || waiting.get(i).end() <= place + NEARLY) {
          answer(waiting.get(i), Words.join(waiting.get(i).pieces()));
        }
      }
    }

    private void passOver(long place) {
      for (AskedTurn turn : unanswered()) {
        if (turn.end() + WELL_PAST < place) {
          owed = turn.end();
          answer(turn, Words.join(turn.pieces()));
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
