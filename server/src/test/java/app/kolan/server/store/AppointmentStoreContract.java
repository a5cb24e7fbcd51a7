package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [AppointmentStore] must do.
public abstract class AppointmentStoreContract extends StoreContract {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final Instant TEN = Instant.parse("2026-12-06T08:00:00Z");
  private static final CallSid OTHER_CALL = Sample.call(2);
  private static final List<String> ALL = List.of("dana", "yossi", "room");

  @Test
  void an_appointment_is_booked_and_found() {
    Appointment booked = booked(book(draft(1, "dana", "room", TEN, CALL)));
    reopen();

    assertThat(appointments().find(1, booked.id())).contains(booked);
    assertThat(booked.state()).isEqualTo(State.BOOKED);
    assertThat(booked.time().resources()).containsExactly("dana", "room");
    assertThat(booked.number()).isEqualTo(CALLER);
    assertThat(booked.toString()).doesNotContain("רות", "97250");
    assertThat(appointments().find(2, booked.id())).isEmpty();
    assertThat(appointments().find(AppointmentQuery.booked(1, TEN, 9).of(CALLER)))
        .containsExactly(booked);
    assertThat(appointments().find(AppointmentQuery.booked(1, TEN, 9).of(HUMAN))).isEmpty();
    assertThat(appointments().find(AppointmentQuery.booked(1, TEN, 9).in(CALL)))
        .containsExactly(booked);
    assertThat(appointments().find(AppointmentQuery.booked(1, TEN.plusMillis(1), 9))).isEmpty();
    assertThat(appointments().find(AppointmentQuery.booked(2, TEN, 9))).isEmpty();
  }

  @Test
  void nobody_else_can_have_any_of_its_time() {
    booked(book(draft(1, "dana", "room", TEN, CALL)));

    for (int minutes : new int[] {-35, -5, 0, 5, 35}) {
      assertThat(book(draft(1, "dana", null, TEN.plusSeconds(minutes * 60L), OTHER_CALL)))
          .isInstanceOf(Outcome.Taken.class);
      assertThat(book(draft(1, "yossi", "room", TEN.plusSeconds(minutes * 60L), OTHER_CALL)))
          .isInstanceOf(Outcome.Taken.class);
    }
    // The buffer belongs to it; what comes after does not, and neither does another business.
    booked(book(draft(1, "dana", null, TEN.plusSeconds(40 * 60), OTHER_CALL)));
    booked(book(draft(1, "yossi", null, TEN, OTHER_CALL)));
    booked(book(draft(2, "dana", "room", TEN, OTHER_CALL)));
    assertThat(occupied(null, NOW).cells().get("room")).hasSize(8);
  }

  @Test
  void what_could_be_had_in_part_is_not_taken_in_part() {
    booked(book(draft(1, "yossi", "room", TEN, CALL)));

    assertThat(book(draft(1, "dana", "room", TEN, OTHER_CALL))).isInstanceOf(Outcome.Taken.class);
    assertThat(hold(time("dana", "room", TEN), OTHER_CALL, NOW)).isFalse();
    assertThat(occupied(null, NOW).cells()).doesNotContainKey("dana");
    assertThat(appointments().find(AppointmentQuery.booked(1, NOW, 9))).hasSize(1);
  }

  @Test
  void a_slot_is_held_for_one_call_and_for_its_time() {
    AppointmentTime slot = time("dana", null, TEN);
    assertThat(hold(slot, CALL, NOW)).isTrue();
    assertThat(hold(slot, CALL, NOW)).isTrue();
    assertThat(hold(slot, OTHER_CALL, NOW)).isFalse();
    assertThat(book(draft(1, "dana", null, TEN, OTHER_CALL))).isInstanceOf(Outcome.Taken.class);
    assertThat(occupied(CALL, NOW).isFree("dana", TEN, TEN.plusSeconds(60))).isTrue();
    assertThat(occupied(OTHER_CALL, NOW).isFree("dana", TEN, TEN.plusSeconds(60))).isFalse();
    assertThat(occupied(null, NOW).isFree("dana", TEN, TEN.plusSeconds(60))).isFalse();

    Instant later = NOW.plus(Duration.ofMinutes(5));
    assertThat(hold(slot, OTHER_CALL, later.minusMillis(1))).isFalse();
    assertThat(occupied(null, later).isFree("dana", TEN, TEN.plusSeconds(60))).isTrue();
    assertThat(hold(slot, OTHER_CALL, later)).isTrue();
    assertThat(book(draft(1, "dana", null, TEN, CALL))).isInstanceOf(Outcome.Taken.class);
  }

  @Test
  void a_call_books_what_it_holds_and_its_other_slots_can_be_freed() {
    assertThat(hold(time("dana", null, TEN), CALL, NOW)).isTrue();
    assertThat(hold(time("yossi", null, TEN), CALL, NOW)).isTrue();
    assertThat(hold(time("room", null, TEN), OTHER_CALL, NOW)).isTrue();

    booked(book(draft(1, "dana", null, TEN, CALL)));
    appointments().release(1, CALL);

    assertThat(occupied(null, NOW).cells()).containsOnlyKeys("dana", "room");
    assertThat(hold(time("dana", null, TEN), CALL, NOW.plusSeconds(9999))).isFalse();
  }

  @Test
  void what_lies_in_the_past_takes_up_no_room() {
    Appointment past = booked(book(draft(1, "dana", null, TEN, CALL)));
    assertThat(hold(time("yossi", null, TEN), CALL, NOW)).isTrue();
    Instant later = TEN.plus(Duration.ofDays(3));

    assertThat(hold(time("room", null, later.plusSeconds(600)), OTHER_CALL, later)).isTrue();

    assertThat(occupied(null, NOW).cells()).isEmpty();
    assertThat(appointments().find(1, past.id())).contains(past);
    booked(move(past, time("dana", null, later.plusSeconds(600)), null));
  }

  @Test
  void a_call_books_the_same_once() {
    Appointment first = booked(book(draft(1, "dana", null, TEN, CALL)));

    assertThat(booked(book(draft(1, "dana", null, TEN, CALL)))).isEqualTo(first);
    // With another person, too: it is the same appointment of the same caller.
    assertThat(booked(book(draft(1, "yossi", null, TEN, CALL)))).isEqualTo(first);
    assertThat(appointments().find(AppointmentQuery.booked(1, NOW, 9))).hasSize(1);
  }

  @Test
  void an_appointment_is_moved_and_its_old_time_is_free() {
    Appointment before = booked(book(draft(1, "dana", "room", TEN, CALL)));
    Instant overlapping = TEN.plus(Duration.ofMinutes(15));

    Appointment after = booked(move(before, time("dana", "room", overlapping), CALL));

    assertThat(after.time().startsAt()).isEqualTo(overlapping);
    assertThat(after.revision()).isEqualTo(before.revision() + 1);
    assertThat(occupied(null, NOW).isFree("dana", TEN, overlapping)).isTrue();
    assertThat(occupied(null, NOW).isFree("room", overlapping, overlapping.plusSeconds(1)))
        .isFalse();
    Appointment last = booked(move(after, time("yossi", null, overlapping), null));
    assertThat(occupied(null, NOW).cells()).containsOnlyKeys("yossi");
    assertThatThrownBy(() -> move(after, time("dana", null, TEN), null))
        .isInstanceOf(CrmConflict.class);
    assertThatThrownBy(
            () ->
                appointments()
                    .move(2, last.id(), last.revision(), time("dana", null, TEN), null, "x", NOW))
        .isInstanceOf(CrmConflict.class);
  }

  @Test
  void a_move_to_a_time_that_is_taken_changes_nothing() {
    Appointment mine = booked(book(draft(1, "dana", null, TEN, CALL)));
    booked(book(draft(1, "dana", null, TEN.plusSeconds(3600), OTHER_CALL)));

    assertThat(move(mine, time("dana", null, TEN.plusSeconds(1800)), CALL))
        .isInstanceOf(Outcome.Taken.class);
    assertThat(appointments().find(1, mine.id())).contains(mine);
    assertThat(occupied(null, NOW).cells().get("dana")).hasSize(16);
  }

  @Test
  void a_cancelled_appointment_leaves_its_time_free_and_stays_known() {
    Appointment mine = booked(book(draft(1, "dana", null, TEN, CALL)));

    Appointment cancelled =
        appointments().cancel(1, mine.id(), mine.revision(), null, "user:7", NOW);

    assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    assertThat(cancelled.changedBy()).isEqualTo("user:7");
    assertThat(appointments().cancel(1, mine.id(), 99, null, "user:8", NOW)).isEqualTo(cancelled);
    assertThat(occupied(null, NOW).cells()).isEmpty();
    booked(book(draft(1, "dana", null, TEN, OTHER_CALL)));
    assertThatThrownBy(() -> move(cancelled, time("yossi", null, TEN), null))
        .isInstanceOf(CrmConflict.class);
    assertThatThrownBy(() -> appointments().cancel(2, mine.id(), 1, null, "user:7", NOW))
        .isInstanceOf(CrmConflict.class);
  }

  @Test
  void nobody_can_have_failed_to_come_before_it_begins() {
    Appointment mine = booked(book(draft(1, "dana", null, TEN, CALL)));

    assertThatThrownBy(() -> appointments().noShow(1, mine.id(), 0, "user:7", TEN.minusMillis(1)))
        .isInstanceOf(CrmConflict.class);
    assertThat(appointments().noShow(1, mine.id(), 0, "user:7", TEN).state())
        .isEqualTo(State.NO_SHOW);
  }

  @Test
  void who_came_is_noted_from_half_a_day_before_and_a_mistake_is_put_right() {
    Appointment mine = booked(book(draft(1, "dana", null, TEN, CALL)));
    Instant morning = TEN.minus(AppointmentStore.EARLIEST_ARRIVAL);

    assertThatThrownBy(
            () -> appointments().arrived(1, mine.id(), 0, "user:7", morning.minusMillis(1)))
        .isInstanceOf(CrmConflict.class);
    assertThat(appointments().arrived(1, mine.id(), 0, "user:7", morning).state())
        .isEqualTo(State.ARRIVED);
    assertThat(book(draft(1, "dana", null, TEN, OTHER_CALL))).isInstanceOf(Outcome.Taken.class);
    assertThat(appointments().noShow(1, mine.id(), 1, "user:7", TEN).state())
        .isEqualTo(State.NO_SHOW);
    assertThat(appointments().arrived(1, mine.id(), 2, "user:7", TEN).state())
        .isEqualTo(State.ARRIVED);

    Appointment other = booked(book(draft(1, "yossi", null, TEN, OTHER_CALL)));
    Appointment _ = appointments().cancel(1, other.id(), 0, null, "user:7", NOW);
    assertThatThrownBy(() -> appointments().arrived(1, other.id(), 1, "user:7", TEN))
        .isInstanceOf(CrmConflict.class);
    booked(book(draft(1, "room", null, TEN.plus(Duration.ofDays(1)), CALL)));

    assertThat(appointments().tally(1, TEN, TEN.plusMillis(1)))
        .isEqualTo(new Appointment.Tally(2, 2, 1, 1, 0));
    assertThat(appointments().tally(2, TEN, TEN.plusMillis(1)))
        .isEqualTo(new Appointment.Tally(0, 0, 0, 0, 0));
  }

  @Test
  void an_appointment_is_found_and_confirmed_by_its_link_until_it_is_moved() {
    Appointment mine = booked(book(draft(1, "dana", null, TEN, CALL)));
    Appointment other = booked(book(draft(2, "dana", null, TEN, CALL)));
    String link = Objects.requireNonNull(mine.link());

    assertThat(link).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(other.link());
    assertThat(appointments().findByLink(link)).contains(mine);
    assertThat(appointments().findByLink("x")).isEmpty();
    Appointment confirmed = appointments().confirm(1, mine.id(), Appointment.BY_LINK, NOW);
    assertThat(confirmed.confirmedAt()).isEqualTo(NOW);
    assertThat(confirmed.revision()).isZero();
    assertThat(appointments().confirm(1, mine.id(), "link", NOW.plusSeconds(9)).confirmedAt())
        .isEqualTo(NOW);

    Instant later = NOW.plusSeconds(60);
    AppointmentTime to = time("dana", null, TEN.plusSeconds(3600));
    Appointment moved = booked(appointments().move(1, mine.id(), 0, to, null, "user:7", later));
    assertThat(moved.confirmedAt()).isNull();
    assertThat(moved.link()).isEqualTo(link);
    assertThat(appointments().changedSince(later, 9)).containsExactly(moved);
    assertThat(appointments().changedSince(NOW, 1)).containsExactly(other);
    Appointment _ = appointments().cancel(1, mine.id(), 1, null, "user:7", later);
    assertThatThrownBy(() -> appointments().confirm(1, mine.id(), "link", later))
        .isInstanceOf(CrmConflict.class);
  }

  @Test
  void a_feed_is_found_by_its_secret_until_it_is_removed() {
    CalendarFeedStore feeds = stores.crm().calendarFeeds();
    CalendarFeed all = feeds.add(1, null, "hash-1", "user:7", NOW);
    CalendarFeed danas = feeds.add(1, "dana", "hash-2", "user:7", NOW);
    reopen();

    feeds = stores.crm().calendarFeeds();
    assertThat(feeds.list(1)).containsExactly(all, danas);
    assertThat(feeds.list(2)).isEmpty();
    assertThat(feeds.findBySecret("hash-2")).contains(danas);
    assertThat(feeds.remove(2, danas.id())).isFalse();
    assertThat(feeds.remove(1, danas.id())).isTrue();
    assertThat(feeds.findBySecret("hash-2")).isEmpty();
    assertThat(feeds.findBySecret("hash-1")).contains(all);
  }

  @Test
  void what_somebody_has_in_a_calendar_elsewhere_is_taken_up() {
    CalendarLink link = links().bind(calendar("dana", "one"), NOW);
    assertThat(links().bind(calendar("dana", "two"), NOW).secret()).isEqualTo("two");
    assertThatThrownBy(
            () ->
                links()
                    .bind(
                        new CalendarLink.Draft(
                            1, "dana", CalendarLink.Kind.GOOGLE, "x", "", "s", "user:7"),
                        NOW))
        .isInstanceOf(CrmConflict.class);
    assertThat(link.toString()).doesNotContain("example", "one");
    links()
        .synced(
            link,
            true,
            List.of(),
            List.of(
                new CalendarBusy("/a", TEN.plusSeconds(120), TEN.plusSeconds(240)),
                new CalendarBusy("/b", TEN.plusSeconds(7200), TEN.plusSeconds(9000))),
            "token",
            NOW);
    reopen();

    assertThat(occupied(null, NOW).cells().get("dana")).hasSize(1 + 6);
    assertThat(book(draft(1, "dana", null, TEN, CALL))).isInstanceOf(Outcome.Taken.class);
    assertThat(hold(time("dana", "room", TEN), CALL, NOW)).isFalse();
    booked(book(draft(1, "yossi", null, TEN, CALL)));
    Appointment later = booked(book(draft(1, "dana", null, TEN.plusSeconds(3600), OTHER_CALL)));
    assertThat(appointments().move(1, later.id(), 0, time("dana", null, TEN), null, "user:7", NOW))
        .isInstanceOf(Outcome.Taken.class);
    // Who has put it there may.
    booked(
        appointments()
            .move(1, later.id(), 0, time("dana", null, TEN), null, Appointment.BY_CALENDAR, NOW));

    CalendarLink now = links().find(1, link.id()).orElseThrow();
    assertThat(now.syncToken()).isEqualTo("token");
    assertThat(now.fullAt()).isEqualTo(NOW);
    links().synced(now, false, List.of("/b", "/c"), List.of(), null, NOW.plusSeconds(60));
    assertThat(occupied(null, NOW).isFree("dana", TEN.plusSeconds(7200), TEN.plusSeconds(9000)))
        .isTrue();
    assertThat(links().remove(2, link.id())).isFalse();
    assertThat(links().remove(1, link.id())).isTrue();
    assertThat(links().list(1)).isEmpty();
    assertThat(links().isUsed()).isFalse();
  }

  @Test
  void a_calendar_elsewhere_knows_what_is_written_there_and_what_is_not() {
    CalendarLink link = links().bind(calendar("dana", "one"), NOW);
    assertThat(links().takeDue(NOW, NOW.plusSeconds(60), 9)).containsExactly(link);
    assertThat(links().takeDue(NOW, NOW.plusSeconds(60), 9)).isEmpty();
    Appointment mine = booked(book(draft(1, "dana", "room", TEN, CALL)));
    booked(book(draft(1, "yossi", null, TEN, OTHER_CALL)));
    assertThat(links().hurryChanged(NOW, NOW)).isTrue();
    assertThat(links().takeDue(NOW, NOW.plusSeconds(60), 9)).hasSize(1);
    assertThat(links().unwritten(link, NOW, 9))
        .containsExactly(new CalendarLinkStore.Unwritten(mine, null));

    var entry =
        new CalendarEntry(
            link.id(), mine.id(), "/e", "e1", 0, mine.time().startsAt(), mine.time().endsAt());
    links().put(entry.with("e0", CalendarEntry.UNWRITTEN, TEN, TEN.plusSeconds(60)));
    links().put(entry);
    assertThat(links().entries(link.id())).containsExactly(entry);
    assertThat(links().unwritten(link, NOW, 9)).isEmpty();
    assertThat(links().hurryChanged(NOW, NOW)).isFalse();
    Appointment moved = booked(move(mine, time("yossi", null, TEN.plusSeconds(7200)), CALL));
    assertThat(links().unwritten(link, NOW, 9))
        .containsExactly(new CalendarLinkStore.Unwritten(moved, entry));
    links().forget(link.id(), mine.id());
    assertThat(links().unwritten(link, NOW, 9)).isEmpty();

    assertThat(links().note(link.id(), "SILENT", NOW).orElseThrow().problemAt()).isEqualTo(NOW);
    assertThat(links().note(link.id(), "REFUSED", NOW.plusSeconds(9)).orElseThrow().problemAt())
        .isEqualTo(NOW);
    assertThat(links().note(link.id(), null, NOW).orElseThrow().problemAt()).isNull();
    assertThat(links().note(99, null, NOW)).isEmpty();
  }

  private CalendarLinkStore links() {
    return stores.crm().calendarLinks();
  }

  private static CalendarLink.Draft calendar(String resource, String secret) {
    return new CalendarLink.Draft(
        1,
        resource,
        CalendarLink.Kind.CALDAV,
        "https://example.com/dana/",
        "dana",
        secret,
        "user:7");
  }

  @Test
  void the_timeline_of_the_calls_lead_tells_it() {
    Appointment mine = booked(book(draft(1, "dana", null, TEN, CALL)));
    Appointment moved = booked(move(mine, time("dana", null, TEN.plusSeconds(3600)), CALL));
    appointments().cancel(1, moved.id(), moved.revision(), null, "user:7", NOW.plusSeconds(9));

    assertThat(stores.crm().leads().timeline(1, CALL, PagePosition.NEWEST, 9))
        .hasSize(3)
        .allSatisfy(entry -> assertThat(entry.kind()).isEqualTo(TimelineEntry.Kind.APPOINTMENT))
        .extracting(TimelineEntry::detail)
        .anySatisfy(detail -> assertThat(detail).contains("BOOKED", "תספורת"))
        .anySatisfy(detail -> assertThat(detail).contains("MOVED", TEN.toString()))
        .anySatisfy(detail -> assertThat(detail).contains("CANCELLED"));
  }

  @Test
  void a_change_in_a_later_call_is_known_with_that_call() {
    Appointment mine = booked(book(draft(1, "dana", null, TEN, CALL)));
    assertThat(appointments().find(AppointmentQuery.touchedIn(1, OTHER_CALL, 9))).isEmpty();

    Appointment cancelled =
        appointments().cancel(1, mine.id(), mine.revision(), OTHER_CALL, "agent", NOW);

    assertThat(cancelled.changedCall()).isEqualTo(OTHER_CALL);
    assertThat(appointments().find(AppointmentQuery.touchedIn(1, OTHER_CALL, 9)))
        .containsExactly(cancelled);
    assertThat(appointments().find(AppointmentQuery.touchedIn(1, CALL, 9)))
        .containsExactly(cancelled);
  }

  @Test
  void appointments_are_listed_by_when_they_begin() {
    for (int i = 5; i >= 1; i--) {
      booked(book(draft(1, "dana", null, TEN.plusSeconds(i * 3600L), Sample.call(i))));
    }
    List<Appointment> page = appointments().find(AppointmentQuery.booked(1, NOW, 2));
    Appointment last = page.getLast();
    List<Appointment> rest =
        appointments()
            .find(
                new AppointmentQuery(
                    1,
                    NOW,
                    TEN.plusSeconds(5 * 3600),
                    null,
                    null,
                    null,
                    last.time().startsAt(),
                    last.id(),
                    9));

    assertThat(page).hasSize(2);
    assertThat(rest).hasSize(2).extracting(found -> found.time().startsAt()).isSorted();
  }

  @Test
  void of_64_who_want_one_slot_at_once_one_gets_it() throws Exception {
    List<Outcome> outcomes =
        atOnce(64, i -> () -> book(draft(1, "dana", "room", TEN, Sample.call(i))));

    assertThat(outcomes.stream().filter(Outcome.Booked.class::isInstance)).hasSize(1);
    assertThat(appointments().find(AppointmentQuery.booked(1, NOW, 99))).hasSize(1);
  }

  @Test
  void of_64_who_hold_overlapping_slots_at_once_no_two_get_the_same_time() throws Exception {
    List<Boolean> held =
        atOnce(
            64,
            i ->
                () ->
                    hold(
                        time(i % 2 == 0 ? "dana" : "yossi", "room", TEN.plusSeconds(i * 300L)),
                        Sample.call(i),
                        NOW));

    // All of them need the room, and 64 begin within 64 cells: at most nine fit.
    assertThat(held.stream().filter(each -> each).count()).isBetween(1L, 9L);
    int cells = occupied(null, NOW).cells().values().stream().mapToInt(each -> each.size()).sum();
    assertThat(cells).isEqualTo((int) held.stream().filter(each -> each).count() * 8 * 2);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES) // for runs with more rounds
  void whatever_is_wanted_at_once_nobody_is_booked_twice() throws Exception {
    int rounds = Integer.getInteger("kolan.booking.rounds", 120);
    long seed = Long.getLong("kolan.booking.seed", 20261129L);
    try (var interleavings = new AppointmentInterleavings(appointments(), seed)) {
      for (int round = 0; round < rounds; round++) {
        interleavings.play(1000 + round);
      }
      assertThat(interleavings.booked()).isPositive();
      assertThat(interleavings.refused()).isPositive();
      assertThat(interleavings.failed()).isLessThan(interleavings.booked() / 100 + 5);
    }
  }

  private AppointmentStore appointments() {
    return stores.crm().appointments();
  }

  private Outcome book(Appointment.Draft draft) {
    return appointments().book(draft, NOW);
  }

  private Outcome move(Appointment from, AppointmentTime to, @Nullable CallSid call) {
    return appointments()
        .move(from.businessId(), from.id(), from.revision(), to, call, "user:7", NOW);
  }

  private boolean hold(AppointmentTime time, CallSid call, Instant now) {
    return appointments().hold(1, time, call, now.plus(Duration.ofMinutes(5)), now);
  }

  private OccupiedTimes occupied(@Nullable CallSid call, Instant now) {
    return appointments().occupied(1, ALL, NOW, TEN.plus(Duration.ofDays(2)), call, now);
  }

  private static Appointment booked(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Booked.class);
    return ((Outcome.Booked) outcome).appointment();
  }

  private static Appointment.Draft draft(
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
  private static AppointmentTime time(String person, @Nullable String room, Instant from) {
    return new AppointmentTime(
        person, room, from, from.plus(Duration.ofMinutes(30)), from.plus(Duration.ofMinutes(40)));
  }

  private static <T> List<T> atOnce(int many, IntFunction<Callable<T>> work) throws Exception {
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
