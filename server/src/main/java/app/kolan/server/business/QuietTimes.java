package app.kolan.server.business;

import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.OpeningHours.Opening;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When somebody is not to be told anything.
///
/// @param zone where the clocks hang
/// @param city where Shabbat and the holidays are kept; null when they are not
/// @param daily parts of every day
public record QuietTimes(ZoneId zone, @Nullable City city, List<Hours> daily) {
  /// Never quiet.
  public static final QuietTimes NONE =
      new QuietTimes(BusinessLocale.ISRAEL.zone(), null, List.of());

  /// Parts that follow one another, as two holidays and Shabbat do, are few. Daily parts that leave
  /// nothing of a day would go on for ever.
  private static final int MOST_PARTS = 30;

  public QuietTimes {
    daily = List.copyOf(daily);
  }

  /// The first moment from this one on at which it is not quiet.
  public Instant endAt(Instant at) {
    Instant end = at;
    for (int i = 0; i < MOST_PARTS; i++) {
      Optional<Opening> quiet = partAt(end);
      if (quiet.isEmpty()) {
        return end;
      }
      end = quiet.get().to().toInstant();
    }
    return end;
  }

  private Optional<Opening> partAt(Instant at) {
    LocalDate today = LocalDate.ofInstant(at, zone);
    Stream<Opening> hours =
        Stream.of(today.minusDays(1), today)
            .flatMap(date -> daily.stream().map(part -> part.on(date, zone)));
    City place = city;
    Stream<Opening> rest =
        place == null ? Stream.empty() : new ShabbatTimes(place, zone).restOn(today).stream();
    return Stream.concat(rest, hours).filter(part -> part.holds(at)).findFirst();
  }
}
