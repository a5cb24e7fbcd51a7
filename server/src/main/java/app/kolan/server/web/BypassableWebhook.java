package app.kolan.server.web;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// A webhook whose signature check can be switched off for a while: one that only tells of the end
/// of a call that is known already.
public enum BypassableWebhook {
  STREAM_ENDED("stream_ended"),
  CALL_STATUS("call_status");

  private final String word;

  BypassableWebhook(String word) {
    this.word = word;
  }

  /// How it is written in the settings.
  public String word() {
    return word;
  }

  static Optional<BypassableWebhook> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /// All words, with commas.
  static String words() {
    return Arrays.stream(values()).map(BypassableWebhook::word).collect(Collectors.joining(","));
  }

  /// Why the check of another webhook or socket is never switched off.
  static String reasonAgainst(String word) {
    return switch (word.replaceAll(".*/", "")) {
      case "incoming_call", "voice_fallback" ->
          "anybody could start calls without a signature; only " + words() + " can be bypassed";
      case "handle_recording", "recording_status" ->
          "anybody could make Kolan fetch recordings; only " + words() + " can be bypassed";
      case "twilio-media", "media-stream" ->
          "anybody could talk with the receptionist; only " + words() + " can be bypassed";
      default -> "only " + words() + " can be bypassed; leave it out";
    };
  }
}
