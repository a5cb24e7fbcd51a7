package app.kolan.stubs.stt;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubSocket;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Soniox's real-time transcription: `wss://stt-rt.soniox.com/transcribe-websocket`.
///
/// A key in the start message is rejected, as the provider does from 15 January 2027 on.
///
/// Source: soniox.com/docs, "WebSocket API", "Manual finalization", "Endpoint detection" and "Error
/// handling".
public final class SonioxStub extends ProviderStub {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INTERIM = Mulaw.RATE / 2;
  private static final Set<String> FORMATS = Set.of("mulaw", "pcm_mulaw");

  private final KnownClips clips;
  private final String key;
  private final List<StubSocket> open = new CopyOnWriteArrayList<>();
  private volatile Duration idleLimit = Duration.ofSeconds(20);

  public SonioxStub(KnownClips clips, String key) {
    this.clips = clips;
    this.key = key;
  }

  /// How long a connection may be without audio and keep-alives before it ends with error 408.
  public void idleLimit(Duration limit) {
    idleLimit = limit;
  }

  /// Ends all sessions early, as the provider reserves the right to do.
  public void endSessions() {
    for (StubSocket talk : open) {
      talk.after(
          1,
          () ->
              refuse(talk, 503, "Cannot continue request (code 12). Please restart the request."));
    }
  }

  @Override
  protected int judge(StubRequest handshake) {
    if (!handshake.path().equals("/transcribe-websocket")) {
      return 404;
    }
    return handshake.header("Authorization").equals("Bearer " + key) ? 101 : 401;
  }

  @Override
  protected boolean talk(StubSocket talk) {
    new Listening(talk);
    return true;
  }

  private void refuse(StubSocket talk, int code, String message) {
    open.remove(talk);
    ObjectNode error = JSON.createObjectNode();
    error.putArray("tokens");
    talk.send(error.put("error_code", code).put("error_message", message).toString());
    talk.close(1000, "");
  }

  /// One connection.
  private final class Listening {
    private final StubSocket talk;
    private final ClipRecognizer segmenter = new ClipRecognizer(clips);
    private boolean started;
    private long endpointDelay;
    private int arrivals;

    Listening(StubSocket talk) {
      this.talk = talk;
      open.add(talk);
      talk.onClose(() -> open.remove(talk));
      talk.onText(this::read);
      talk.onBinary(this::hear);
      watch();
    }

    private void watch() {
      int before = arrivals;
      talk.after(
          idleLimit.toMillis(),
          () -> {
            if (!open.contains(talk)) {
              return;
            }
            if (arrivals == before) {
              refuse(talk, 408, "Request timeout.");
            } else {
              watch();
            }
          });
    }

    private void read(String text) {
      arrivals++;
      if (text.isEmpty()) {
        finish("<end>");
        talk.send("{\"tokens\":[],\"finished\":true}");
        talk.close(1000, "");
        return;
      }
      JsonNode message;
      try {
        message = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        refuse(talk, 400, "Malformed JSON.");
        return;
      }
      if (!started) {
        start(message);
        return;
      }
      switch (message.path("type").asText()) {
        case "finalize" -> finish("<fin>");
        case "keepalive" -> {
          // not answered
        }
        default -> refuse(talk, 400, "Control request invalid type.");
      }
    }

    private void start(JsonNode request) {
      boolean good =
          !request.path("model").asText().isEmpty()
              && FORMATS.contains(request.path("audio_format").asText())
              && request.path("sample_rate").asInt() == Mulaw.RATE
              && request.path("num_channels").asInt() == 1;
      if (request.has("api_key")) {
        refuse(talk, 401, "Send the API key with the connection.");
      } else if (!good) {
        refuse(talk, 400, "Invalid start request.");
      } else {
        started = true;
        boolean detects = request.path("enable_endpoint_detection").asBoolean();
        endpointDelay =
            detects ? request.path("max_endpoint_delay_ms").asLong(2000) * Mulaw.RATE / 1000 : 0;
      }
    }

    private void hear(byte[] audio) {
      arrivals++;
      if (!started) {
        refuse(talk, 400, "Start request is missing.");
      } else {
        segmenter.hear(Mulaw.of(audio), this::afterFrame);
      }
    }

    private void afterFrame() {
      if (endpointDelay > 0 && segmenter.spoken() && segmenter.silent() == endpointDelay) {
        finish("<end>");
      } else if (segmenter.heard() % INTERIM == 0) {
        ClipRecognizer.Stretch soFar = segmenter.soFar();
        send(soFar, false, "", soFar.from());
      }
    }

    private void finish(String marker) {
      ClipRecognizer.Stretch stretch = segmenter.finish();
      send(stretch, true, marker, stretch.to());
    }

    private void send(
        ClipRecognizer.Stretch stretch, boolean isFinal, String marker, long finalUntil) {
      ObjectNode message = JSON.createObjectNode();
      ArrayNode tokens = message.putArray("tokens");
      for (String token : tokens(stretch.words())) {
        tokens
            .addObject()
            .put("text", token)
            .put("start_ms", stretch.from() * 1000 / Mulaw.RATE)
            .put("end_ms", stretch.to() * 1000 / Mulaw.RATE)
            .put("confidence", 0.97)
            .put("is_final", isFinal)
            .put("language", "he");
      }
      if (!marker.isEmpty()) {
        tokens.addObject().put("text", marker).put("is_final", true);
      }
      message.put("final_audio_proc_ms", finalUntil * 1000 / Mulaw.RATE);
      message.put("total_audio_proc_ms", stretch.to() * 1000 / Mulaw.RATE);
      talk.send(message.toString());
    }
  }

  /// Tokens are parts of words; one that begins a word has the space before it.
  private static List<String> tokens(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split("(?= )|(?<=[^ ]{2})(?=[^ ]{2})", -1));
  }
}
