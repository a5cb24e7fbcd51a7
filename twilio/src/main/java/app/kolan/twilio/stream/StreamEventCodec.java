package app.kolan.twilio.stream;

import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON codec of Twilio's messages on a media stream.
///
/// Reading is lenient and total: numbers may be strings or numbers, keys may be missing or new, and
/// any text gives an event, [StreamEvent.Unknown] or [MalformedMessage]. Writing gives the shapes
/// of Twilio's documentation, numbers as strings. Stateless and thread-safe.
public final class StreamEventCodec {
  private static final int DEEPEST = 8;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  private StreamEventCodec() {}

  /// The event in a text message.
  public static StreamEvent read(String text) throws MalformedMessage {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedMessage("a stream message is a JSON object");
      }
      var fields = new Fields();
      fields.readObject(json, "");
      if (json.nextToken() != null) {
        throw new MalformedMessage("something follows the JSON object");
      }
      return fields.event();
    } catch (IOException e) {
      throw new MalformedMessage("a stream message is JSON");
    }
  }

  /// The event in a text message whose UTF-8 stands between two places. The usual media message is
  /// read without a detour; any other as [#read(String)] does.
  public static StreamEvent read(byte[] utf8, int from, int to) throws MalformedMessage {
    StreamEvent.Media media = MediaScan.read(utf8, from, to);
    return media != null ? media : read(new String(utf8, from, to - from, StandardCharsets.UTF_8));
  }

  /// The text message of an event.
  ///
  /// @param streamSid the stream that it belongs to
  /// @throws IllegalArgumentException for [StreamEvent.Unknown], which has no shape
  public static String write(StreamEvent event, String streamSid) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      writeFields(json, event, streamSid);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }

  private static void writeFields(JsonGenerator json, StreamEvent event, String streamSid)
      throws IOException {
    switch (event) {
      case StreamEvent.Connected(var protocol, var version) -> {
        json.writeStringField("event", "connected");
        json.writeStringField("protocol", protocol);
        json.writeStringField("version", version);
      }
      case StreamEvent.Started started -> {
        writeHead(json, "start", started.sequence());
        writeStart(json, started);
        json.writeStringField("streamSid", streamSid);
      }
      case StreamEvent.Media media -> {
        writeHead(json, "media", media.sequence());
        json.writeObjectFieldStart("media");
        json.writeStringField(
            "track", media.track() == StreamEvent.Track.INBOUND ? "inbound" : "outbound");
        json.writeStringField("chunk", Long.toString(media.chunk()));
        json.writeStringField("timestamp", Long.toString(media.timestamp()));
        json.writeStringField("payload", media.audio().base64());
        json.writeEndObject();
        json.writeStringField("streamSid", streamSid);
      }
      case StreamEvent.Dtmf(var sequence, var digit) -> {
        json.writeStringField("event", "dtmf");
        json.writeStringField("streamSid", streamSid);
        json.writeStringField("sequenceNumber", Long.toString(sequence));
        json.writeObjectFieldStart("dtmf");
        json.writeStringField("track", "inbound_track");
        json.writeStringField("digit", String.valueOf(digit));
        json.writeEndObject();
      }
      case StreamEvent.MarkReached(var sequence, var name) -> {
        writeHead(json, "mark", sequence);
        json.writeStringField("streamSid", streamSid);
        json.writeObjectFieldStart("mark");
        json.writeStringField("name", name);
        json.writeEndObject();
      }
      case StreamEvent.Stopped(var sequence, var callSid) -> {
        writeHead(json, "stop", sequence);
        json.writeObjectFieldStart("stop");
        if (callSid != null) {
          json.writeStringField("callSid", callSid);
        }
        json.writeEndObject();
        json.writeStringField("streamSid", streamSid);
      }
      case StreamEvent.Unknown _ ->
          throw new IllegalArgumentException("an unknown event has no shape to write");
    }
  }

  private static void writeHead(JsonGenerator json, String event, long sequence)
      throws IOException {
    json.writeStringField("event", event);
    json.writeStringField("sequenceNumber", Long.toString(sequence));
  }

  private static void writeStart(JsonGenerator json, StreamEvent.Started started)
      throws IOException {
    json.writeObjectFieldStart("start");
    json.writeStringField("accountSid", started.accountSid());
    json.writeStringField("streamSid", started.streamSid());
    json.writeStringField("callSid", started.callSid());
    json.writeArrayFieldStart("tracks");
    for (String track : started.tracks()) {
      json.writeString(track);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("mediaFormat");
    json.writeStringField("encoding", "audio/x-mulaw");
    json.writeNumberField("sampleRate", Mulaw.RATE);
    json.writeNumberField("channels", 1);
    json.writeEndObject();
    json.writeObjectFieldStart("customParameters");
    for (Map.Entry<String, String> parameter : started.parameters().entrySet()) {
      json.writeStringField(parameter.getKey(), parameter.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The scalars of one message by their path, such as `media.payload`. Only parameters have names
  /// with full stops in them.
  private static final class Fields {
    private static final String PARAMETERS = "start.customParameters.";
    private static final String TRACKS = "start.tracks";

    private final Map<String, String> scalars = new HashMap<>();
    private final List<String> tracks = new ArrayList<>();

    void readObject(JsonParser json, String prefix) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        String path = prefix + key;
        JsonToken value = json.nextToken();
        if (key.indexOf('.') >= 0 && !prefix.equals(PARAMETERS)) {
          json.skipChildren();
        } else if (value == JsonToken.START_OBJECT) {
          readObject(json, path + ".");
        } else if (value == JsonToken.START_ARRAY) {
          readArray(json, path);
        } else if (value != JsonToken.VALUE_NULL) {
          scalars.put(path, json.getText());
        }
      }
    }

    private void readArray(JsonParser json, String path) throws IOException {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken().isScalarValue() && path.equals(TRACKS)) {
          tracks.add(json.getText());
        } else {
          json.skipChildren();
        }
      }
    }

    StreamEvent event() throws MalformedMessage {
      String event = text("event");
      return switch (event) {
        case "" -> throw new MalformedMessage("a stream message has no event");
        case "connected" -> new StreamEvent.Connected(text("protocol"), text("version"));
        case "start" -> started();
        case "media" -> media();
        case "dtmf" -> dtmf();
        case "mark" -> new StreamEvent.MarkReached(sequence(), text("mark.name"));
        case "stop" -> new StreamEvent.Stopped(sequence(), scalars.get("stop.callSid"));
        default -> new StreamEvent.Unknown(event);
      };
    }

    private StreamEvent started() throws MalformedMessage {
      String outer = text("streamSid");
      String streamSid = outer.isEmpty() ? text("start.streamSid") : outer;
      if (streamSid.isEmpty() || text("start.callSid").isEmpty()) {
        throw new MalformedMessage("a start message has no streamSid or no callSid");
      }
      var parameters = new HashMap<String, String>();
      scalars.forEach(
          (path, value) -> {
            if (path.startsWith(PARAMETERS)) {
              parameters.put(path.substring(PARAMETERS.length()), value);
            }
          });
      return new StreamEvent.Started(
          sequence(),
          streamSid,
          text("start.callSid"),
          text("start.accountSid"),
          tracks,
          parameters);
    }

    private StreamEvent media() throws MalformedMessage {
      String payload = scalars.get("media.payload");
      if (payload == null) {
        throw new MalformedMessage("a media message has no payload");
      }
      return new StreamEvent.Media(
          sequence(),
          text("media.track").startsWith("outbound")
              ? StreamEvent.Track.OUTBOUND
              : StreamEvent.Track.INBOUND,
          number("media.chunk"),
          number("media.timestamp"),
          audio(payload));
    }

    private static Mulaw audio(String payload) throws MalformedMessage {
      try {
        return Mulaw.ofBase64(payload);
      } catch (IllegalArgumentException e) {
        throw new MalformedMessage("a media payload is not base64");
      }
    }

    private StreamEvent dtmf() throws MalformedMessage {
      String digit = text("dtmf.digit");
      if (digit.length() != 1 || "0123456789*#ABCD".indexOf(digit.charAt(0)) < 0) {
        throw new MalformedMessage("a dtmf message has no digit");
      }
      return new StreamEvent.Dtmf(sequence(), digit.charAt(0));
    }

    private long sequence() {
      return number("sequenceNumber");
    }

    /// The number at a path; 0 when it is absent or is no number.
    private long number(String path) {
      @Nullable String text = scalars.get(path);
      if (text == null) {
        return 0;
      }
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    private String text(String path) {
      return scalars.getOrDefault(path, "");
    }
  }
}
