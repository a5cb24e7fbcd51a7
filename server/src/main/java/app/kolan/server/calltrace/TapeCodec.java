package app.kolan.server.calltrace;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.settings.PublicUrl;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The JSON of a tape: one object a line. No other class knows the format. Stateless; thread-safe.
///
/// In each line `t` is the place in milliseconds and `n` the place in frames; `s` is the socket
/// where it is not the first.
public final class TapeCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char SPEECH = '1';
  private static final char NO_SPEECH = '0';

  /// Larger than any message that a socket accepts.
  private static final int MOST_SAMPLES = 64 * 1024;

  private TapeCodec() {}

  public static String write(TapeHeader header) {
    ObjectNode json = JSON.createObjectNode();
    json.put("tape", TapeHeader.FORMAT)
        .put("kolan", header.kolan())
        .put("kind", header.kind().word())
        .put("call", header.call().value())
        .put("began", header.began().toString())
        .put("base", header.base().toString())
        .put("business", header.business())
        .put("mode", header.mode().name().toLowerCase(Locale.ROOT))
        .put("draining", header.draining());
    PhoneNumber human = header.human();
    if (human != null) {
      json.put("human", human.value());
    }
    InputAudioCodec.write(json.putObject("hearing"), header.inputAudio());
    ObjectNode prompts = json.putObject("prompts");
    new TreeMap<>(header.prompts()).forEach(prompts::put);
    return text(json);
  }

  public static String write(TapeLine line) {
    ObjectNode json = JSON.createObjectNode();
    json.put("t", line.place().millis()).put("n", line.place().frames());
    switch (line) {
      case TapeLine.Asked(_, var request, var path, var form) -> {
        json.put("ask", request).put("path", path);
        ArrayNode pairs = json.putArray("form");
        form.pairs().forEach(pair -> pairs.addArray().add(pair.name()).add(pair.value()));
      }
      case TapeLine.Answered(_, var request, var status, var body) ->
          json.put("answer", request).put("status", status).put("body", body);
      case TapeLine.Opened(_, var socket, var path) -> on(json, socket).put("open", path);
      case TapeLine.Heard(_, var socket, var event) -> write(on(json, socket), event);
      case TapeLine.Muted muted -> write(on(json, muted.socket()), muted);
      case TapeLine.Keys(_, var socket, var digits) -> on(json, socket).put("keys", digits);
      case TapeLine.Said(_, var socket, var sound) -> write(on(json, socket), sound);
      case TapeLine.Marked(_, var socket, var name) ->
          on(json, socket).put("out", "mark").put("name", name);
      case TapeLine.Cleared(_, var socket) -> on(json, socket).put("out", "clear");
      case TapeLine.GaveUp(_, var socket, var why) -> on(json, socket).put("gaveUp", why);
      case TapeLine.Closed(_, var socket, var byServer, var code) ->
          on(json, socket).put("close", code).put("by", byServer ? "server" : "carrier");
      case TapeLine.Known(_, var result) -> write(json, result);
      case TapeLine.Lost(_, var lines) -> json.put("lost", lines);
      case TapeLine.Full _ -> json.put("full", true);
    }
    return text(json);
  }

  private static ObjectNode on(ObjectNode json, int socket) {
    return socket == 1 ? json : json.put("s", socket);
  }

  private static void write(ObjectNode json, StreamEvent event) {
    switch (event) {
      case StreamEvent.Connected(var protocol, var version) ->
          json.put("in", "connected").put("protocol", protocol).put("version", version);
      case StreamEvent.Started started -> {
        json.put("in", "start")
            .put("seq", started.sequence())
            .put("stream", started.streamSid())
            .put("call", started.callSid())
            .put("account", started.accountSid());
        ArrayNode tracks = json.putArray("tracks");
        started.tracks().forEach(tracks::add);
        ObjectNode parameters = json.putObject("parameters");
        new TreeMap<>(started.parameters()).forEach(parameters::put);
      }
      case StreamEvent.Media media -> {
        write(json.put("in", "media"), media);
        json.put("audio", media.audio().base64());
      }
      case StreamEvent.Dtmf(var sequence, var digit) ->
          json.put("in", "key").put("seq", sequence).put("key", String.valueOf(digit));
      case StreamEvent.MarkReached(var sequence, var name) ->
          json.put("in", "mark").put("seq", sequence).put("name", name);
      case StreamEvent.Stopped(var sequence, _) -> json.put("in", "stop").put("seq", sequence);
      case StreamEvent.Unknown(var name) -> json.put("in", "unknown").put("name", name);
    }
  }

  private static void write(ObjectNode json, StreamEvent.Media media) {
    json.put("seq", media.sequence());
    if (media.track() == StreamEvent.Track.OUTBOUND) {
      json.put("track", "outbound");
    }
    json.put("chunk", media.chunk()).put("at", media.timestamp());
  }

  private static void write(ObjectNode json, TapeLine.Muted muted) {
    write(json.put("in", "muted"), muted.message());
    var speech = new StringBuilder();
    muted.speech().forEach(held -> speech.append(held ? SPEECH : NO_SPEECH));
    json.put("samples", muted.samples()).put("speech", speech.toString());
  }

  private static void write(ObjectNode json, SentAudio sound) {
    json.put("out", "media").put("samples", sound.samples());
    Mulaw audio = sound.audio();
    if (audio != null) {
      json.put("audio", audio.base64());
    }
    ArrayNode parts = json.putArray("of");
    for (SentAudio.Part part : sound.parts()) {
      parts
          .addObject()
          .put("prompt", part.prompt())
          .put("from", part.from())
          .put("samples", part.samples());
    }
  }

  private static void write(ObjectNode json, TraceResult result) {
    json.put("outcome", result.outcome());
    TraceResult.LeadFacts lead = result.lead();
    if (lead != null) {
      json.putObject("lead")
          .put("state", lead.state())
          .put("reason", lead.reason())
          .put("name", lead.name())
          .put("callback", lead.callback())
          .put("recording", lead.recording());
    }
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  static TapeHeader readHeader(String line) throws UnreadableTape {
    JsonNode json =
        tree(line)
            .filter(tree -> tree.path("tape").isInt())
            .orElseThrow(
                () -> new UnreadableTape("it is no tape: the first line is not a tape's header"));
    if (json.path("tape").intValue() > TapeHeader.FORMAT) {
      throw new UnreadableTape(
          "it was made by a newer Kolan (%s), in a format that this one does not know"
              .formatted(text(json, "kolan")));
    }
    String human = text(json, "human");
    var prompts = new HashMap<String, String>();
    json.path("prompts")
        .properties()
        .forEach(one -> prompts.put(one.getKey(), one.getValue().asText()));
    try {
      return new TapeHeader(
          text(json, "kolan"),
          TapeMode.ofWord(text(json, "kind"))
              .filter(kind -> kind != TapeMode.OFF)
              .orElseThrow(TapeCodec::header),
          new CallSid(text(json, "call")),
          Instant.parse(text(json, "began")),
          PublicUrl.parse(text(json, "base")).orElseThrow(TapeCodec::header),
          json.path("business").asLong(),
          AnswerMode.ofWord(text(json, "mode")).orElseThrow(TapeCodec::header),
          InputAudioCodec.read(json.path("hearing")),
          human.isEmpty() ? null : new PhoneNumber(human),
          json.path("draining").asBoolean(),
          prompts);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw header();
    }
  }

  private static UnreadableTape header() {
    return new UnreadableTape("its header is damaged");
  }

  /// A line; empty when it cannot be read.
  static Optional<TapeLine> read(String line) {
    try {
      return tree(line).flatMap(TapeCodec::line);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<TapeLine> line(JsonNode json) {
    var place = new TapePosition(json.path("t").asLong(), json.path("n").asInt());
    int socket = json.path("s").asInt(1);
    if (json.has("ask")) {
      return Optional.of(
          new TapeLine.Asked(place, number(json, "ask"), text(json, "path"), form(json)));
    } else if (json.has("answer")) {
      return Optional.of(
          new TapeLine.Answered(
              place, number(json, "answer"), number(json, "status"), text(json, "body")));
    } else if (json.has("open")) {
      return Optional.of(new TapeLine.Opened(place, socket, text(json, "open")));
    } else if (text(json, "in").equals("muted")) {
      return Optional.of(muted(json, place, socket));
    } else if (json.has("in")) {
      return event(json).map(event -> new TapeLine.Heard(place, socket, event));
    } else if (json.has("keys")) {
      return Optional.of(new TapeLine.Keys(place, socket, text(json, "keys")));
    } else if (json.has("out")) {
      return command(json, place, socket);
    } else if (json.has("gaveUp")) {
      return Optional.of(new TapeLine.GaveUp(place, socket, text(json, "gaveUp")));
    } else if (json.has("close")) {
      boolean byServer = text(json, "by").equals("server");
      return Optional.of(new TapeLine.Closed(place, socket, byServer, number(json, "close")));
    } else if (json.has("outcome")) {
      return Optional.of(new TapeLine.Known(place, result(json)));
    } else if (json.has("lost")) {
      return Optional.of(new TapeLine.Lost(place, json.path("lost").asLong()));
    }
    return json.has("full") ? Optional.of(new TapeLine.Full(place)) : Optional.empty();
  }

  private static FormPairs form(JsonNode json) {
    var pairs = new ArrayList<FormPairs.Pair>();
    json.path("form")
        .forEach(
            pair -> pairs.add(new FormPairs.Pair(pair.path(0).asText(), pair.path(1).asText())));
    return new FormPairs(pairs);
  }

  private static Optional<StreamEvent> event(JsonNode json) {
    long sequence = json.path("seq").asLong();
    return switch (text(json, "in")) {
      case "connected" ->
          Optional.of(new StreamEvent.Connected(text(json, "protocol"), text(json, "version")));
      case "start" -> Optional.of(started(json, sequence));
      case "media" -> Optional.of(media(json, Mulaw.ofBase64(text(json, "audio"))));
      case "key" -> {
        String key = text(json, "key");
        yield key.length() == 1
            ? Optional.of(new StreamEvent.Dtmf(sequence, key.charAt(0)))
            : Optional.empty();
      }
      case "mark" -> Optional.of(new StreamEvent.MarkReached(sequence, text(json, "name")));
      case "stop" -> Optional.of(new StreamEvent.Stopped(sequence, null));
      case "unknown" -> Optional.of(new StreamEvent.Unknown(text(json, "name")));
      default -> Optional.empty();
    };
  }

  private static StreamEvent.Media media(JsonNode json, Mulaw audio) {
    return new StreamEvent.Media(
        json.path("seq").asLong(),
        text(json, "track").equals("outbound")
            ? StreamEvent.Track.OUTBOUND
            : StreamEvent.Track.INBOUND,
        json.path("chunk").asLong(),
        json.path("at").asLong(),
        audio);
  }

  private static TapeLine.Muted muted(JsonNode json, TapePosition place, int socket) {
    int samples = number(json, "samples");
    String speech = text(json, "speech");
    if (samples > MOST_SAMPLES || !speech.matches("[01]{0,1000}")) {
      throw new IllegalArgumentException("no message of a stream");
    }
    return new TapeLine.Muted(
        place,
        socket,
        media(json, Mulaw.EMPTY),
        samples,
        speech.chars().mapToObj(frame -> frame == SPEECH).toList());
  }

  private static StreamEvent.Started started(JsonNode json, long sequence) {
    List<String> tracks = new ArrayList<>();
    json.path("tracks").forEach(track -> tracks.add(track.asText()));
    Map<String, String> parameters = new HashMap<>();
    json.path("parameters")
        .properties()
        .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
    return new StreamEvent.Started(
        sequence,
        text(json, "stream"),
        text(json, "call"),
        text(json, "account"),
        tracks,
        parameters);
  }

  private static Optional<TapeLine> command(JsonNode json, TapePosition place, int socket) {
    return switch (text(json, "out")) {
      case "media" -> Optional.of(new TapeLine.Said(place, socket, sound(json)));
      case "mark" -> Optional.of(new TapeLine.Marked(place, socket, text(json, "name")));
      case "clear" -> Optional.of(new TapeLine.Cleared(place, socket));
      default -> Optional.empty();
    };
  }

  private static SentAudio sound(JsonNode json) {
    var parts = new ArrayList<SentAudio.Part>();
    for (JsonNode part : json.path("of")) {
      parts.add(
          new SentAudio.Part(text(part, "prompt"), number(part, "from"), number(part, "samples")));
    }
    Mulaw audio = json.has("audio") ? Mulaw.ofBase64(text(json, "audio")) : null;
    return new SentAudio(audio == null ? number(json, "samples") : audio.length(), audio, parts);
  }

  private static TraceResult result(JsonNode json) {
    JsonNode lead = json.path("lead");
    return new TraceResult(
        text(json, "outcome"),
        lead.isObject()
            ? new TraceResult.LeadFacts(
                text(lead, "state"),
                lead.path("reason").asBoolean(),
                lead.path("name").asBoolean(),
                text(lead, "callback"),
                lead.path("recording").asBoolean())
            : null);
  }

  private static Optional<JsonNode> tree(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return json != null && json.isObject() ? Optional.of(json) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static int number(JsonNode json, String key) {
    return Math.max(0, json.path(key).asInt());
  }

  private static String text(JsonNode json, String key) {
    return json.path(key).asText("");
  }
}
