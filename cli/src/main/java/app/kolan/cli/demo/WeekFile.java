package app.kolan.cli.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/// The file of the demo's week.
final class WeekFile {
  private static final String FILE = "/demo/week.yaml";
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  private WeekFile() {}

  /// Its calls, the oldest first.
  static List<WeekCall> read() {
    try (InputStream in = WeekFile.class.getResourceAsStream(FILE)) {
      return new YAMLMapper().readValue(in, new TypeReference<List<WeekCall>>() {});
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " is in the jar and can be read", e);
    }
  }

  /// When a call came in.
  ///
  /// @param now when the demo begins
  static Instant arrival(WeekCall call, Instant now) {
    if (call.ago() != null) {
      return now.minus(Duration.ofMinutes(call.ago()));
    }
    LocalDate day = now.atZone(ISRAEL).toLocalDate();
    for (int left = call.days() == null ? 0 : call.days(); left > 0; ) {
      day = day.minusDays(1);
      left -= day.getDayOfWeek() == DayOfWeek.SATURDAY ? 0 : 1;
    }
    return day.atTime(LocalTime.parse(String.valueOf(call.at()))).atZone(ISRAEL).toInstant();
  }
}
