package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.ical.ParsedCalendar;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingListStore;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Appointments in the console, at the link of the one who comes, and in the calendars of others,
/// over real sockets.
@Tag("socket")
class ConsoleAppointmentsTest {
  private static final String LIST = "/b/clinic/appointments";
  private final LocalDate day = LocalDate.now(ZoneId.of("Asia/Jerusalem")).plusDays(7);

  @TempDir private Path data;
  private ApiByHand api;
  private ConsoleByHand console;
  private long clinic;
  private User owner;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    clinic = business("clinic", "+97231111111");
    long garage = business("garage", "+97232222222");
    console = new ConsoleByHand(api.server);
    owner = console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    console.user("other@example.com", false, Map.of(garage, Role.OWNER));
    console.signIn("owner@example.com");
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
  }

  private long business(String slug, String number) throws Exception {
    HttpResponse<String> added =
        api.send(
            "POST",
            "/businesses",
            "application/yaml",
            """
            slug: %s
            name: מספרת %s
            numbers: ["%s"]
            hours: {sunday: 09:00-12:00, monday: 09:00-12:00, tuesday: 09:00-12:00,
              wednesday: 09:00-12:00, thursday: 09:00-12:00, friday: 09:00-12:00,
              saturday: 09:00-12:00, holidays: open}
            booking:
              step: 30
              services:
                cut: {name: תספורת, minutes: 30}
              people:
                dana: {name: דנה}
                yossi: {name: יוסי}
              messages: {by: sms, from: "+97231111111", waiting-list: 30, quiet: []}
            """
                .formatted(slug, slug, number),
            Map.of());
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    return ApiByHand.JSON.readTree(added.body()).path("id").asLong();
  }

  private AppointmentStore store() {
    return api.server.stores().crm().appointments();
  }

  private Appointment book(String time, String person) throws Exception {
    Shown form = console.get(LIST + "/new?service=cut&day=" + day);
    Shown answer =
        console.submit(
            form,
            "form[method=post]:has(input[name=slot])",
            Map.of(
                "slot", day + "T" + time + " " + person,
                "name", "רות <b>",
                "number", "050-1234567",
                "note", ""));
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    long id = Long.parseLong(answer.location().replaceFirst(".*/", ""));
    return store().find(clinic, id).orElseThrow();
  }

  @Test
  void an_appointment_is_booked_moved_noted_and_cancelled_by_hand() throws Exception {
    assertThat(console.get(LIST + "?day=" + day).html().select(".empty")).hasSize(1);
    Appointment booked = book("10:00", "dana");
    assertThat(booked.number()).isEqualTo(new PhoneNumber("+972501234567"));
    assertThat(booked.madeBy()).startsWith("user:");

    // The day has it on the axis and in the list; the week in its day; others not.
    Shown list = console.get(LIST + "?day=" + day);
    assertThat(list.html().select(".timeline td.taken").attr("colspan")).isEqualTo("6");
    assertThat(list.html().select(".timeline").attr("dir")).isEqualTo("ltr");
    assertThat(list.html().select(".rows > li").text()).contains("10:00–10:30", "רות <b>");
    assertThat(console.get(LIST + "?view=week&day=" + day).html().select(".days .card")).hasSize(1);
    assertThat(console.get(LIST + "?who=yossi&day=" + day).html().select(".taken")).isEmpty();
    assertThat(console.get(LIST + "?day=9999999-99-99&who=x&view=x").status()).isEqualTo(200);

    // What is taken is not offered, and not had by a form of before.
    Shown form = console.get(LIST + "/new?service=cut&person=dana&day=" + day);
    assertThat(form.html().select("input[name=slot]")).hasSize(5);
    String post = "form[method=post]:has(input[name=slot])";
    for (String slot : List.of("10:00", "10:15", "13:00")) {
      Shown refused =
          console.submit(form, post, Map.of("slot", day + "T" + slot + " dana", "name", "דן"));
      assertThat(refused.status()).as(slot).isEqualTo(409);
      assertThat(refused.html().select("[role=alert]").text()).contains("כבר לא פנוי");
      assertThat(refused.html().select("#name").val()).isEqualTo("דן");
    }
    assertThat(
            console
                .submit(form, post, Map.of("slot", day + "T09:00 dana", "number", "12"))
                .status())
        .isEqualTo(422);
    assertThat(console.submit(form, post, Map.of("slot", "x")).status()).isEqualTo(400);

    // A move to where it was in part, by the form of its page.
    String path = LIST + "/" + booked.id();
    Shown page = console.get(path);
    String move = "form:has(input[value=move])";
    Shown moved = console.submitAndFollow(page, move, Map.of("slot", day + "T11:30 yossi"));
    assertThat(moved.html().select("#flash").text()).contains("הוזז");
    assertThat(moved.html().select(".facts").text()).contains("11:30–12:00", "יוסי");
    assertThat(console.submit(page, move, Map.of("slot", day + "T09:00 dana")).status())
        .isEqualTo(409);
    // Nobody can have come a week before.
    assertThat(moved.html().select("input[value=arrived], input[value=no-show]")).isEmpty();

    Shown cancelled = console.submitAndFollow(moved, "form:has(input[value=cancel])", Map.of());
    assertThat(cancelled.html().select(".head .tag").text()).contains("בוטל");
    assertThat(store().find(clinic, booked.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);

    console.signIn("other@example.com");
    assertThat(console.get(path).status()).isEqualTo(404);
    assertThat(console.get(path.replace("clinic", "garage")).status()).isEqualTo(404);
  }

  @Test
  void who_watches_hears_of_each_change() throws Exception {
    String events = console.get(LIST).html().select("#calendar").attr("data-events");
    try (BufferedReader lines = console.lines(events.replaceFirst("^/console", ""))) {
      Appointment booked = book("09:00", "dana");
      String line = lines.readLine();
      while (!line.startsWith("data:")) {
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("data: {}").doesNotContain("" + booked.number());
    }
  }

  @Test
  void somebody_confirms_and_cancels_at_his_link_without_signing_in() throws Exception {
    Appointment booked = book("09:30", "dana");
    String link = "/a/" + booked.link();
    console.cookies.clear();

    Shown page = console.get(link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("מספרת clinic", "תספורת", "09:30", "אצל דנה");
    assertThat(page.text()).doesNotContain("רות &lt;", "1234567");
    assertThat(page.header("referrer-policy")).isEqualTo("same-origin");
    assertThat(page.html().select("meta[name=robots]").attr("content")).isEqualTo("noindex");

    Shown calendar = console.get(link + "/appointment.ics");
    assertThat(calendar.header("content-type")).startsWith("text/calendar");
    ParsedCalendar read = ParsedCalendar.of(calendar.text());
    assertThat(read.properties()).containsEntry("METHOD", "PUBLISH");
    assertThat(read.events().getFirst().get("URL")).endsWith("/console" + link);

    Shown confirmed = console.submitAndFollow(page, "form:has(input[value=confirm])", Map.of());
    assertThat(confirmed.text()).contains("ההגעה אושרה");
    assertThat(store().find(clinic, booked.id()).orElseThrow().confirmedAt()).isNotNull();
    assertThat(console.post(link, Map.of("action", "x", "revision", "0")).status()).isEqualTo(400);

    // While he looks at it, it is moved: he cancels no time that he has not seen.
    Appointment known = store().find(clinic, booked.id()).orElseThrow();
    AppointmentTime later =
        new AppointmentTime(
            "dana",
            null,
            known.time().startsAt().plus(Duration.ofDays(7)),
            known.time().endsAt().plus(Duration.ofDays(7)),
            known.time().freeAt().plus(Duration.ofDays(7)));
    AppointmentStore.Outcome _ =
        store().move(clinic, booked.id(), 0, later, null, "user:7", Instant.now());
    List<Shown> again =
        List.of(
            console.submitAndFollow(page, "form:has(input[value=confirm])", Map.of()),
            console.submitAndFollow(confirmed, "form:has(input[value=cancel])", Map.of()));
    assertThat(again)
        .allSatisfy(
            now ->
                assertThat(now.html().select("input[name=revision]").attr("value")).isEqualTo("1"));
    Appointment moved = store().find(clinic, booked.id()).orElseThrow();
    assertThat(moved.state()).isEqualTo(State.BOOKED);
    assertThat(moved.confirmedAt()).isNull();
    confirmed = console.get(link);

    Shown cancelled = console.submitAndFollow(confirmed, "form:has(input[value=cancel])", Map.of());
    assertThat(cancelled.text()).contains("התור בוטל");
    assertThat(cancelled.html().select("form[action*=/a/]")).isEmpty();
    Appointment after = store().find(clinic, booked.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(State.CANCELLED);
    assertThat(after.changedBy()).isEqualTo(Appointment.BY_LINK);

    assertThat(console.get("/a/" + "x".repeat(22)).status()).isEqualTo(404);
    assertThat(console.get("/a/x").status()).isEqualTo(404);
  }

  @Test
  void the_page_of_an_appointment_ends_some_days_after_it() throws Exception {
    for (int days : List.of(6, 8)) {
      Instant from = Instant.now().minus(Duration.ofDays(days)).minus(Duration.ofHours(1));
      Instant to = from.plus(Duration.ofMinutes(30));
      var draft =
          new Appointment.Draft(
              clinic,
              "cut",
              "תספורת",
              new AppointmentTime("dana", null, from, to, to),
              null,
              null,
              null,
              null,
              "user:1");
      Appointment past =
          ((AppointmentStore.Outcome.Booked) store().book(draft, from)).appointment();
      int status = days == 6 ? 200 : 404;
      assertThat(console.get("/a/" + past.link()).status()).isEqualTo(status);
      assertThat(console.get("/a/" + past.link() + "/appointment.ics").status()).isEqualTo(status);
    }
  }

  @Test
  void somebody_is_bound_to_a_calendar_that_works_and_to_no_other() throws Exception {
    String page = LIST + "/calendars";
    Shown form = console.get(page);
    assertThat(form.html().select("a[href$=/appointments]")).isNotEmpty();
    // A server inside the network is not asked.
    Shown refused =
        console.submit(
            form,
            "form:has(input[name=secret])",
            Map.of(
                "resource", "yossi",
                "kind", "caldav",
                "address", "http://10.0.0.1/yossi/",
                "username", "yossi",
                "secret", "open sesame"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.html().select("[role=alert]").text()).contains("לא חובר", "לא עונה");
    assertThat(refused.html().select("#address").val()).isEqualTo("http://10.0.0.1/yossi/");
    assertThat(refused.html().select("option[selected][value=yossi]")).hasSize(1);
    assertThat(refused.html().html()).doesNotContain("sesame");
    CalendarLinkStore links = api.server.stores().crm().calendarLinks();
    assertThat(links.list(clinic)).isEmpty();

    // One whose password another key has encrypted, such as from a copy of another server.
    CalendarLink link =
        links.bind(
            new CalendarLink.Draft(
                clinic,
                "dana",
                CalendarLink.Kind.CALDAV,
                "https://example.com/dana/",
                "dana",
                "v1:0:x",
                "user:1"),
            Instant.now());
    Shown tried = console.submitAndFollow(console.get(page), "form:has([name=test])", Map.of());
    assertThat(tried.html().select("#flash").text()).contains("לא עובד", "לפענח");
    assertThat(tried.html().select("[data-row]").text()).contains("דנה", "example.com");
    console.signIn("other@example.com");
    assertThat(console.get(page).status()).isEqualTo(404);
    console.signIn("owner@example.com");
    Shown unbound =
        console.submitAndFollow(
            console.get(page), "form[action$=/" + link.id() + "]:not(:has([name=test]))", Map.of());
    assertThat(unbound.html().select("#flash").text()).contains("נותק");
    assertThat(links.list(clinic)).isEmpty();
  }

  @Test
  void a_calendar_reads_what_its_address_is_for_until_it_is_removed() throws Exception {
    Appointment danas = book("09:00", "dana");
    Appointment _ = book("09:00", "yossi");
    Shown feeds = console.get(LIST + "/feeds");
    Shown made =
        console.submit(feeds, "form:has(select[name=resource])", Map.of("resource", "dana"));
    assertThat(made.status()).isEqualTo(200);
    String address =
        made.html().select("#made").val().replaceFirst("https://phone.example.com/console", "");
    assertThat(console.get(LIST + "/feeds").text()).doesNotContain(address);

    Shown read = console.get(address);
    assertThat(read.header("content-type")).startsWith("text/calendar");
    ParsedCalendar calendar = ParsedCalendar.of(read.text());
    assertThat(calendar.properties().get("X-WR-CALNAME")).isEqualTo("דנה - מספרת clinic");
    assertThat(calendar.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .containsEntry("SUMMARY", "תספורת: רות <b>")
                    .containsEntry("SEQUENCE", "0"));
    assertThat(read.text()).doesNotContain("1234567");
    assertThat(store().find(AppointmentQuery.booked(clinic, Instant.EPOCH, 9))).contains(danas);

    console.headers.put("If-None-Match", read.header("etag"));
    Shown same = console.get(address);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    console.headers.clear();

    // It ends with the access of who has made it, and whoever else is there sees that it has.
    console.user("second@example.com", false, Map.of(clinic, Role.OWNER));
    User _ = api.server.identity().users().setRole(owner.id(), clinic, null, AuditActor.COMMAND);
    assertThat(console.get(address).status()).isEqualTo(404);
    console.signIn("second@example.com");
    assertThat(console.get(LIST + "/feeds").html().select(".problem").text()).contains("הסתיימה");

    Shown removed =
        console.submitAndFollow(console.get(LIST + "/feeds"), "form[action*=/feeds/]", Map.of());
    assertThat(removed.html().select("#flash").text()).contains("הוסרה");
    assertThat(console.get(address).status()).isEqualTo(404);
    assertThat(Objects.requireNonNull(danas.link())).hasSize(22);
  }

  @Test
  void a_time_that_falls_free_is_offered_to_one_after_the_other() throws Exception {
    Appointment booked = book("10:00", "dana");
    WaitingListStore list = api.server.stores().crm().waitingList();
    WaitingEntry first = list.add(waiting("+972501111111", "אבי"), Instant.now());
    WaitingEntry second = list.add(waiting("+972502222222", "גיל"), Instant.now());
    assertThat(console.get(LIST).html().select("#waiting-title + .rows > li")).hasSize(2);

    console.submitAndFollow(
        console.get(LIST + "/" + booked.id()), "form:has(input[value=cancel])", Map.of());
    Await.until("the first is asked", () -> state(first) == WaitingEntry.State.OFFERED);
    assertThat(state(second)).isEqualTo(WaitingEntry.State.WAITING);
    WaitingEntry.Offer offer =
        Objects.requireNonNull(list.find(clinic, first.id()).orElseThrow().offer());
    assertThat(offer.time().startsAt()).isEqualTo(booked.time().startsAt());
    // Nobody else can have it meanwhile, and the first passes it on.
    Shown form = console.get(LIST + "/new?service=cut&person=dana&day=" + day);
    assertThat(form.html().select("input[name=slot]").eachAttr("value"))
        .noneMatch(slot -> slot.contains("10:00"));
    Shown page = console.get("/w/" + offer.link());
    assertThat(page.text()).contains("תספורת", "10:00").doesNotContain("1111111");
    console.submitAndFollow(page, "form:has(input[value=pass])", Map.of());
    assertThat(console.post("/w/" + offer.link(), Map.of("action", "take")).location())
        .isEqualTo("/w/" + offer.link());

    // What falls free wakes those who look; a time that is passed on does so within half a minute.
    Appointment other = book("11:00", "dana");
    Appointment _ = store().cancel(clinic, other.id(), 0, null, "user:1", Instant.now());
    Await.until("the second is asked", () -> state(second) == WaitingEntry.State.OFFERED);
    assertThat(state(first)).isEqualTo(WaitingEntry.State.WAITING);
    WaitingEntry.Offer next =
        Objects.requireNonNull(list.find(clinic, second.id()).orElseThrow().offer());
    Shown taken =
        console.submitAndFollow(
            console.get("/w/" + next.link()), "form:has(input[value=take])", Map.of());

    assertThat(taken.html().select("form:has(input[value=confirm])")).hasSize(1);
    assertThat(state(second)).isEqualTo(WaitingEntry.State.BOOKED);
    assertThat(store().find(AppointmentQuery.booked(clinic, Instant.EPOCH, 9)))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.name()).isEqualTo("גיל");
              assertThat(each.time().startsAt()).isEqualTo(booked.time().startsAt());
            });
    assertThat(console.get("/w/" + "x".repeat(22)).status()).isEqualTo(404);
    Shown left =
        console.submitAndFollow(
            console.get("/w/" + offer.link()), "form:has(input[value=leave])", Map.of());
    assertThat(state(first)).isEqualTo(WaitingEntry.State.LEFT);
    Shown back = console.submitAndFollow(left, "form:has(input[value=return])", Map.of());
    assertThat(state(first)).isEqualTo(WaitingEntry.State.WAITING);
    assertThat(back.html().select("input[value=leave]")).hasSize(1);

    // Whoever works there takes him off, and puts him back, once.
    Shown off = console.submitAndFollow(console.get(LIST), "form[action*=/waiting/]", Map.of());
    assertThat(state(first)).isEqualTo(WaitingEntry.State.LEFT);
    Shown on = console.submitAndFollow(off, "#flash form", Map.of());
    assertThat(on.html().select("#waiting-title + .rows > li")).hasSize(1);
    assertThat(console.submit(off, "#flash form", Map.of()).status()).isEqualTo(409);
  }

  private WaitingEntry.State state(WaitingEntry entry) {
    return api.server.stores().crm().waitingList().find(clinic, entry.id()).orElseThrow().state();
  }

  private WaitingEntry.Draft waiting(String number, String name) {
    return new WaitingEntry.Draft(
        clinic,
        "cut",
        "תספורת",
        "dana",
        day,
        day,
        LocalTime.of(10, 0),
        LocalTime.of(10, 0),
        name,
        new PhoneNumber(number),
        null,
        "user:1");
  }
}
