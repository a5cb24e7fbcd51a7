package app.kolan.server.tape;

import app.kolan.server.call.TurnTiming;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// The JSON of how a server heard: the detector's word, and times in milliseconds.
final class HearingCodec {
  private HearingCodec() {}

  static void write(ObjectNode json, TapedHearing hearing) {
    TurnTiming timing = hearing.timing();
    json.put("detector", hearing.detector())
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

  /// A time that is not there is the usual one.
  ///
  /// @throws IllegalArgumentException for times that no server hears with
  static TapedHearing read(JsonNode json) {
    if (!json.isObject()) {
      return TapedHearing.FIRST;
    }
    TurnTiming usual = TurnTiming.USUAL;
    return new TapedHearing(
        json.path("detector").asText(TapedHearing.FIRST.detector()),
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
