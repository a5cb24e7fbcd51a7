package app.kolan.server.calltrace;

import app.kolan.server.media.turns.TurnTiming;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// The JSON of a server's input-audio settings: the detector's name, and times in milliseconds.
final class InputAudioCodec {
  private InputAudioCodec() {}

  static void write(ObjectNode json, TapedInputAudio inputAudio) {
    TurnTiming timing = inputAudio.timing();
    json.put("detector", inputAudio.detector())
        .put("start", timing.start().toMillis())
        .put("end", timing.end().toMillis())
        .put("endpoint", timing.endpoint().toMillis())
        .put("hold", timing.hold().toMillis())
        .put("bargeIn", timing.bargeIn().toMillis())
        .put("deaf", timing.deaf().toMillis())
        .put("meant", timing.meant().toMillis())
        .put("resume", timing.resume().toMillis())
        .put("longest", timing.longest().toMillis());
  }

  /// A missing time takes its default.
  ///
  /// @throws IllegalArgumentException for times that no server accepts
  static TapedInputAudio read(JsonNode json) {
    if (!json.isObject()) {
      return TapedInputAudio.FIRST;
    }
    TurnTiming usual = TurnTiming.USUAL;
    return new TapedInputAudio(
        json.path("detector").asText(TapedInputAudio.FIRST.detector()),
        new TurnTiming(
            time(json, "start", usual.start()),
            time(json, "end", usual.end()),
            time(json, "endpoint", usual.endpoint()),
            time(json, "hold", usual.hold()),
            time(json, "bargeIn", usual.bargeIn()),
            time(json, "deaf", usual.deaf()),
            time(json, "meant", usual.meant()),
            time(json, "resume", usual.resume()),
            time(json, "longest", usual.longest())));
  }

  private static Duration time(JsonNode json, String key, Duration usual) {
    return Duration.ofMillis(json.path(key).asLong(usual.toMillis()));
  }
}
