package app.kolan.server.console.page;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.OpeningHours.Opening;
import app.kolan.server.store.AppointmentTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A day as lanes, one for each person and room, in pieces of whole units along one axis of time.
/// It counts the time that really passes, so that a day on which the clock is changed is one hour
/// shorter or longer.
///
/// @param hours the moments at which an hour of the axis begins
public record Timeline(List<Instant> hours, List<ResourceRow> lanes) {
  /// The length of a unit.
  public static final int UNIT_MINUTES = 5;

  /// So many units are an hour.
  public static final int UNITS_IN_HOUR = 60 / UNIT_MINUTES;

  private static final int USUAL_FROM = 9;
  private static final int USUAL_TO = 17;

  public Timeline {
    hours = List.copyOf(hours);
    lanes = List.copyOf(lanes);
  }

  /// What one person or room does.
  public record ResourceRow(BookableResource resource, List<Piece> pieces) {
    public ResourceRow {
      pieces = List.copyOf(pieces);
    }
  }

  /// A part of a lane.
  ///
  /// @param units how long it is
  /// @param open whether the person or room is there
  /// @param row what is booked; null for nothing
  public record Piece(int units, boolean open, @Nullable AppointmentRow row) {}

  /// The lanes of a day.
  static Timeline of(
      LocalDate date, ZoneId zone, List<BookableResource> resources, List<AppointmentRow> rows) {
    var day = new Day(date, zone);
    List<boolean[]> open = resources.stream().map(day::open).toList();
    List<@Nullable AppointmentRow[]> taken =
        resources.stream().map(resource -> day.taken(resource.id(), rows)).toList();
    int first = day.units;
    int last = 0;
    for (int lane = 0; lane < resources.size(); lane++) {
      for (int unit = 0; unit < day.units; unit++) {
        if (open.get(lane)[unit] || taken.get(lane)[unit] != null) {
          first = Math.min(first, unit);
          last = Math.max(last, unit + 1);
        }
      }
    }
    boolean nothing = first >= last;
    int from = nothing ? USUAL_FROM : first / UNITS_IN_HOUR;
    int to = nothing ? USUAL_TO : (last + UNITS_IN_HOUR - 1) / UNITS_IN_HOUR;
    var hours = new ArrayList<Instant>();
    for (int hour = from; hour < to; hour++) {
      hours.add(day.start.plus(Duration.ofHours(hour)));
    }
    var lanes = new ArrayList<ResourceRow>();
    for (int lane = 0; lane < resources.size(); lane++) {
      lanes.add(
          new ResourceRow(
              resources.get(lane),
              pieces(open.get(lane), taken.get(lane), from * UNITS_IN_HOUR, to * UNITS_IN_HOUR)));
    }
    return new Timeline(hours, lanes);
  }

  private static List<Piece> pieces(
      boolean[] open, @Nullable AppointmentRow[] taken, int from, int to) {
    var pieces = new ArrayList<Piece>();
    int begun = from;
    for (int unit = from + 1; unit <= to; unit++) {
      if (unit == to
          || !Objects.equals(taken[unit], taken[begun])
          || (taken[unit] == null && open[unit] != open[begun])) {
        pieces.add(new Piece(unit - begun, open[begun], taken[begun]));
        begun = unit;
      }
    }
    return pieces;
  }

  /// One day in units from its midnight.
  private static final class Day {
    final LocalDate date;
    final ZoneId zone;
    final Instant start;
    final int units;

    Day(LocalDate date, ZoneId zone) {
      this.date = date;
      this.zone = zone;
      start = date.atStartOfDay(zone).toInstant();
      Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
      // Whole hours, also where the day has not.
      units = Math.ceilDiv((int) Duration.between(start, end).toMinutes(), 60) * UNITS_IN_HOUR;
    }

    boolean[] open(BookableResource resource) {
      var open = new boolean[units];
      for (Opening opening : resource.hours().between(date, date.plusDays(1))) {
        fill(open, opening.from().toInstant(), opening.to().toInstant(), true);
      }
      for (BookableResource.Absence absence : resource.absences()) {
        fill(
            open,
            absence.from().atZone(zone).toInstant(),
            absence.to().atZone(zone).toInstant(),
            false);
      }
      return open;
    }

    private void fill(boolean[] open, Instant from, Instant to, boolean value) {
      for (int unit = unit(from); unit < unit(to); unit++) {
        open[unit] = value;
      }
    }

    @Nullable AppointmentRow[] taken(String resource, List<AppointmentRow> rows) {
      var taken = new AppointmentRow[units];
      for (AppointmentRow row : rows) {
        AppointmentTime time = row.appointment().time();
        if (row.isTaken() && time.resources().contains(resource)) {
          for (int unit = unit(time.startsAt()); unit < unit(time.endsAt()); unit++) {
            taken[unit] = row;
          }
        }
      }
      return taken;
    }

    /// The unit of a moment, within this day.
    private int unit(Instant at) {
      long minutes = Duration.between(start, at).toMinutes();
      return Math.clamp(Math.floorDiv(minutes, UNIT_MINUTES), 0, units);
    }
  }
}
