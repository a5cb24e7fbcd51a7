package app.kolan.server.ical;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The time zones of a calendar, by the names that it has for them: those of the IANA database, as
/// most have; those of Windows, as Outlook has; and names of its own, which it describes. What is
/// described by rules alone is taken for the usual zone.
final class CalendarZones {
  private final ZoneId usual;
  private final Map<String, ZoneId> described = new HashMap<>();

  /// @param usual where times have no zone
  CalendarZones(ZoneId usual) {
    this.usual = usual;
  }

  /// A zone is described.
  ///
  /// @param location where it holds, by a name of the IANA database; null when it is not said
  /// @param standardOffset such as `+0200`; null when it is not said
  /// @param hasDaylight whether its clocks are changed
  void describe(
      String name,
      @Nullable String location,
      @Nullable String standardOffset,
      boolean hasDaylight) {
    Optional<ZoneId> zone = location == null ? Optional.empty() : iana(location);
    if (zone.isEmpty() && !hasDaylight && standardOffset != null) {
      zone = iana(standardOffset);
    }
    zone.ifPresent(known -> described.put(name, known));
  }

  /// The zone of a name; the usual one when it has none, or one that nobody knows.
  ZoneId of(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return usual;
    }
    return iana(name)
        .or(() -> windows(name))
        .or(() -> Optional.ofNullable(described.get(name)))
        .or(() -> iana(lastWords(name)))
        .orElse(usual);
  }

  /// The end of such names as `/citadel.org/20260101_1/Asia/Jerusalem`.
  private static String lastWords(String name) {
    String[] words = name.split("/", -1);
    return words.length < 3 ? name : words[words.length - 2] + "/" + words[words.length - 1];
  }

  private static Optional<ZoneId> iana(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> windows(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith("time")
        ? Optional.ofNullable(TimeZone.getIDForWindowsID(name, null)).flatMap(CalendarZones::iana)
        : Optional.empty();
  }
}
