package app.kolan.server.realtime.openai;

import app.kolan.server.provider.UsageUnits;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads the `usage` of events: tokens by modality, those from the cache among them. See [managing
/// costs](https://developers.openai.com/api/docs/guides/realtime-costs).
final class RealtimeUsage {
  /// More than any response can have; a server that says so is not believed.
  private static final long MOST = 1_000_000_000;

  private RealtimeUsage() {}

  /// The usage of a response; null when the server tells none.
  static @Nullable UsageUnits response(JsonNode usage) {
    if (!usage.isObject()) {
      return null;
    }
    JsonNode in = usage.path("input_token_details");
    JsonNode cached = in.path("cached_tokens_details");
    JsonNode out = usage.path("output_token_details");
    long audioIn = count(in, "audio_tokens");
    long textIn = in.has("text_tokens") ? count(in, "text_tokens") : rest(usage, "input", audioIn);
    long audioOut = count(out, "audio_tokens");
    long textOut =
        out.has("text_tokens") ? count(out, "text_tokens") : rest(usage, "output", audioOut);
    long audioCached = Math.min(audioIn, count(cached, "audio_tokens"));
    long textCached =
        Math.min(
            textIn, cached.isObject() ? count(cached, "text_tokens") : count(in, "cached_tokens"));
    var units =
        new UsageUnits(
            Duration.ZERO,
            0,
            textIn - textCached,
            textCached,
            textOut,
            audioIn - audioCached,
            audioCached,
            audioOut,
            0);
    return units.isEmpty() ? null : units;
  }

  /// The usage of a transcript, in tokens or as a duration; null when the server tells none.
  static @Nullable UsageUnits transcription(JsonNode usage) {
    if (usage.path("type").asText().equals("duration")) {
      double seconds = usage.path("seconds").asDouble();
      return seconds > 0 && seconds < MOST
          ? UsageUnits.ofAudio(Duration.ofMillis(Math.round(seconds * 1000)))
          : null;
    }
    return response(usage);
  }

  /// The tokens of one direction that are not audio.
  private static long rest(JsonNode usage, String direction, long audio) {
    return Math.max(0, count(usage, direction + "_tokens") - audio);
  }

  private static long count(JsonNode node, String field) {
    return Math.clamp(node.path(field).asLong(), 0, MOST);
  }
}
