package app.kolan.stubs.realtime;

import app.kolan.stubs.StubSocket;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One session: the client's events are validated as strictly as OpenAI does, and answered.
///
/// Runs on the stub's thread, except for what tests read.
final class RealtimeStubSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BAD_REQUEST = 3000;
  private static final int GOING_AWAY = 1001;

  private final OpenAiRealtimeStub stub;
  private final StubSocket talk;
  private final int number;
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Mulaw> heard = new CopyOnWriteArrayList<>();
  private final Items items = new Items();
  private final ItemEvents itemEvents = new ItemEvents(this, items);
  private final ObjectNode settings = defaults();
  private String understood = "";
  private @Nullable LoudnessTurnDetector segmenter;
  private @Nullable RealtimeAnswer active;
  private @Nullable String turnItem;
  private volatile @Nullable Ending nextEnding;
  private volatile boolean open = true;
  private int names;

  /// The end of a response that is not complete.
  record Ending(String status, String type, String code) {}

  /// @param number distinguishes it from others
  RealtimeStubSession(OpenAiRealtimeStub stub, StubSocket talk, int number) {
    this.stub = stub;
    this.talk = talk;
    this.number = number;
  }

  List<JsonNode> received() {
    return List.copyOf(received);
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  Mulaw heard() {
    return Mulaw.join(List.copyOf(heard));
  }

  void complain(String type, String code) {
    talk.after(1, () -> error(type, code, "Something about the key sk-SECRET.", null, null));
  }

  void endNextAnswer(String status, String type, String code) {
    nextEnding = new Ending(status, type, code);
  }

  void sayRaw(String message) {
    talk.after(1, () -> talk.send(message));
  }

  void begin() {
    talk.onClose(
        () -> {
          open = false;
          active = null;
        });
    talk.onText(this::receive);
    if (!hasKey()) {
      error("invalid_request_error", "invalid_api_key", "Incorrect API key provided.", null, null);
      talk.close(BAD_REQUEST, "invalid_request_error.invalid_api_key");
      return;
    }
    String model = talk.handshake().query().getOrDefault("model", "");
    if (model.isEmpty()) {
      error("invalid_request_error", "missing_model", "You must provide a model.", null, null);
      talk.close(BAD_REQUEST, "invalid_request_error.missing_model");
      return;
    }
    settings.put("id", "sess_" + number).put("model", model);
    Duration limit = stub.limit();
    if (limit != null) {
      settings.put("expires_at", Instant.now().plus(limit).getEpochSecond());
      talk.after(limit.toMillis(), this::expire);
    }
    ObjectNode created = event(stub.turnsOnTop() ? "conversation.created" : "session.created");
    if (!stub.turnsOnTop()) {
      created.set("session", settings.deepCopy());
    }
    send(created);
  }

  private boolean hasKey() {
    return talk.handshake().header("Authorization").equals("Bearer " + stub.key())
        || talk.handshake().header("api-key").equals(stub.key());
  }

  private void expire() {
    if (open) {
      String message = "Your session hit the maximum duration of 60 minutes.";
      error("invalid_request_error", "session_expired", message, null, null);
      talk.close(GOING_AWAY, message);
    }
  }

  private void receive(String message) {
    JsonNode event;
    try {
      event = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      error("invalid_request_error", "invalid_json", "No JSON.", null, null);
      return;
    }
    Optional<FieldRules.Fault> fault = FieldRules.check(asOpenAi(event));
    if (fault.isPresent()) {
      FieldRules.Fault found = fault.get();
      refuse(event, found.code(), found.message(), found.param());
      return;
    }
    String type = event.path("type").asText();
    if (!type.equals("input_audio_buffer.append")) {
      received.add(event);
    }
    switch (type) {
      case "session.update" -> update(event);
      case "input_audio_buffer.append" -> hear(event);
      case "response.create" -> create(event);
      case "response.cancel" -> cancel(event);
      case "conversation.item.create" -> itemEvents.create(event);
      case "conversation.item.truncate" -> itemEvents.truncate(event);
      case "conversation.item.delete" -> itemEvents.delete(event);
      default -> refuse(event, "unsupported", "The stand-in does not do that.", "type");
    }
  }

  /// The same event with turn detection where OpenAI has it.
  private JsonNode asOpenAi(JsonNode event) {
    JsonNode turns = event.at("/session/turn_detection");
    if (!stub.turnsOnTop() || turns.isMissingNode()) {
      return event;
    }
    ObjectNode moved = event.deepCopy();
    moved.withObject("/session").remove("turn_detection");
    moved.withObject("/session/audio/input").set("turn_detection", turns);
    return moved;
  }

  private void update(JsonNode event) {
    JsonNode session = asOpenAi(event).path("session");
    for (String way : List.of("input", "output")) {
      if (!session.at("/audio/" + way + "/format/type").asText().equals("audio/pcmu")) {
        refuse(event, "invalid_value", "Only audio/pcmu here.", "session.audio." + way);
        return;
      }
    }
    if (!session.path("type").asText().equals("realtime")) {
      refuse(event, "invalid_value", "Invalid value.", "session.type");
      return;
    }
    settings.setAll((ObjectNode) session.deepCopy());
    JsonNode turns = turns();
    segmenter =
        new LoudnessTurnDetector(
            turns.path("prefix_padding_ms").asInt(300),
            turns.path("silence_duration_ms").asInt(500));
    ObjectNode updated = event("session.updated");
    updated.set("session", settings.deepCopy());
    send(updated);
  }

  private JsonNode turns() {
    return settings.at("/audio/input/turn_detection");
  }

  private void hear(JsonNode event) {
    Mulaw sound;
    try {
      sound = Mulaw.ofBase64(event.path("audio").asText());
    } catch (IllegalArgumentException e) {
      refuse(event, "invalid_value", "Invalid 'audio'. Expected base64.", "audio");
      return;
    }
    heard.add(sound);
    LoudnessTurnDetector listening = segmenter;
    if (listening == null) {
      return;
    }
    for (LoudnessTurnDetector.Turn turn : listening.hear(sound)) {
      switch (turn) {
        case LoudnessTurnDetector.Turn.Began(var at) -> began(at);
        case LoudnessTurnDetector.Turn.Ended(var at, var whole) -> ended(at, whole);
      }
    }
  }

  private void began(int at) {
    String item = name("item_u");
    turnItem = item;
    send(event("input_audio_buffer.speech_started").put("audio_start_ms", at).put("item_id", item));
    if (active != null && turns().path("interrupt_response").asBoolean(true)) {
      active.end("cancelled", "turn_detected");
    }
  }

  private void ended(int at, Mulaw whole) {
    String item = turnItem == null ? name("item_u") : turnItem;
    turnItem = null;
    send(event("input_audio_buffer.speech_stopped").put("audio_end_ms", at).put("item_id", item));
    send(event("input_audio_buffer.committed").put("item_id", item).putNull("previous_item_id"));
    items.add(item, "user");
    send(itemEvent("conversation.item.added", item, "user"));
    send(itemEvent("conversation.item.done", item, "user"));
    String words = stub.understand(whole);
    understood = words;
    if (!settings.at("/audio/input/transcription/model").asText().isEmpty()) {
      talk.after(
          30,
          () ->
              send(
                  event("conversation.item.input_audio_transcription.completed")
                      .put("item_id", item)
                      .put("content_index", 0)
                      .put("transcript", words)));
    }
    if (turns().path("create_response").asBoolean(true) && active == null) {
      answer("");
    }
  }

  private ObjectNode itemEvent(String type, String item, String role) {
    ObjectNode event = event(type);
    event.putObject("item").put("id", item).put("type", "message").put("role", role);
    return event;
  }

  private void create(JsonNode event) {
    if (active != null) {
      refuse(
          event,
          "conversation_already_has_active_response",
          "Conversation already has an active response in progress: " + active.id() + ".",
          null);
    } else {
      answer(event.at("/response/instructions").asText(""));
    }
  }

  private void answer(String instructions) {
    RealtimeStubModel.Reply reply =
        stub.answer(
            new RealtimeStubModel.Asked(understood, instructions, itemEvents.takeOutcomes()));
    understood = "";
    Ending ending = nextEnding;
    nextEnding = null;
    var answer = new RealtimeAnswer(this, stub, reply, items, ending);
    active = answer;
    answer.begin();
  }

  /// A response is over.
  void answered(RealtimeAnswer answer) {
    if (active == answer) {
      active = null;
    }
  }

  private void cancel(JsonNode event) {
    String wanted = event.path("response_id").asText("");
    if (active == null || !(wanted.isEmpty() || wanted.equals(active.id()))) {
      String message = "Cancellation failed: no active response found";
      refuse(event, "response_cancel_not_active", message, null);
    } else {
      active.end("cancelled", "client_cancelled");
    }
  }

  void refuse(JsonNode event, String code, String message, @Nullable String param) {
    JsonNode name = event.path("event_id");
    error("invalid_request_error", code, message, param, name.isTextual() ? name.asText() : null);
  }

  private void error(
      String type, String code, String message, @Nullable String param, @Nullable String of) {
    errors.add(code);
    ObjectNode event = event("error");
    event
        .putObject("error")
        .put("type", type)
        .put("code", code)
        .put("message", message)
        .put("param", param)
        .put("event_id", of);
    send(event);
  }

  ObjectNode event(String type) {
    return object().put("type", type).put("event_id", name("event_"));
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  String name(String prefix) {
    names++;
    return prefix + number + "_" + names;
  }

  void send(ObjectNode event) {
    if (open) {
      talk.send(event.toString());
    }
  }

  void after(Duration delay, Runnable task) {
    talk.after(
        delay.toMillis(),
        () -> {
          if (open) {
            task.run();
          }
        });
  }

  private static ObjectNode defaults() {
    ObjectNode settings = JSON.createObjectNode();
    settings.put("type", "realtime").put("object", "realtime.session").put("tool_choice", "auto");
    settings.putArray("output_modalities").add("audio");
    settings.withObject("/audio/input/format").put("type", "audio/pcm").put("rate", 24_000);
    settings.withObject("/audio/input").putNull("transcription").putNull("noise_reduction");
    settings.withObject("/audio/output/format").put("type", "audio/pcm").put("rate", 24_000);
    settings.withObject("/audio/output").put("voice", "marin").put("speed", 1);
    return settings;
  }
}
