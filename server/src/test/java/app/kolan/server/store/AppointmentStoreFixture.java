package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the tests of [AppointmentStore] share.
public abstract class AppointmentStoreFixture extends StoreContract {
  static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  static final Instant TEN = Instant.parse("2026-12-06T08:00:00Z");
  static final CallSid OTHER_CALL = Sample.call(2);
  static final List<String> ALL = List.of("dana", "yossi", "room");

  CalendarLinkStore links() {
    return stores.crm().calendarLinks();
  }

  static CalendarLink.Draft calendar(String resource, String secret) {
    return new CalendarLink.Draft(
        1,
        resource,
        CalendarLink.Kind.CALDAV,
        "https://example.com/dana/",
        "dana",
        secret,
        "user:7");
  }

  AppointmentStore appointments() {
    return stores.crm().appointments();
  }

  Outcome book(Appointment.Draft draft) {
    return appointments().book(draft, NOW);
  }

  Outcome move(Appointment from, AppointmentTime to, @Nullable CallSid call) {
    return appointments()
        .move(from.businessId(), from.id(), from.revision(), to, call, "user:7", NOW);
  }

  boolean hold(AppointmentTime time, CallSid call, Instant now) {
    return appointments().hold(1, time, call, now.plus(Duration.ofMinutes(5)), now);
  }

  OccupiedTimes occupied(@Nullable CallSid call, Instant now) {
    return appointments().occupied(1, ALL, NOW, TEN.plus(Duration.ofDays(2)), call, now);
  }

  static Appointment booked(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Booked.class);
    return ((Outcome.Booked) outcome).appointment();
  }

  static Appointment.Draft draft(
      long business, String person, @Nullable String room, Instant from, CallSid call) {
    return new Appointment.Draft(
        business,
        "cut",
        "תספורת",
        time(person, room, from),
        "רות",
        new PhoneNumber(CALLER.value()),
        null,
        call,
        Appointment.BY_AGENT);
  }

  /// Half an hour and a buffer of ten minutes: eight cells.
  static AppointmentTime time(String person, @Nullable String room, Instant from) {
    return new AppointmentTime(
        person, room, from, from.plus(Duration.ofMinutes(30)), from.plus(Duration.ofMinutes(40)));
  }

  static <T> List<T> atOnce(int many, IntFunction<Callable<T>> work) throws Exception {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> results =
          IntStream.range(0, many)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return work.apply(i).call();
                          }))
              .toList();
      start.countDown();
      var all = new ArrayList<T>();
      for (Future<T> result : results) {
        all.add(result.get());
      }
      return all;
    }
  }
}
