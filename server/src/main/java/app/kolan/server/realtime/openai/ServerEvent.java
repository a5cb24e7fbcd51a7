package app.kolan.server.realtime.openai;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event of a Realtime server. See [the
/// reference](https://developers.openai.com/api/reference/resources/realtime/server-events).
/// Identifiers that a server leaves out are empty.
sealed interface ServerEvent {
  /// The session exists, with the server's defaults.
  ///
  /// @param expiresAt null where the server does not say
  record SessionCreated(@Nullable Instant expiresAt) implements ServerEvent {}

  /// The session is configured.
  record SessionUpdated() implements ServerEvent {}

  record SpeechStarted() implements ServerEvent {}

  /// @param item the conversation item of the caller's turn
  record SpeechStopped(String item) implements ServerEvent {}

  /// The caller's turn is part of the conversation.
  record Committed(String item) implements ServerEvent {}

  /// The transcript of the caller's turn.
  ///
  /// @param usage null where the server does not say
  record Transcribed(String item, String words, @Nullable UsageUnits usage) implements ServerEvent {
    /// Omits the words.
    @Override
    public String toString() {
      return "Transcribed[" + item + "]";
    }
  }

  record ResponseCreated(String response) implements ServerEvent {}

  record Audio(String response, String item, Mulaw sound) implements ServerEvent {}

  record AudioDone(String response, String item) implements ServerEvent {}

  record Words(String response, String item, String words) implements ServerEvent {
    /// Omits the words.
    @Override
    public String toString() {
      return "Words[" + response + ", " + item + "]";
    }
  }

  /// A tool's arguments are being generated; the complete call comes with [ResponseDone].
  record ToolBegun(String response) implements ServerEvent {}

  /// @param status `completed`, `cancelled`, `incomplete` or `failed`
  /// @param errorCode of a failed one; empty otherwise
  /// @param errorType of a failed one; empty otherwise
  /// @param uses the tool calls
  /// @param usage null where the server does not say
  record ResponseDone(
      String response,
      String status,
      String errorCode,
      String errorType,
      List<ToolCall> uses,
      @Nullable UsageUnits usage)
      implements ServerEvent {
    public ResponseDone {
      uses = List.copyOf(uses);
    }
  }

  /// A request of the client's was rejected, or the server has failed.
  ///
  /// @param event the client's identifier of the rejected request; empty if it is not known
  record Trouble(String code, String type, String event) implements ServerEvent {}

  /// Any other event; ignored.
  record Other(String type) implements ServerEvent {}
}
