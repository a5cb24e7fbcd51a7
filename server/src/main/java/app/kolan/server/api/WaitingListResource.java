package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.crm.PlainText;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingEntry.Offer;
import app.kolan.server.store.WaitingListStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Those who wait for an appointment.
record WaitingListResource(
    WaitingListStore store,
    AppointmentStore appointments,
    CrmRequests requests,
    AuditLog audit,
    InstantSource clock) {
  private static final int MOST = 200;
  private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

  void addTo(Map<String, Operation> operations) {
    operations.put("listWaiting", this::list);
    operations.put("addWaiting", this::add);
    operations.put("removeWaiting", this::remove);
  }

  private ApiAnswer list(ApiRequest request) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), "waiting.list", request.in().id(), request.in().slug(), null));
    return ApiAnswer.ok(
        ApiJson.items(store.open(request.in().id(), MOST), WaitingListResource::form));
  }

  private ApiAnswer add(ApiRequest request) {
    JsonNode json = request.json();
    BookingSettings booking = booking(request);
    BookableService service =
        booking
            .service(json.path("service").asText())
            .orElseThrow(
                () ->
                    CrmRequests.invalid(
                        "/service", "no service", "take one of those that listServices has"));
    LocalDate today = LocalDate.ofInstant(clock.instant(), booking.zone());
    LocalDate horizon = today.plusDays(booking.aheadDays());
    LocalDate first = day(json, "first", today);
    LocalDate last = day(json, "last", horizon);
    if (last.isBefore(today) || first.isAfter(last) || first.isAfter(horizon)) {
      throw CrmRequests.invalid(
          "/first", "no days", "give days from %s until %s".formatted(today, horizon));
    }
    WaitingEntry entry =
        store.add(
            new WaitingEntry.Draft(
                request.in().id(),
                service.id(),
                service.name(),
                person(json, service),
                first,
                last.isAfter(horizon) ? horizon : last,
                time(json, "from", LocalTime.MIN),
                time(json, "until", LAST_MINUTE),
                json.hasNonNull("name") ? PlainText.of(json.path("name").asText()).strip() : null,
                requests.number(request, "/number", json.path("number").asText()),
                null,
                request.who().actor()),
            clock.instant());
    note(request, "waiting.add", entry);
    return ApiAnswer.created(form(entry));
  }

  private BookingSettings booking(ApiRequest request) {
    return requests
        .booking(request)
        .filter(
            settings -> {
              BookingMessages messages = settings.messages();
              return messages != null && messages.waitingMinutes() > 0;
            })
        .orElseThrow(
            () ->
                new ApiProblem(
                    Kind.CONFLICT,
                    "Nobody was added: the business has no waiting list; set waiting-list."));
  }

  private static @Nullable String person(JsonNode json, BookableService service) {
    if (!json.hasNonNull("person")) {
      return null;
    }
    String person = json.path("person").asText();
    if (!service.people().contains(person)) {
      throw CrmRequests.invalid(
          "/person", "nobody who does it", "take one of the service's people");
    }
    return person;
  }

  private static LocalDate day(JsonNode json, String name, LocalDate usual) {
    try {
      return json.hasNonNull(name) ? LocalDate.parse(json.path(name).asText()) : usual;
    } catch (DateTimeException _) {
      throw CrmRequests.invalid("/" + name, "no date", "write it as 2026-12-06");
    }
  }

  private static LocalTime time(JsonNode json, String name, LocalTime usual) {
    try {
      return json.hasNonNull(name) ? LocalTime.parse(json.path(name).asText()) : usual;
    } catch (DateTimeException _) {
      throw CrmRequests.invalid("/" + name, "no time of day", "write it as 09:30");
    }
  }

  private ApiAnswer remove(ApiRequest request) {
    WaitingEntry entry =
        store
            .find(request.in().id(), request.numberInPath("waiting"))
            .orElseThrow(() -> ApiProblem.unknown("entry of the waiting list"));
    appointments.release(entry.businessId(), entry.holder());
    if (!store.settle(entry, WaitingEntry.State.LEFT, clock.instant())) {
      throw new ApiProblem(
          Kind.CONFLICT, "Nothing was changed: the entry was changed meanwhile; read it again.");
    }
    note(request, "waiting.end", entry);
    return ApiAnswer.nothing();
  }

  private static ObjectNode form(WaitingEntry entry) {
    ObjectNode form = ApiJson.object();
    form.put("id", entry.id());
    form.put("service", entry.service());
    form.put("title", entry.title());
    form.put("person", entry.person());
    form.put("first", entry.first().toString());
    form.put("last", entry.last().toString());
    form.put("from", entry.from().toString());
    form.put("until", entry.until().toString());
    form.put("name", entry.name());
    form.put("number", entry.number().value());
    form.put("state", entry.state().name());
    form.put("offers", entry.offers());
    Offer offer = entry.offer();
    boolean isHeld = offer != null && entry.state() == WaitingEntry.State.OFFERED;
    form.put("offeredAt", isHeld && offer != null ? offer.time().startsAt().toString() : null);
    form.put("heldUntil", isHeld && offer != null ? offer.until().toString() : null);
    form.put("madeAt", entry.madeAt().toString());
    form.put("madeBy", entry.madeBy());
    return form;
  }

  private void note(ApiRequest request, String action, WaitingEntry entry) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), action, request.in().id(), Long.toString(entry.id()), null));
  }
}
