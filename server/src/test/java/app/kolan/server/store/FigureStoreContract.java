package app.kolan.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import app.kolan.server.Await;
import app.kolan.server.provider.UsageUnits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What every [FigureStore] must do.
public abstract class FigureStoreContract extends StoreContract {
  private static final ZoneId JERUSALEM = ZoneId.of("Asia/Jerusalem");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  @Test
  void calls_are_counted_by_the_hour_of_the_business_and_by_outcome() {
    call(1, 1, "2026-11-22T07:00:00Z", CallOutcome.FINISHED);
    call(2, 1, "2026-11-22T07:59:59.999Z", CallOutcome.FINISHED);
    call(3, 1, "2026-11-22T07:30:00Z", CallOutcome.HUNG_UP);
    call(4, 1, "2026-11-22T08:00:00Z", CallOutcome.HANDED_OVER);
    call(5, 1, "2026-11-22T22:30:00Z", CallOutcome.OPEN);

    assertThat(stores.figures().calls(span(1, BEGIN, END)))
        .containsExactlyInAnyOrder(
            count("2026-11-22T09:00", CallOutcome.FINISHED, 2),
            count("2026-11-22T09:00", CallOutcome.HUNG_UP, 1),
            count("2026-11-22T10:00", CallOutcome.HANDED_OVER, 1),
            count("2026-11-23T00:00", CallOutcome.OPEN, 1));
  }

  @Test
  void hours_are_right_before_and_after_clocks_are_changed() {
    // Clocks go from 2:00 to 3:00 on 27 March, and from 2:00 to 1:00 on 25 October.
    call(1, 1, "2026-03-26T23:59:59Z", CallOutcome.FINISHED);
    call(2, 1, "2026-03-27T00:00:00Z", CallOutcome.FINISHED);
    call(3, 1, "2026-10-24T22:30:00Z", CallOutcome.FINISHED);
    call(4, 1, "2026-10-24T23:30:00Z", CallOutcome.FINISHED);
    call(5, 1, "2026-10-25T00:00:00Z", CallOutcome.FINISHED);

    assertThat(stores.figures().calls(span(1, BEGIN, END)))
        .containsExactlyInAnyOrder(
            count("2026-03-27T01:00", CallOutcome.FINISHED, 1),
            count("2026-03-27T03:00", CallOutcome.FINISHED, 1),
            count("2026-10-25T01:00", CallOutcome.FINISHED, 2),
            count("2026-10-25T02:00", CallOutcome.FINISHED, 1));
  }

  @Test
  void the_hours_of_zones_with_half_hours_and_west_of_greenwich_are_theirs() {
    call(1, 1, "2026-11-22T18:29:00Z", CallOutcome.FINISHED);

    for (String zone : new String[] {"Asia/Kolkata", "America/New_York", "UTC"}) {
      var span = new FigureSpan(1, BEGIN, END, ZoneId.of(zone));
      LocalDateTime hour =
          LocalDateTime.ofInstant(Instant.parse("2026-11-22T18:29:00Z"), span.zone()).withMinute(0);
      assertThat(stores.figures().calls(span))
          .as(zone)
          .containsExactly(new CallCount(hour, CallOutcome.FINISHED, 1, 0, 0, 1));
    }
  }

  @Test
  void the_calls_of_others_and_of_other_times_do_not_count() {
    Instant from = Instant.parse("2026-11-22T08:00:00Z");
    call(1, 1, "2026-11-22T07:59:59.999Z", CallOutcome.FINISHED);
    call(2, 1, "2026-11-22T08:00:00Z", CallOutcome.FINISHED);
    call(3, 2, "2026-11-22T08:00:00Z", CallOutcome.FINISHED);
    call(4, 1, "2026-11-22T09:00:00Z", CallOutcome.FINISHED);
    for (int call = 1; call <= 4; call++) {
      lead(call, call == 3 ? 2 : 1, from.plusSeconds(30));
      waited(call, 100);
    }
    FigureSpan span = span(1, from, from.plus(Duration.ofHours(1)));

    assertThat(stores.figures().calls(span))
        .containsExactly(count("2026-11-22T10:00", CallOutcome.FINISHED, 1, 1, 0));
    assertThat(stores.figures().waits(span, 10))
        .containsOnlyKeys(DAY)
        .extractingByKey(DAY, LIST)
        .extracting(times -> ((TurnTimes) times).call())
        .containsExactly(Sample.call(2));
  }

  @Test
  void leads_are_counted_at_the_hour_of_their_call_and_those_that_are_none_apart() {
    call(1, 1, "2026-11-22T07:59:00Z", CallOutcome.HUNG_UP);
    call(2, 1, "2026-11-22T07:58:00Z", CallOutcome.HUNG_UP);
    call(3, 1, "2026-11-22T07:58:00Z", CallOutcome.FINISHED);
    for (int call = 1; call <= 3; call++) {
      lead(call, 1, Instant.parse("2026-11-22T08:01:00Z"));
    }
    WorkedLead second = stores.crm().leads().find(1, Sample.call(2)).orElseThrow();
    LeadWork was = second.work();
    var spam =
        new LeadWork(
            LeadWork.State.NOT_A_LEAD,
            LeadWork.NoLead.OTHER,
            was.contact(),
            was.assignee(),
            was.priority(),
            was.dueAt(),
            was.fields(),
            was.revision(),
            was.changedAt());
    stores.crm().leads().update(1, Sample.call(2), was, spam, "user:1", END);

    assertThat(stores.figures().calls(span(1, BEGIN, END)))
        .containsExactlyInAnyOrder(
            count("2026-11-22T09:00", CallOutcome.HUNG_UP, 2, 2, 1),
            count("2026-11-22T09:00", CallOutcome.FINISHED, 1, 1, 0));
  }

  @Test
  void waits_are_those_of_the_newest_calls_of_each_day() {
    for (int call = 1; call <= 5; call++) {
      call(call, 1, "2026-11-22T0%d:00:00Z".formatted(call), CallOutcome.FINISHED);
      waited(call, call * 100L);
    }
    // Half past midnight on the clocks of the business.
    call(6, 1, "2026-11-22T22:30:00Z", CallOutcome.FINISHED);
    waited(6, 600);

    assertThat(waits(2))
        .containsOnly(
            Map.entry(DAY, Set.of(Duration.ofMillis(400), Duration.ofMillis(500))),
            Map.entry(DAY.plusDays(1), Set.of(Duration.ofMillis(600))));
  }

  private Map<LocalDate, Set<Duration>> waits(int calls) {
    return stores.figures().waits(span(1, BEGIN, END), calls).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each ->
                    each.getValue().stream()
                        .map(times -> Objects.requireNonNull(times.firstHeard()))
                        .collect(Collectors.toSet())));
  }

  @Test
  void minutes_are_counted_as_they_are_billed() {
    call(1, 1, "2026-11-22T07:00:00Z", CallOutcome.FINISHED);
    call(2, 1, "2026-11-22T07:10:00Z", CallOutcome.OPEN);
    call(3, 1, "2026-11-22T07:20:00Z", CallOutcome.FINISHED, 61);
    call(4, 1, "2026-11-22T07:30:00Z", CallOutcome.FINISHED, 120);

    FigureSpan span = span(1, BEGIN, END);
    assertThat(stores.figures().calls(span))
        .containsExactlyInAnyOrder(
            new CallCount(DAY.atTime(9, 0), CallOutcome.FINISHED, 3, 0, 0, 5),
            new CallCount(DAY.atTime(9, 0), CallOutcome.OPEN, 1, 0, 0, 0));
    assertThat(stores.usage().minutes(1, span.from(), span.until())).isEqualTo(5);
  }

  @Test
  void usage_is_that_of_the_day_of_its_call() {
    // The last moment of 22 November on the clocks of the business, and the first of the next day.
    call(1, 1, "2026-11-22T10:00:00Z", CallOutcome.FINISHED);
    call(2, 1, "2026-11-22T21:59:59.999Z", CallOutcome.FINISHED);
    call(3, 1, "2026-11-22T22:00:00Z", CallOutcome.FINISHED);
    call(4, 2, "2026-11-22T10:00:00Z", CallOutcome.FINISHED);
    for (int call = 1; call <= 4; call++) {
      stores.usage().write(Sample.call(call), List.of(used("azure", call, call == 2)), END);
    }
    stores.usage().add(Sample.call(3), used("google", 9, false), END);

    for (String zone : new String[] {"Asia/Jerusalem", "Asia/Kolkata"}) {
      var span = new FigureSpan(1, BEGIN, END, ZoneId.of(zone));
      assertThat(stores.figures().usage(span))
          .as(zone)
          .isEqualTo(
              zone.endsWith("Jerusalem")
                  ? Map.of(
                      DAY,
                      List.of(used("azure", 3, true)),
                      DAY.plusDays(1),
                      List.of(used("azure", 3, false), used("google", 9, false)))
                  : Map.of(
                      DAY,
                      List.of(used("azure", 1, false)),
                      DAY.plusDays(1),
                      List.of(used("azure", 5, true), used("google", 9, false))));
    }
  }

  @Test
  void appointments_are_counted_on_the_day_on_which_they_begin() {
    book(1, "2026-11-22T08:00:00Z", Appointment.BY_AGENT);
    book(1, "2026-11-22T09:00:00Z", "user:7");
    book(1, "2026-11-22T22:00:00Z", "user:7");
    book(2, "2026-11-22T10:00:00Z", "user:7");
    long gone = book(1, "2026-11-22T11:00:00Z", "user:7");
    Appointment _ = stores.crm().appointments().cancel(1, gone, 0, null, "user:7", BEGIN);

    assertThat(stores.figures().appointments(span(1, BEGIN, END)))
        .containsOnly(
            Map.entry(DAY, new Appointment.Tally(3, 1, 1, 0, 0)),
            Map.entry(DAY.plusDays(1), new Appointment.Tally(1, 0, 0, 0, 0)));
  }

  private long book(long business, String at, String by) {
    Instant begin = Instant.parse(at);
    Instant end = begin.plusSeconds(1800);
    var time = new AppointmentTime("dana", null, begin, end, end);
    var draft = new Appointment.Draft(business, "cut", "cut", time, null, null, null, null, by);
    return ((AppointmentStore.Outcome.Booked) stores.crm().appointments().book(draft, BEGIN))
        .appointment()
        .id();
  }

  private static ProviderUsage used(String provider, long characters, boolean estimated) {
    return new ProviderUsage(
        UsageJob.TTS, provider, "voice", UsageUnits.ofCharacters(characters), estimated);
  }

  @Test
  void the_calls_of_all_businesses_are_counted_and_those_that_were_missed() {
    call(1, 1, "2026-11-22T08:00:00Z", CallOutcome.HUNG_UP);
    call(2, 1, "2026-11-22T08:00:00Z", CallOutcome.HUNG_UP);
    lead(2, 1, Instant.parse("2026-11-22T08:01:00Z"));
    call(3, 1, "2026-11-22T08:00:00Z", CallOutcome.FINISHED);
    call(4, 1, "2026-11-22T09:00:00Z", CallOutcome.FINISHED);
    call(5, 2, "2026-11-22T08:00:00Z", CallOutcome.OPEN);
    call(6, 2, "2026-11-22T08:00:00Z", CallOutcome.BROKEN);
    call(7, 3, "2026-11-22T07:00:00Z", CallOutcome.BROKEN);

    assertThat(
            stores
                .figures()
                .byBusiness(
                    Instant.parse("2026-11-22T08:00:00Z"), Instant.parse("2026-11-22T09:00:00Z")))
        .containsExactlyInAnyOrder(new BusinessCount(1, 3, 0, 1), new BusinessCount(2, 2, 1, 1));
  }

  @Test
  void there_is_nothing_to_count_before_the_first_call() {
    assertThat(stores.figures().calls(span(1, BEGIN, END))).isEmpty();
    assertThat(stores.figures().waits(span(1, BEGIN, END), 10)).isEmpty();
    assertThat(stores.figures().appointments(span(1, BEGIN, END))).isEmpty();
    assertThat(stores.figures().usage(span(1, BEGIN, END))).isEmpty();
  }

  private static FigureSpan span(long business, Instant from, Instant until) {
    return new FigureSpan(business, from, until, JERUSALEM);
  }

  private static CallCount count(String hour, CallOutcome outcome, long calls) {
    return count(hour, outcome, calls, 0, 0);
  }

  private static CallCount count(
      String hour, CallOutcome outcome, long calls, long leads, long unwanted) {
    // Each of them is half a minute long, unless it goes on, with the agent or with a human.
    boolean goesOn = outcome == CallOutcome.OPEN || outcome == CallOutcome.HANDED_OVER;
    long minutes = goesOn ? 0 : calls;
    return new CallCount(LocalDateTime.parse(hour), outcome, calls, leads, unwanted, minutes);
  }

  private void call(int call, long business, String at, CallOutcome outcome) {
    call(call, business, at, outcome, 30);
  }

  private void call(int call, long business, String at, CallOutcome outcome, long seconds) {
    Instant arrived = Instant.parse(at);
    stores
        .calls()
        .addArrival(
            Sample.call(call),
            Sample.ACCOUNT,
            business,
            1,
            Sample.CALLER,
            Sample.CALLED,
            Sample.TICKET,
            arrived);
    if (outcome != CallOutcome.OPEN) {
      stores.calls().settle(Sample.call(call), outcome, null, arrived.plusSeconds(seconds));
    }
  }

  private void lead(int call, long business, Instant at) {
    stores
        .leads()
        .save(
            new Lead(
                Sample.call(call),
                business,
                Sample.CALLER,
                null,
                null,
                null,
                null,
                LeadState.COMPLETE,
                at));
  }

  private void waited(int call, long millis) {
    Duration time = Duration.ofMillis(millis);
    var times = new TurnTimes(Sample.call(call), 1, time, null, null, null, null, time, time);
    stores.turns().addTimes(times);
    Await.until(
        "the times are there",
        () -> stores.turns().times(Sample.call(call)).stream().anyMatch(times::equals));
  }
}
