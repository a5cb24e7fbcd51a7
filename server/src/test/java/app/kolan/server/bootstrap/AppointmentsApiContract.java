package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CalendarLink;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services, slots and appointments by the API of a server, over real sockets.
abstract class AppointmentsApiContract {
  private static final String HERE = "/businesses/clinic";
  private final LocalDate day = LocalDate.now(ZoneId.of("Asia/Jerusalem")).plusDays(7);

  @TempDir protected Path data;
  private ApiByHand api;

  /// Adds where things are kept.
  protected abstract Config.Builder configure(Config.Builder config);

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(configure(ApiByHand.config(data)).build());
    for (String slug : List.of("clinic", "garage")) {
      HttpResponse<String> added =
          api.send(
              "POST",
              "/businesses",
              "application/yaml",
              """
              slug: %s
              name: %s
              numbers: ["%s"]
              hours: {sunday: 09:00-12:00, monday: 09:00-12:00, tuesday: 09:00-12:00,
                wednesday: 09:00-12:00, thursday: 09:00-12:00, friday: 09:00-12:00,
                saturday: 09:00-12:00, holidays: open}
              booking:
                step: 30
                services:
                  cut: {name: תספורת, minutes: 30, buffer: 10, price: 120 ₪}
                people:
                  dana: {name: דנה}
                  yossi: {name: יוסי, hours: {}}
                messages: {by: sms, from: "+97231111111", waiting-list: 30, quiet: []}
              """
                  .formatted(slug, slug, slug.equals("clinic") ? "+97231111111" : "+97232222222"),
              Map.of());
      assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }
    api.business("plain", "+97233333333");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void services_and_slots_are_told() throws Exception {
    JsonNode services = api.get(HERE + "/services");
    assertThat(services.path("items").path(0).path("name").asText()).isEqualTo("תספורת");
    assertThat(services.path("resources")).hasSize(2);
    assertThat(api.get("/businesses/plain/services").path("items")).isEmpty();

    assertThat(starts("")).containsExactly("09:00", "09:30", "10:00", "10:30", "11:00", "11:30");
    assertThat(starts("&person=yossi")).isEmpty();
    assertThat(api.get(HERE + "/slots?service=cut&days=2&day=" + day).path("items")).hasSize(12);
    assertThat(api.status("GET", HERE + "/slots?service=massage", null)).isEqualTo(422);
    assertThat(api.status("GET", HERE + "/slots?service=cut&day=soon", null)).isIn(400, 422);
    assertThat(api.status("GET", "/businesses/plain/slots?service=cut", null)).isEqualTo(422);
  }

  @Test
  void calendar_feeds_are_made_listed_and_removed() throws Exception {
    String feeds = HERE + "/calendar-feeds";
    JsonNode made = api.post(201, feeds, "{\"resource\":\"dana\"}");
    assertThat(made.path("path").asText()).matches("/console/feed/[A-Za-z0-9]{32}/calendar.ics");
    assertThat(made.path("madeBy").asText()).startsWith("key:");
    JsonNode listed = api.get(feeds).path("items").path(0);
    assertThat(listed.path("id")).isEqualTo(made.path("id"));
    assertThat(listed.has("path")).isFalse();
    assertThat(api.status("POST", feeds, "{\"resource\":\"nobody\"}")).isEqualTo(422);
    assertThat(api.get("/businesses/garage/calendar-feeds").path("items")).isEmpty();
    String place = feeds + "/" + made.path("id").asText();
    assertThat(api.status("DELETE", place.replace("clinic", "garage"), null)).isEqualTo(404);
    assertThat(api.status("DELETE", place, null)).isEqualTo(204);
    assertThat(api.status("DELETE", place, null)).isEqualTo(404);
    assertThat(api.get(feeds).path("items")).isEmpty();
  }

  @Test
  void a_calendar_is_tried_before_it_is_bound_and_its_secret_is_never_told() throws Exception {
    String place = HERE + "/calendars";
    String inside =
        """
        {"resource":"dana","kind":"caldav","address":"http://10.0.0.1/dana/","username":"dana",
         "secret":"open sesame"}
        """;
    HttpResponse<String> refused = api.send("POST", place, inside);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("/address", "silent").doesNotContain("sesame");
    assertThat(api.status("POST", place, inside.replace("\"dana\",\"kind", "\"nobody\",\"kind")))
        .isEqualTo(422);
    assertThat(api.get(place).path("items")).isEmpty();

    // One whose password another key has encrypted, such as from a copy of another server.
    long clinic = api.get(HERE).path("id").asLong();
    CalendarLink link =
        api.server
            .stores()
            .crm()
            .calendarLinks()
            .bind(
                new CalendarLink.Draft(
                    clinic,
                    "dana",
                    CalendarLink.Kind.CALDAV,
                    "https://example.com/dana/",
                    "dana",
                    "v1:0:x",
                    "user:1"),
                Instant.now());
    JsonNode listed = api.get(place).path("items").path(0);
    assertThat(listed.path("resource").asText()).isEqualTo("dana");
    assertThat(listed.path("kind").asText()).isEqualTo("caldav");
    assertThat(listed.toString()).doesNotContain("v1:0:x").doesNotContain("secret\":");
    String its = place + "/" + link.id();
    assertThat(api.post(200, its + "/test", "").path("problem").asText()).isEqualTo("no-secret");
    assertThat(api.status("POST", its.replace("clinic", "garage") + "/test", "")).isEqualTo(404);
    assertThat(api.status("DELETE", its.replace("clinic", "garage"), null)).isEqualTo(404);
    assertThat(api.status("DELETE", its, null)).isEqualTo(204);
    assertThat(api.status("DELETE", its, null)).isEqualTo(404);
  }

  @Test
  void the_waiting_list_is_kept_by_the_api() throws Exception {
    String list = HERE + "/waiting-list";
    JsonNode added =
        api.post(
            201,
            list,
            "{\"service\":\"cut\",\"number\":\"050-1234567\",\"person\":\"yossi\",\"name\":\"רות\",\"first\":\"%s\",\"until\":\"12:30\"}"
                .formatted(day));
    assertThat(added.path("number").asText()).isEqualTo("+972501234567");
    assertThat(added.path("first").asText()).isEqualTo(day.toString());
    assertThat(added.path("state").asText()).isEqualTo("WAITING");
    assertThat(api.get(list).path("items").path(0).path("until").asText()).isEqualTo("12:30");
    for (String wrong :
        List.of(
            "{\"service\":\"massage\",\"number\":\"050-1234567\"}",
            "{\"service\":\"cut\",\"number\":\"12\"}",
            "{\"service\":\"cut\",\"number\":\"050-1234567\",\"person\":\"nobody\"}",
            "{\"service\":\"cut\",\"number\":\"050-1234567\",\"first\":\"soon\"}",
            "{\"service\":\"cut\",\"number\":\"050-1234567\",\"first\":\"2020-01-02\",\"last\":\"2020-01-01\"}",
            "{\"service\":\"cut\",\"number\":\"050-1234567\",\"from\":\"9\"}")) {
      assertThat(api.status("POST", list, wrong)).as(wrong).isEqualTo(422);
    }
    assertThat(
            api.status(
                "POST",
                "/businesses/plain/waiting-list",
                "{\"service\":\"cut\",\"number\":\"050-1234567\"}"))
        .isEqualTo(409);
    String place = list + "/" + added.path("id").asText();
    assertThat(api.status("DELETE", place.replace("clinic", "garage"), null)).isEqualTo(404);
    assertThat(api.status("DELETE", place, null)).isEqualTo(204);
    assertThat(api.get(list).path("items")).isEmpty();
  }

  @Test
  void an_appointment_is_booked_moved_and_cancelled() throws Exception {
    JsonNode booked = add("10:00");
    String place = HERE + "/appointments/" + booked.path("id").asText();
    assertThat(booked.path("person").asText()).isEqualTo("dana");
    assertThat(booked.path("title").asText()).isEqualTo("תספורת");
    assertThat(booked.path("number").asText()).isEqualTo("+972501234567");
    assertThat(booked.path("localStart").asText()).isEqualTo(day + "T10:00");
    assertThat(booked.path("madeBy").asText()).startsWith("key:");
    assertThat(starts("")).containsExactly("09:00", "11:00", "11:30");

    // Neither twice, nor off the grid, nor outside of the hours, nor at another business.
    for (String never : List.of("10:00", "10:30", "11:05", "12:00", "08:00")) {
      assertThat(api.status("POST", HERE + "/appointments", order(never))).isEqualTo(409);
    }
    assertThat(api.status("GET", place.replace("clinic", "garage"), null)).isEqualTo(404);
    assertThat(api.status("PATCH", place.replace("clinic", "garage"), "{\"state\":\"CANCELLED\"}"))
        .isEqualTo(404);

    JsonNode moved = api.patch(place, "{\"startsAt\":\"%sT10:30\"}".formatted(day));
    assertThat(moved.path("localStart").asText()).isEqualTo(day + "T10:30");
    assertThat(starts("")).containsExactly("09:00", "09:30", "11:30");
    assertThat(api.status("PATCH", place, "{\"startsAt\":\"%sT12:30\"}".formatted(day)))
        .isEqualTo(409);
    assertThat(api.status("PATCH", place, "{\"startsAt\":\"noon\"}")).isEqualTo(422);
    assertThat(api.status("PATCH", place, "{\"state\":\"NO_SHOW\"}")).isEqualTo(409);

    assertThat(api.patch(place, "{\"state\":\"CANCELLED\"}").path("state").asText())
        .isEqualTo("CANCELLED");
    assertThat(api.status("PATCH", place, "{\"startsAt\":\"%sT09:00\"}".formatted(day)))
        .isEqualTo(409);
    assertThat(starts("")).hasSize(6);
    assertThat(api.get(HERE + "/audit").path("items"))
        .extracting(entry -> entry.path("action").asText())
        .contains("appointment.add", "appointment.update");
  }

  @Test
  void appointments_are_listed_by_day_state_and_number() throws Exception {
    add("09:00");
    JsonNode second = add("11:00");
    api.patch(HERE + "/appointments/" + second.path("id").asText(), "{\"state\":\"CANCELLED\"}");

    assertThat(listed("day=" + day)).hasSize(2);
    assertThat(listed("day=" + day + "&state=BOOKED")).hasSize(1);
    assertThat(listed("day=" + day.plusDays(1))).isEmpty();
    assertThat(listed("day=" + day.minusDays(3) + "&days=10")).hasSize(2);
    assertThat(listed("day=" + day + "&number=%2B972501234567")).hasSize(2);
    assertThat(listed("day=" + day + "&number=%2B972501111111")).isEmpty();
    JsonNode page = api.get(HERE + "/appointments?limit=1&day=" + day);
    assertThat(page.path("items")).hasSize(1);
    assertThat(
            listed("limit=1&day=" + day + "&after=" + page.path("next").asText())
                .path(0)
                .path("id"))
        .isEqualTo(second.path("id"));
    assertThat(api.get("/businesses/garage/appointments?day=" + day).path("items")).isEmpty();
  }

  private JsonNode listed(String query) throws Exception {
    return api.get(HERE + "/appointments?" + query).path("items");
  }

  private List<String> starts(String more) throws Exception {
    return api.get(HERE + "/slots?service=cut&day=" + day + more)
        .path("items")
        .valueStream()
        .map(slot -> slot.path("localStart").asText().substring(11))
        .toList();
  }

  private JsonNode add(String time) throws Exception {
    return api.post(201, HERE + "/appointments", order(time));
  }

  private String order(String time) {
    return """
        {"service":"cut","startsAt":"%sT%s","name":"רות","number":"050-1234567"}
        """
        .formatted(day, time);
  }
}
