package app.kolan.server.campaign;

import app.kolan.server.business.Business;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.QuietTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;

/// How many people a campaign may call now, and when. Values only.
final class Pacing {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// The hours of a campaign and quiet times follow one another a few times at most.
  private static final int MOST_PARTS = 60;

  private Pacing() {}

  /// How many calls may be ordered now.
  ///
  /// @param underWay how many are ordered, and not over
  /// @param latest when the last ones were ordered, in any order
  static int free(CampaignPlan.Pace pace, int underWay, List<Instant> latest, Instant now) {
    long lastMinute = latest.stream().filter(at -> at.plus(MINUTE).isAfter(now)).count();
    return (int) Math.max(0, Math.min(pace.atOnce() - underWay, pace.aMinute() - lastMinute));
  }

  /// When the next call may be ordered, as far as the minute decides: now, if it leaves room.
  static Instant nextInMinute(CampaignPlan.Pace pace, List<Instant> latest, Instant now) {
    List<Instant> lastMinute =
        latest.stream()
            .filter(at -> at.plus(MINUTE).isAfter(now))
            .sorted(Comparator.reverseOrder())
            .toList();
    return lastMinute.size() < pace.aMinute()
        ? now
        : lastMinute.get(pace.aMinute() - 1).plus(MINUTE);
  }

  /// The first moment from this one on that is within the hours of a campaign, and not within the
  /// quiet times of its business.
  static Instant allowedFrom(Business business, List<Hours> hours, Instant at) {
    QuietTimes quiet = business.profile().calling().quiet();
    Instant allowed = at;
    for (int i = 0; i < MOST_PARTS; i++) {
      Instant next = within(hours, business.locale().zone(), quiet.endAt(allowed));
      if (next.equals(allowed)) {
        return allowed;
      }
      allowed = next;
    }
    return allowed;
  }

  private static Instant within(List<Hours> hours, ZoneId zone, Instant at) {
    if (hours.isEmpty()) {
      return at;
    }
    ZonedDateTime here = at.atZone(zone);
    LocalTime time = here.toLocalTime();
    if (hours.stream().anyMatch(part -> !time.isBefore(part.from()) && time.isBefore(part.to()))) {
      return at;
    }
    LocalTime first = hours.stream().map(Hours::from).min(Comparator.naturalOrder()).orElseThrow();
    return hours.stream()
        .map(Hours::from)
        .filter(from -> from.isAfter(time))
        .min(Comparator.naturalOrder())
        .map(from -> here.toLocalDate().atTime(from).atZone(zone))
        .orElseGet(() -> here.toLocalDate().plusDays(1).atTime(first).atZone(zone))
        .toInstant();
  }
}
