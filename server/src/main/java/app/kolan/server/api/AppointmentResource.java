package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.booking.Attendee;
import app.kolan.server.booking.Bookings;
import app.kolan.server.booking.Slot;
import app.kolan.server.booking.SlotRequest;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.crm.PlainText;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be booked at a business, and what is.
record AppointmentResource(
    AppointmentStore store, CrmRequests requests, AuditLog audit, InstantSource clock) {
  private static final int MOST_SLOTS = 500;
  private static final String START = "startsAt";

  void addTo(Map<String, Operation> operations) {
    operations.put("listServices", this::services);
    operations.put("listSlots", this::slots);
    operations.put("listAppointments", this::list);
    operations.put("addAppointment", this::add);
    operations.put("getAppointment", this::get);
    operations.put("updateAppointment", this::update);
  }

  private ApiAnswer services(ApiRequest request) {
    Optional<BookingSettings> settings = requests.booking(request);
    ObjectNode body =
        ApiJson.items(
            settings.map(BookingSettings::services).orElse(List.of()), AppointmentJson::service);
    var resources = body.putArray("resources");
    settings
        .map(BookingSettings::resources)
        .orElse(List.of())
        .forEach(each -> resources.add(AppointmentJson.resource(each)));
    return ApiAnswer.ok(body);
  }

  private ApiAnswer slots(ApiRequest request) {
    Instant now = clock.instant();
    Bookings bookings = bookings(request, "service");
    BookableService service = service(bookings, "service", request.asked("service").orElse(""));
    LocalDate first = day(request, bookings.settings().zone(), now);
    SlotRequest wish =
        SlotRequest.on(service, request.asked("person").orElse(null), first, last(request, first));
    List<Slot> free =
        bookings.free(wish, Bookings.staff(), MOST_SLOTS, now).stream().limit(MOST_SLOTS).toList();
    ZoneId zone = bookings.settings().zone();
    return ApiAnswer.ok(ApiJson.items(free, slot -> AppointmentJson.slot(slot, zone)));
  }

  private ApiAnswer list(ApiRequest request) {
    audit.append(
        request
            .actor()
            .entry(
                clock.instant(), "appointment.list", request.in().id(), request.in().slug(), null));
    ZoneId zone = zone(request);
    LocalDate first = day(request, zone, clock.instant());
    var after = ApiJson.position(request);
    boolean isFirst = request.asked("after").isEmpty();
    return ApiJson.page(
        store.find(
            new AppointmentQuery(
                request.in().id(),
                first.atStartOfDay(zone).toInstant(),
                last(request, first).plusDays(1).atStartOfDay(zone).toInstant(),
                request.asked("state").map(State::valueOf).orElse(null),
                request
                    .asked("number")
                    .map(number -> requests.number(request, "number", number))
                    .orElse(null),
                null,
                isFirst ? Instant.EPOCH : after.at(),
                isFirst ? Long.MIN_VALUE : id(after.id()),
                request.limit() + 1)),
        request.limit(),
        appointment -> AppointmentJson.appointment(appointment, zone),
        appointment ->
            ApiJson.cursor(appointment.time().startsAt(), Long.toString(appointment.id())));
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw ApiRequest.noCursor();
    }
  }

  private ApiAnswer get(ApiRequest request) {
    Appointment appointment = appointment(request);
    note(request, "appointment.read", appointment.id());
    return ApiAnswer.ok(form(request, appointment))
        .with("ETag", CrmRequests.etag(appointment.revision()));
  }

  private ApiAnswer add(ApiRequest request) {
    JsonNode json = request.json();
    Instant now = clock.instant();
    Bookings bookings = bookings(request, "/service");
    BookableService service = service(bookings, "/service", json.path("service").asText());
    Slot slot = free(bookings, service, json, null, Bookings.staff(), now);
    PhoneNumber number =
        json.hasNonNull("number")
            ? requests.number(request, "/number", json.path("number").asText())
            : null;
    var attendee = new Attendee(text(json, "name"), number, text(json, "note"));
    Outcome outcome = bookings.book(slot, attendee, Bookings.staff(), request.who().actor(), now);
    Appointment booked = booked(outcome);
    note(request, "appointment.add", booked.id());
    return ApiAnswer.created(form(request, booked))
        .with("ETag", CrmRequests.etag(booked.revision()));
  }

  private ApiAnswer update(ApiRequest request) {
    Appointment changed =
        CrmRequests.change(
            () -> {
              Appointment before = appointment(request);
              CrmRequests.requireMatch(request, before.revision());
              return changed(request, before);
            });
    note(request, "appointment.update", changed.id());
    return ApiAnswer.ok(form(request, changed)).with("ETag", CrmRequests.etag(changed.revision()));
  }

  private Appointment changed(ApiRequest request, Appointment before) {
    JsonNode json = request.json();
    long business = request.in().id();
    String actor = request.who().actor();
    Instant now = clock.instant();
    if (!json.has("state")) {
      return moved(request, before, now);
    }
    if (json.size() > 1) {
      throw CrmRequests.invalid("/state", "given with others", "end an appointment, or move it");
    }
    return switch (State.valueOf(json.path("state").asText())) {
      case CANCELLED -> store.cancel(business, before.id(), before.revision(), null, actor, now);
      case ARRIVED -> store.arrived(business, before.id(), before.revision(), actor, now);
      case NO_SHOW -> store.noShow(business, before.id(), before.revision(), actor, now);
      case BOOKED ->
          throw CrmRequests.invalid("/state", "BOOKED", "book another appointment instead");
    };
  }

  private Appointment moved(ApiRequest request, Appointment before, Instant now) {
    Bookings bookings = bookings(request, "/startsAt");
    BookableService service = service(bookings, "/startsAt", before.service());
    Slot slot =
        free(bookings, service, request.json(), before, Bookings.staff().moving(before), now);
    return booked(
        store.move(
            request.in().id(),
            before.id(),
            before.revision(),
            slot.time(),
            null,
            request.who().actor(),
            now));
  }

  /// The slot that is asked for.
  ///
  /// @param moved whose time and person hold where nothing is said; null for a new appointment
  private static Slot free(
      Bookings bookings,
      BookableService service,
      JsonNode json,
      @Nullable Appointment moved,
      Bookings.Asker asker,
      Instant now) {
    ZoneId zone = bookings.settings().zone();
    LocalDateTime start =
        moved != null && !json.has(START)
            ? LocalDateTime.ofInstant(moved.time().startsAt(), zone)
            : start(json.path(START).asText(), zone);
    String person = json.hasNonNull("person") ? json.path("person").asText() : null;
    String usual = moved == null || person != null ? person : moved.time().person();
    return bookings
        .at(service, usual, start, asker, now)
        .or(() -> person == null ? bookings.at(service, null, start, asker, now) : Optional.empty())
        .orElseThrow(AppointmentResource::notFree);
  }

  private static Appointment booked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Booked(var appointment) -> appointment;
      case Outcome.Taken() -> throw notFree();
    };
  }

  private static ApiProblem notFree() {
    return new ApiProblem(
        Kind.CONFLICT,
        "Nothing was booked: nobody is free then, or no appointment begins then. GET …/slots tells"
            + " when some do.");
  }

  private static LocalDateTime start(String text, ZoneId zone) {
    try {
      return text.matches(".*(?:Z|[+-][0-9]{2}:[0-9]{2})")
          ? LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), zone)
          : LocalDateTime.parse(text);
    } catch (DateTimeParseException _) {
      throw CrmRequests.invalid(
          "/" + START, "no time", "write 2026-12-06T10:00, on the clock of the business");
    }
  }

  private Bookings bookings(ApiRequest request, String at) {
    return requests
        .booking(request)
        .map(settings -> new Bookings(request.in().id(), settings, store))
        .orElseThrow(
            () ->
                CrmRequests.invalid(
                    at, "nothing can be booked here", "set booking for the business"));
  }

  private static BookableService service(Bookings bookings, String at, String id) {
    return bookings
        .settings()
        .service(id)
        .orElseThrow(
            () ->
                CrmRequests.invalid(
                    at,
                    "no service",
                    "there are "
                        + String.join(
                            ", ",
                            bookings.settings().services().stream()
                                .map(BookableService::id)
                                .toList())));
  }

  private static LocalDate day(ApiRequest request, ZoneId zone, Instant now) {
    try {
      return request
          .asked("day")
          .map(LocalDate::parse)
          .orElseGet(() -> LocalDate.ofInstant(now, zone));
    } catch (DateTimeException _) {
      throw CrmRequests.invalid("day", "no date", "write it as 2026-12-06");
    }
  }

  private static LocalDate last(ApiRequest request, LocalDate first) {
    return first.plusDays(request.asked("days").map(Integer::parseInt).orElse(1) - 1L);
  }

  private ZoneId zone(ApiRequest request) {
    return requests
        .booking(request)
        .map(BookingSettings::zone)
        .orElseGet(() -> requests.locale(request).zone());
  }

  private static @Nullable String text(JsonNode json, String name) {
    String text = json.hasNonNull(name) ? PlainText.of(json.path(name).asText()).strip() : "";
    return text.isEmpty() ? null : text;
  }

  private Appointment appointment(ApiRequest request) {
    return store
        .find(request.in().id(), request.numberInPath("appointment"))
        .orElseThrow(() -> ApiProblem.unknown("appointment"));
  }

  private ObjectNode form(ApiRequest request, Appointment appointment) {
    return AppointmentJson.appointment(appointment, zone(request));
  }

  private void note(ApiRequest request, String action, long appointment) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), action, request.in().id(), Long.toString(appointment), null));
  }
}
