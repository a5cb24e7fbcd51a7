package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.store.AppointmentStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// No [AppointmentStore] gives a time to two.
public abstract class AppointmentTimesContract extends AppointmentStoreFixture {
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
}
