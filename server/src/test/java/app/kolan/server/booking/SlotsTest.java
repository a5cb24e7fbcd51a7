package app.kolan.server.booking;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Absence;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.store.OccupiedTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SlotsTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 29);
  private static final Instant LONG_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final BookableService CUT =
      new BookableService("cut", "תספורת", 30, 0, null, List.of("dana"), List.of());

  @Test
  void slots_stand_on_the_grid_and_end_within_the_hours() {
    assertThat(starts(settings(30, person("dana", hours("09:00-11:00"))), CUT, SUNDAY))
        .containsExactly("09:00", "09:30", "10:00", "10:30");
    assertThat(starts(settings(15, person("dana", hours("09:00-10:00"))), CUT, SUNDAY))
        .containsExactly("09:00", "09:15", "09:30");
    assertThat(starts(settings(15, person("dana", hours("09:10-09:50"))), CUT, SUNDAY))
        .containsExactly("09:15");
    assertThat(starts(settings(15, person("dana", hours("09:00-09:29"))), CUT, SUNDAY)).isEmpty();
  }

  @Test
  void a_buffer_keeps_people_busy_but_may_reach_beyond_the_hours() {
    var buffered = new BookableService("cut", "תספורת", 30, 15, null, List.of("dana"), List.of());
    BookingSettings settings = settings(15, person("dana", hours("09:00-10:30")));

    // Somebody has 09:45 to 10:00.
    OccupiedTimes taken = taken("dana", "2026-11-29T09:45", 15);
    assertThat(starts(new Slots(settings, taken), buffered, SUNDAY))
        .containsExactly("09:00", "10:00");
    assertThat(starts(settings, buffered, SUNDAY)).endsWith("10:00");
  }

  @Test
  void what_is_booked_is_not_offered_up_to_its_last_minute() {
    BookingSettings settings = settings(30, person("dana", hours("09:00-12:00")));
    OccupiedTimes taken = taken("dana", "2026-11-29T10:00", 60);

    assertThat(starts(new Slots(settings, taken), CUT, SUNDAY))
        .containsExactly("09:00", "09:30", "11:00", "11:30");
  }

  @Test
  void absences_are_not_offered() {
    var day = new Absence(SUNDAY.atStartOfDay(), SUNDAY.plusDays(1).atStartOfDay());
    var part = new Absence(SUNDAY.atTime(9, 0), SUNDAY.atTime(10, 15));

    assertThat(starts(settings(30, person("dana", hours("09:00-12:00"), day)), CUT, SUNDAY))
        .isEmpty();
    assertThat(starts(settings(30, person("dana", hours("09:00-12:00"), part)), CUT, SUNDAY))
        .containsExactly("10:30", "11:00", "11:30");
  }

  @Test
  void of_two_people_each_has_a_slot_of_his_own() {
    var both =
        new BookableService("cut", "תספורת", 60, 0, null, List.of("dana", "yossi"), List.of());
    BookingSettings settings =
        settings(60, person("dana", hours("09:00-11:00")), person("yossi", hours("10:00-12:00")));
    var slots = new Slots(settings, OccupiedTimes.NONE);

    assertThat(slots.all(SlotRequest.on(both, null, SUNDAY, SUNDAY), LONG_BEFORE))
        .extracting(slot -> clock(slot) + " " + slot.time().person())
        .containsExactly("09:00 dana", "10:00 dana", "10:00 yossi", "11:00 yossi");
    assertThat(slots.all(SlotRequest.on(both, "yossi", SUNDAY, SUNDAY), LONG_BEFORE)).hasSize(2);
    assertThat(slots.all(SlotRequest.on(both, "nobody", SUNDAY, SUNDAY), LONG_BEFORE)).isEmpty();
  }

  @Test
  void a_service_that_needs_a_room_has_one_that_is_free() {
    var massage =
        new BookableService("m", "עיסוי", 60, 0, null, List.of("dana"), List.of("one", "two"));
    var rooms =
        settings(
            60,
            person("dana", hours("09:00-12:00")),
            room("one", hours("09:00-11:00")),
            room("two", hours("10:00-12:00")));
    OccupiedTimes taken = taken("one", "2026-11-29T10:00", 60);

    assertThat(
            new Slots(rooms, taken).all(SlotRequest.on(massage, null, SUNDAY, SUNDAY), LONG_BEFORE))
        .extracting(slot -> clock(slot) + " " + slot.time().room())
        .containsExactly("09:00 one", "10:00 two", "11:00 two");
  }

  @Test
  void a_room_alone_can_be_booked() {
    var court = new BookableService("court", "מגרש", 60, 0, null, List.of(), List.of("one"));
    BookingSettings settings = settings(60, room("one", hours("09:00-11:00")));

    assertThat(starts(settings, court, SUNDAY)).containsExactly("09:00", "10:00");
    assertThat(
            new Slots(settings, OccupiedTimes.NONE)
                .all(SlotRequest.on(court, "dana", SUNDAY, SUNDAY), LONG_BEFORE))
        .isEmpty();
  }

  @Test
  void nothing_begins_too_early_or_at_another_time_of_day() {
    BookingSettings settings = settings(60, person("dana", hours("09:00-18:00")));
    var slots = new Slots(settings, OccupiedTimes.NONE);
    Instant notice = SUNDAY.atTime(12, 1).atZone(ISRAEL).toInstant();

    assertThat(
            slots.all(
                new SlotRequest(
                    CUT, null, SUNDAY, SUNDAY, LocalTime.of(10, 0), LocalTime.of(14, 0)),
                notice))
        .extracting(SlotsTest::clock)
        .containsExactly("13:00", "14:00");
    assertThat(slots.at(CUT, null, SUNDAY.atTime(12, 0), notice)).isEmpty();
    assertThat(slots.at(CUT, null, SUNDAY.atTime(13, 20), notice)).isEmpty();
    assertThat(slots.at(CUT, null, SUNDAY.atTime(13, 0), notice)).hasSize(1);
  }

  @Test
  void shabbat_and_holidays_are_not_offered() {
    OpeningHours all = week("00:00-24:00", HolidayPolicy.USUAL);
    BookingSettings settings = settings(60, person("dana", all));

    // Candles are lit at 15:55 in Jerusalem, and the stars come out at 17:12.
    assertThat(starts(settings, CUT, LocalDate.of(2026, 11, 27))).endsWith("15:00");
    assertThat(starts(settings, CUT, LocalDate.of(2026, 11, 28))).startsWith("18:00");
    assertThat(starts(settings, CUT, LocalDate.of(2027, 4, 22))) // Pesach
        .startsWith("20:00");
  }

  @Test
  void a_time_that_the_clock_leaves_out_in_march_is_never_offered() {
    LocalDate march = LocalDate.of(2026, 3, 27);
    BookingSettings settings = settings(30, person("dana", week("00:00-06:00", null)));

    assertThat(starts(settings, CUT, march))
        .containsExactly(
            "00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30", "05:00",
            "05:30");
    List<Slot> slots = all(settings, CUT, march);
    assertThat(slots).extracting(slot -> slot.time().startsAt()).doesNotHaveDuplicates();
    var hour = new BookableService("long", "ארוך", 60, 0, null, List.of("dana"), List.of());
    Slot over = at(settings, hour, march.atTime(1, 30));
    assertThat(over.time().endsAt().atZone(ISRAEL).toLocalTime()).isEqualTo(LocalTime.of(3, 30));
    assertThat(Duration.between(over.time().startsAt(), over.time().endsAt()))
        .isEqualTo(Duration.ofMinutes(60));
  }

  @Test
  void an_hour_that_the_clock_shows_twice_in_october_is_offered_once() {
    LocalDate october = LocalDate.of(2026, 10, 25);
    BookingSettings settings = settings(30, person("dana", week("00:00-04:00", null)));

    assertThat(starts(settings, CUT, october))
        .containsExactly("00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "03:30");
    assertThat(at(settings, CUT, october.atTime(1, 30)).time().startsAt())
        .isEqualTo(Instant.parse("2026-10-24T22:30:00Z"));
    // From half past one to two are thirty minutes and an hour.
    assertThat(
            Duration.between(
                at(settings, CUT, october.atTime(1, 30)).time().startsAt(),
                at(settings, CUT, october.atTime(2, 0)).time().startsAt()))
        .isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void what_is_booked_in_the_repeated_hour_blocks_only_its_own_time() {
    LocalDate october = LocalDate.of(2026, 10, 25);
    BookingSettings settings = settings(30, person("dana", week("00:00-04:00", null)));
    Slot first = at(settings, CUT, october.atTime(1, 30));
    var taken =
        new OccupiedTimes(
            Map.of(
                "dana",
                LongStream.range(
                        OccupiedTimes.first(first.time().startsAt()),
                        OccupiedTimes.end(first.time().freeAt()))
                    .boxed()
                    .collect(Collectors.toSet())));

    assertThat(starts(new Slots(settings, taken), CUT, october))
        .containsExactly("00:00", "00:30", "01:00", "02:00", "02:30", "03:00", "03:30");
  }

  @Test
  void hours_over_midnight_and_over_the_change_belong_together() {
    // From Thursday 23:00 to Friday 04:00, four hours by the clock that passes.
    var night = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    night.put(DayOfWeek.THURSDAY, ranges("23:00-04:00"));
    BookingSettings settings =
        settings(60, person("dana", new OpeningHours(ISRAEL, night, Map.of(), null)));
    var hour = new BookableService("long", "ארוך", 60, 0, null, List.of("dana"), List.of());

    assertThat(starts(settings, hour, LocalDate.of(2026, 3, 26))).containsExactly("23:00");
    assertThat(starts(settings, hour, LocalDate.of(2026, 3, 27)))
        .containsExactly("00:00", "01:00", "03:00");
  }

  @Test
  void offers_are_apart_while_there_are_enough() {
    BookingSettings settings = settings(15, person("dana", hours("09:00-17:00")));
    List<Slot> free = all(settings, CUT, SUNDAY);

    assertThat(Offers.choose(free, 3))
        .extracting(SlotsTest::clock)
        .containsExactly("09:00", "11:00", "13:00");
    assertThat(Offers.choose(free.subList(0, 4), 3))
        .extracting(SlotsTest::clock)
        .containsExactly("09:00", "09:15", "09:30");
    assertThat(Offers.choose(List.of(), 3)).isEmpty();
  }

  private static List<String> starts(
      BookingSettings settings, BookableService service, LocalDate day) {
    return starts(new Slots(settings, OccupiedTimes.NONE), service, day);
  }

  private static List<String> starts(Slots slots, BookableService service, LocalDate day) {
    return slots.all(SlotRequest.on(service, null, day, day), LONG_BEFORE).stream()
        .map(SlotsTest::clock)
        .toList();
  }

  private static List<Slot> all(BookingSettings settings, BookableService service, LocalDate day) {
    return new Slots(settings, OccupiedTimes.NONE)
        .all(SlotRequest.on(service, null, day, day), LONG_BEFORE);
  }

  private static Slot at(BookingSettings settings, BookableService service, LocalDateTime start) {
    return new Slots(settings, OccupiedTimes.NONE).at(service, null, start, LONG_BEFORE).getFirst();
  }

  private static String clock(Slot slot) {
    return slot.time().startsAt().atZone(ISRAEL).toLocalTime().toString();
  }

  private static OccupiedTimes taken(String resource, String from, int minutes) {
    Instant at = LocalDateTime.parse(from).atZone(ISRAEL).toInstant();
    Set<Long> cells =
        LongStream.range(
                OccupiedTimes.first(at), OccupiedTimes.end(at.plus(Duration.ofMinutes(minutes))))
            .boxed()
            .collect(Collectors.toSet());
    return new OccupiedTimes(Map.of(resource, cells));
  }

  private static BookingSettings settings(int step, BookableResource... resources) {
    return new BookingSettings(List.of(CUT), List.of(resources), step, 0, 60, ISRAEL);
  }

  private static BookableResource person(String id, OpeningHours hours, Absence... absences) {
    return new BookableResource(id, id, Kind.PERSON, hours, List.of(absences));
  }

  private static BookableResource room(String id, OpeningHours hours) {
    return new BookableResource(id, id, Kind.ROOM, hours, List.of());
  }

  private static OpeningHours hours(String sunday) {
    return new OpeningHours(ISRAEL, Map.of(DayOfWeek.SUNDAY, ranges(sunday)), Map.of(), null);
  }

  private static OpeningHours week(String day, @Nullable HolidayPolicy policy) {
    Map<DayOfWeek, List<Hours>> week =
        Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(each -> each, _ -> ranges(day)));
    return new OpeningHours(ISRAEL, week, Map.of(), policy);
  }

  private static List<Hours> ranges(String text) {
    return Stream.of(text)
        .map(range -> range.split("-", -1))
        .map(
            parts ->
                new Hours(
                    LocalTime.parse(parts[0]),
                    parts[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(parts[1])))
        .toList();
  }
}
