package app.kolan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.Business;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On whichever day a demo begins, its clinic has appointments before and after.
class DemoAppointmentsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-12-02T06:30:00Z", // a Wednesday morning
        "2026-12-05T12:00:00Z", // a Saturday
        "2027-03-25T21:30:00Z", // before the night in which the clocks change
        "2026-12-06T20:00:00Z" // a Sunday evening
      })
  void all_are_there_and_have_become_what_the_file_says(String now) {
    Instant begin = Instant.parse(now);
    try (var stores = SqliteStores.open(folder)) {
      new DemoAppointments(stores.crm().appointments(), Business.FIRST, begin).write(Map.of());

      List<Appointment> all =
          stores
              .crm()
              .appointments()
              .find(
                  AppointmentQuery.between(
                      Business.FIRST,
                      begin.minus(Duration.ofDays(14)),
                      begin.plus(Duration.ofDays(14)),
                      100));
      assertThat(all).hasSameSizeAs(DemoAppointments.read());
      assertThat(all)
          .extracting(Appointment::state)
          .contains(State.BOOKED, State.ARRIVED, State.NO_SHOW, State.CANCELLED);
      assertThat(all)
          .extracting(each -> each.time().startsAt().atZone(DemoClinic.ISRAEL).getDayOfWeek())
          .doesNotContain(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
      assertThat(all).anyMatch(each -> each.confirmedAt() != null);
    }
  }
}
