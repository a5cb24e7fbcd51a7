package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What every [AppointmentStore] must do.
public abstract class AppointmentStoreContract extends AppointmentTimesContract {
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

    assertThat(tallies(1)).containsExactly(new Appointment.Tally(2, 2, 1, 1, 0));
    assertThat(tallies(2)).isEmpty();
  }

  private Collection<Appointment.Tally> tallies(long business) {
    var span = new FigureSpan(business, TEN, TEN.plusMillis(1), ZoneOffset.UTC);
    return stores.figures().appointments(span).values();
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
}
