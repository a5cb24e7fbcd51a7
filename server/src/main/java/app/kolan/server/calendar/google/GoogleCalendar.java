package app.kolan.server.calendar.google;

import app.kolan.server.calendar.RemoteCalendar;
import app.kolan.server.ical.BusyTime;
import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.http.PublicHttp;
import app.kolan.server.tool.http.PublicHttp.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A calendar at Google.
/*
 *   all      GET events, singleEvents, timeMin, timeMax, page by page  → nextSyncToken
 *   changes  GET events, syncToken, page by page; 410 when it is no longer known
 *   writing  POST events with an id of our own (409: it is there)  ·  PATCH and DELETE If-Match
 *
 * Events that repeat come as single ones, each with its own id. Google takes ids of the letters a
 * to v and digits alone, so the one of an appointment is its UID with a letter for each hyphen.
 *
 * Source: Calendar API v3, https://developers.google.com/workspace/calendar/api/v3/reference */
public final class GoogleCalendar implements RemoteCalendar {
  /// Who is asked, in failures.
  public static final String SERVICE = "google-calendar";

  /// Where the API is.
  public static final URI API = URI.create("https://www.googleapis.com/calendar/v3/");

  /// So many pages of 2500 events are read at most.
  private static final int MOST_PAGES = 40;

  private static final Set<String> WRITERS = Set.of("writer", "owner");

  private final GoogleRequests requests;
  private final String calendar;
  private final ZoneId zone;
  private final InstantSource clock;

  /// @param keyFile the JSON of a service account's key
  /// @param api the address of the API, which ends with a slash
  /// @param calendar its identifier, such as a mail address
  /// @param zone the clock of whole days
  /// @param limit for each request
  /// @throws IllegalArgumentException when it is no key file
  public GoogleCalendar(
      PublicHttp http,
      String keyFile,
      URI api,
      String calendar,
      ZoneId zone,
      Duration limit,
      InstantSource clock) {
    requests = new GoogleRequests(http, ServiceAccount.read(keyFile), api, limit, clock);
    this.calendar = calendar;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public Access access() throws ProviderFailure, InterruptedException {
    requireFreeBusy();
    Reply reply = requests.ask("GET", events() + "?maxResults=1", Map.of(), "");
    GoogleRequests.require(reply);
    JsonNode json = GoogleRequests.json(reply);
    return new Access(
        json.path("summary").asText(), WRITERS.contains(json.path("accessRole").asText()));
  }

  /// A calendar that was not shared with the account is reported here by its name.
  private void requireFreeBusy() throws ProviderFailure, InterruptedException {
    Instant now = clock.instant();
    ObjectNode query = GoogleRequests.JSON.createObjectNode();
    query.put("timeMin", now.toString());
    query.put("timeMax", now.plus(Duration.ofDays(1)).toString());
    query.putArray("items").addObject().put("id", calendar);
    Reply reply = requests.ask("POST", "freeBusy", Map.of(), query.toString());
    GoogleRequests.require(reply);
    JsonNode errors = GoogleRequests.json(reply).path("calendars").path(calendar).path("errors");
    if (errors.isArray() && !errors.isEmpty()) {
      throw new ProviderFailure(
          SERVICE,
          FailureKind.REQUEST_REFUSED,
          ProviderFailure.code(errors.path(0).path("reason").asText()));
    }
  }

  @Override
  public Changes changes(@Nullable String token, Window window)
      throws ProviderFailure, InterruptedException {
    String query =
        token == null
            ? "timeMin=%s&timeMax=%s"
                .formatted(
                    GoogleRequests.encoded(window.from().toString()),
                    GoogleRequests.encoded(window.to().toString()))
            : "syncToken=" + GoogleRequests.encoded(token);
    var items = new ArrayList<Item>();
    var gone = new HashSet<String>();
    String page = "";
    for (int read = 0; read < MOST_PAGES; read++) {
      Reply reply =
          requests.ask(
              "GET",
              "%s?singleEvents=true&maxResults=2500&%s%s"
                  .formatted(
                      events(),
                      query,
                      page.isEmpty() ? "" : "&pageToken=" + GoogleRequests.encoded(page)),
              Map.of(),
              "");
      if (reply.status() == 410 && token != null) {
        return new Changes.Expired();
      }
      GoogleRequests.require(reply);
      JsonNode json = GoogleRequests.json(reply);
      for (JsonNode event : json.path("items")) {
        if (event.path("status").asText().equals("cancelled")) {
          gone.add(event.path("id").asText());
        } else {
          items.add(item(event, window));
          Item.requireFew(SERVICE, items.size(), items.size());
        }
      }
      page = json.path("nextPageToken").asText();
      if (page.isEmpty()) {
        String next = json.path("nextSyncToken").asText();
        return new Changes.Told(token == null, items, gone, next.isEmpty() ? null : next);
      }
    }
    throw new ProviderFailure(SERVICE, FailureKind.UNREADABLE, "more events than can be read");
  }

  /// An event that is not cancelled.
  private Item item(JsonNode event, Window window) {
    String id = event.path("id").asText();
    String etag = event.path("etag").asText();
    try {
      boolean wholeDays = event.path("start").hasNonNull("date");
      var time = new BusyTime(instant(event.path("start")), instant(event.path("end")));
      boolean counts =
          takesTime(event) && time.from().isBefore(window.to()) && time.to().isAfter(window.from());
      boolean isSingle = !wholeDays && !event.has("recurrence");
      return new Item(
          id,
          etag,
          false,
          isSingle && time.to().isAfter(time.from()) ? time : null,
          counts ? List.of(time) : List.of(),
          true);
    } catch (DateTimeException _) {
      return new Item(id, etag, false, null, List.of(), false);
    }
  }

  /// Whether who has the calendar is busy: it is not marked as free, no place of work, and not
  /// declined.
  private static boolean takesTime(JsonNode event) {
    if (event.path("transparency").asText().equals("transparent")
        || Set.of("workingLocation", "birthday").contains(event.path("eventType").asText())) {
      return false;
    }
    for (JsonNode attendee : event.path("attendees")) {
      if (attendee.path("self").asBoolean()
          && attendee.path("responseStatus").asText().equals("declined")) {
        return false;
      }
    }
    return true;
  }

  private Instant instant(JsonNode time) {
    return time.hasNonNull("date")
        ? LocalDate.parse(time.path("date").asText()).atStartOfDay(zone).toInstant()
        : OffsetDateTime.parse(time.path("dateTime").asText()).toInstant();
  }

  @Override
  public Optional<Item> read(String href, Window window)
      throws ProviderFailure, InterruptedException {
    Reply reply = requests.ask("GET", event(href), Map.of(), "");
    if (reply.status() == 404 || reply.status() == 410) {
      return Optional.empty();
    }
    GoogleRequests.require(reply);
    JsonNode json = GoogleRequests.json(reply);
    // What is deleted is still told of, for a while.
    return json.path("status").asText().equals("cancelled")
        ? Optional.empty()
        : Optional.of(item(json, window));
  }

  @Override
  public Written create(CalendarEvent event) throws ProviderFailure, InterruptedException {
    String id = hrefOf(event.uid());
    ObjectNode json = times(event);
    json.put("id", id);
    json.put("summary", event.summary());
    json.put("location", event.location());
    json.put("description", event.description());
    Reply reply = requests.ask("POST", events(), Map.of(), json.toString());
    if (reply.status() == 409) {
      return new Written.Conflict(read(id, around(event)).orElse(null));
    }
    GoogleRequests.require(reply);
    return new Written.Done(id, GoogleRequests.json(reply).path("etag").asText());
  }

  @Override
  public Written move(String href, String etag, CalendarEvent to)
      throws ProviderFailure, InterruptedException {
    Reply reply =
        requests.ask("PATCH", event(href), Map.of("If-Match", etag), times(to).toString());
    if (Set.of(404, 410, 412).contains(reply.status())) {
      return new Written.Conflict(read(href, around(to)).orElse(null));
    }
    GoogleRequests.require(reply);
    return new Written.Done(href, GoogleRequests.json(reply).path("etag").asText());
  }

  @Override
  public Written delete(String href, String etag) throws ProviderFailure, InterruptedException {
    Reply reply = requests.ask("DELETE", event(href), Map.of("If-Match", etag), "");
    return switch (reply.status()) {
      case 404, 410 -> new Written.Done(href, "");
      case 412 ->
          read(href, new Window(Instant.EPOCH, Instant.EPOCH))
              .<Written>map(Written.Conflict::new)
              .orElseGet(() -> new Written.Done(href, ""));
      default -> {
        GoogleRequests.require(reply);
        yield new Written.Done(href, "");
      }
    };
  }

  @Override
  public String hrefOf(String uid) {
    return uid.replace("-", "a");
  }

  private static ObjectNode times(CalendarEvent event) {
    ObjectNode json = GoogleRequests.JSON.createObjectNode();
    json.putObject("start").put("dateTime", event.startsAt().toString()).putNull("date");
    json.putObject("end").put("dateTime", event.endsAt().toString()).putNull("date");
    return json;
  }

  private static Window around(CalendarEvent event) {
    return new Window(event.startsAt(), event.endsAt());
  }

  private String events() {
    return "calendars/" + GoogleRequests.encoded(calendar) + "/events";
  }

  private String event(String href) {
    return events() + "/" + GoogleRequests.encoded(href);
  }
}
