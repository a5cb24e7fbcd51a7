package app.kolan.server.realtime.openai;

import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Parses the events of a Realtime server. Total: any text gives an event or nothing.
final class ServerEventReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ServerEventReader() {}

  /// The event in a message; empty when it cannot be parsed.
  static Optional<ServerEvent> read(String message) {
    try {
      JsonNode event = JSON.readTree(message);
      String type = text(event, "type");
      return type.isEmpty() ? Optional.empty() : Optional.of(event(type, event));
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /// @throws IllegalArgumentException when audio is no base64
  private static ServerEvent event(String type, JsonNode event) {
    return switch (type) {
      case "session.created", "conversation.created" ->
          new ServerEvent.SessionCreated(instant(event.at("/session/expires_at")));
      case "session.updated" -> new ServerEvent.SessionUpdated();
      case "input_audio_buffer.speech_started" -> new ServerEvent.SpeechStarted();
      case "input_audio_buffer.speech_stopped" ->
          new ServerEvent.SpeechStopped(text(event, "item_id"));
      case "input_audio_buffer.committed" -> new ServerEvent.Committed(text(event, "item_id"));
      case "conversation.item.input_audio_transcription.completed" ->
          new ServerEvent.Transcribed(
              text(event, "item_id"),
              text(event, "transcript"),
              RealtimeUsage.transcription(event.path("usage")));
      case "response.created" ->
          new ServerEvent.ResponseCreated(event.at("/response/id").asText(""));
      case "response.output_audio.delta" ->
          new ServerEvent.Audio(
              text(event, "response_id"),
              text(event, "item_id"),
              Mulaw.ofBase64(text(event, "delta")));
      case "response.output_audio.done" ->
          new ServerEvent.AudioDone(text(event, "response_id"), text(event, "item_id"));
      case "response.output_audio_transcript.delta" ->
          new ServerEvent.Words(
              text(event, "response_id"), text(event, "item_id"), text(event, "delta"));
      case "response.function_call_arguments.delta", "response.function_call_arguments.done" ->
          new ServerEvent.ToolBegun(text(event, "response_id"));
      case "response.done" -> done(event.path("response"));
      case "error" -> trouble(event.path("error"));
      default -> new ServerEvent.Other(type);
    };
  }

  private static ServerEvent done(JsonNode response) {
    JsonNode error = response.at("/status_details/error");
    return new ServerEvent.ResponseDone(
        text(response, "id"),
        text(response, "status"),
        text(error, "code"),
        text(error, "type"),
        uses(response.path("output")),
        RealtimeUsage.response(response.path("usage")));
  }

  private static List<ToolCall> uses(JsonNode output) {
    var uses = new ArrayList<ToolCall>();
    for (JsonNode item : output) {
      String id = text(item, "call_id");
      if (text(item, "type").equals("function_call") && !id.isEmpty()) {
        uses.add(new ToolCall(id, text(item, "name"), text(item, "arguments")));
      }
    }
    return uses;
  }

  private static ServerEvent trouble(JsonNode error) {
    return new ServerEvent.Trouble(
        text(error, "code"), text(error, "type"), text(error, "event_id"));
  }

  private static @Nullable Instant instant(JsonNode seconds) {
    long value = seconds.asLong(0);
    return value > 0 && value < 100_000_000_000L ? Instant.ofEpochSecond(value) : null;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.asText() : "";
  }
}
