package app.kolan.stubs.stt;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.StubSocket;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// OpenAI's realtime transcription: `wss://api.openai.com/v1/realtime?intent=transcription`.
///
/// Source: developers.openai.com/api/docs/guides/realtime-transcription, and the realtime API's
/// reference.
public final class OpenAiTranscriptionStub extends ProviderStub {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INTERIM = Mulaw.RATE / 2;
  private static final int SHORTEST_COMMIT = Mulaw.RATE / 10;
  private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";

  private final KnownClips clips;
  private final String key;
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable String> nextFailure = new AtomicReference<>();
  private final AtomicInteger heldBack = new AtomicInteger();

  public OpenAiTranscriptionStub(KnownClips clips, String key) {
    this.clips = clips;
    this.key = key;
  }

  /// The next transcripts, this many, are held back, and sent in reverse order with the last of
  /// them.
  public void holdBack(int transcripts) {
    heldBack.set(transcripts);
  }

  /// The next item is not transcribed, but answered by a failure with this code.
  public void failNext(String code) {
    nextFailure.set(code);
  }

  /// All sessions have reached their sixtieth minute.
  public void expireSessions() {
    for (Session session : sessions) {
      session.talk.after(1, session::expire);
    }
  }

  @Override
  protected int judge(StubRequest handshake) {
    if (!handshake.header("Authorization").equals("Bearer " + key)) {
      return 401;
    }
    boolean good =
        handshake.path().equals("/v1/realtime")
            && handshake.query().getOrDefault("intent", "").equals("transcription")
            && !handshake.query().containsKey("model");
    return good ? 101 : 400;
  }

  @Override
  protected boolean talk(StubSocket talk) {
    var session = new Session(talk);
    sessions.add(session);
    talk.onClose(() -> sessions.remove(session));
    session.begin();
    return true;
  }

  /// One connection.
  private final class Session {
    private final StubSocket talk;
    private final ClipRecognizer segmenter = new ClipRecognizer(clips);
    private final List<String> kept = new ArrayList<>();
    private boolean understandsMulaw;
    private long committedUntil;
    private String item = "";
    private String lastItem = "";
    private String told = "";

    Session(StubSocket talk) {
      this.talk = talk;
    }

    void begin() {
      item = nextId("item");
      talk.onText(this::read);
      talk.send(session("session.created", "audio/pcm", JSON.nullNode()));
    }

    void expire() {
      error(
          "invalid_request_error", "session_expired", "Your session hit the maximum duration.", "");
      talk.close(1001, "");
    }

    private void read(String text) {
      JsonNode message;
      try {
        message = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        error("invalid_request_error", "invalid_json", "The event is no JSON.", "");
        return;
      }
      String eventId = message.path("event_id").asText();
      switch (message.path("type").asText()) {
        case "session.update" -> update(message.path("session"), eventId);
        case "input_audio_buffer.append" -> append(message, eventId);
        case "input_audio_buffer.commit" -> commit(eventId);
        case "input_audio_buffer.clear" -> {
          var _ = segmenter.finish();
          committedUntil = segmenter.heard();
          talk.send(event("input_audio_buffer.cleared").toString());
        }
        default -> error("invalid_request_error", "invalid_value", "No such event type.", eventId);
      }
    }

    private void update(JsonNode session, String eventId) {
      JsonNode input = session.at("/audio/input");
      String model = input.at("/transcription/model").asText();
      if (!session.path("type").asText().equals("transcription")) {
        error(
            "invalid_request_error", "invalid_value", "This is a transcription session.", eventId);
      } else if (model.isEmpty()) {
        error("invalid_request_error", "missing_required_parameter", "No model.", eventId);
      } else if (!input.path("turn_detection").isNull()) {
        error(
            "invalid_request_error", "invalid_value", "Turn detection is not supported.", eventId);
      } else if (session.has("model") || session.has("input_audio_format")) {
        error("invalid_request_error", "unknown_parameter", "Unknown parameter.", eventId);
      } else {
        String format = input.at("/format/type").asText();
        understandsMulaw = format.equals("audio/pcmu");
        talk.send(session("session.updated", format, input.path("transcription")));
      }
    }

    private void append(JsonNode message, String eventId) {
      try {
        Mulaw sound = Mulaw.ofBase64(message.path("audio").asText());
        segmenter.hear(
            understandsMulaw ? sound : Mulaw.silence(sound.duration()), this::afterFrame);
      } catch (IllegalArgumentException e) {
        error("invalid_request_error", "invalid_value", "The audio is no base64.", eventId);
      }
    }

    private void afterFrame() {
      if (segmenter.spoken() && segmenter.heard() % INTERIM == 0) {
        deltas(segmenter.soFar().words());
      }
    }

    /// A delta adds to the earlier ones of an item.
    private void deltas(String words) {
      if (words.length() > told.length() && words.startsWith(told)) {
        talk.send(ofItem("delta", item).put("delta", words.substring(told.length())).toString());
        told = words;
      }
    }

    private void commit(String eventId) {
      long length = segmenter.heard() - committedUntil;
      if (length < SHORTEST_COMMIT) {
        error(
            "invalid_request_error",
            "input_audio_buffer_commit_empty",
            "Error committing input audio buffer: buffer too small.",
            eventId);
        return;
      }
      committedUntil = segmenter.heard();
      String committed = item;
      talk.send(
          event("input_audio_buffer.committed")
              .put("previous_item_id", lastItem.isEmpty() ? null : lastItem)
              .put("item_id", committed)
              .toString());
      talk.send(itemEvent("conversation.item.added", committed));
      talk.send(itemEvent("conversation.item.done", committed));
      String failure = nextFailure.getAndSet(null);
      String words = segmenter.finish().words();
      if (failure == null) {
        deltas(words);
        transcribed(completed(committed, words));
      } else {
        talk.send(failed(committed, failure));
      }
      lastItem = committed;
      item = nextId("item");
      told = "";
    }

    private void transcribed(String completed) {
      kept.addFirst(completed);
      if (heldBack.updateAndGet(left -> Math.max(0, left - 1)) == 0) {
        kept.forEach(talk::send);
        kept.clear();
      }
    }

    private void error(String type, String code, String message, String eventId) {
      ObjectNode event = event("error");
      event
          .putObject("error")
          .put("type", type)
          .put("code", code)
          .put("message", message)
          .putNull("param")
          .put("event_id", eventId.isEmpty() ? null : eventId);
      talk.send(event.toString());
    }
  }

  private String session(String type, String format, JsonNode transcription) {
    ObjectNode event = event(type);
    ObjectNode session = event.putObject("session").put("type", "transcription");
    session.put("object", "realtime.transcription_session");
    session.put("id", nextId("sess")).put("expires_at", System.currentTimeMillis() / 1000 + 3600);
    ObjectNode input = session.putObject("audio").putObject("input");
    input.putObject("format").put("type", format);
    input.set("transcription", transcription);
    input.putNull("noise_reduction").putNull("turn_detection");
    return event.toString();
  }

  private String completed(String item, String words) {
    ObjectNode completed = ofItem("completed", item).put("transcript", words);
    ObjectNode usage = completed.putObject("usage").put("type", "tokens");
    usage.put("total_tokens", 22).put("input_tokens", 13).put("output_tokens", 9);
    usage.putObject("input_token_details").put("text_tokens", 0).put("audio_tokens", 13);
    return completed.toString();
  }

  private String failed(String item, String code) {
    ObjectNode failed = ofItem("failed", item);
    failed
        .putObject("error")
        .put("type", "transcription_error")
        .put("code", code)
        .put("message", "The audio could not be transcribed.")
        .putNull("param");
    return failed.toString();
  }

  private String itemEvent(String type, String id) {
    ObjectNode event = event(type).putNull("previous_item_id");
    ObjectNode item = event.putObject("item").put("id", id).put("type", "message");
    item.put("status", "completed").put("role", "user");
    item.putArray("content").addObject().put("type", "input_audio").putNull("transcript");
    return event.toString();
  }

  private ObjectNode ofItem(String what, String item) {
    return event(TRANSCRIPTION + what).put("item_id", item).put("content_index", 0);
  }

  private ObjectNode event(String type) {
    return JSON.createObjectNode().put("type", type).put("event_id", nextId("event"));
  }

  private String nextId(String kind) {
    return kind + "_" + ids.incrementAndGet();
  }
}
