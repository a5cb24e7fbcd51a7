package app.kolan.server.api;

import app.kolan.server.booking.Slot;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableService;
import app.kolan.server.store.Appointment;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// The forms of what can be booked, and of what is.
final class AppointmentJson {
  private AppointmentJson() {}

  static ObjectNode service(BookableService service) {
    ObjectNode form = ApiJson.object();
    form.put("id", service.id());
    form.put("name", service.name());
    form.put("minutes", service.minutes());
    form.put("bufferMinutes", service.bufferMinutes());
    form.put("price", service.price());
    ArrayNode people = form.putArray("people");
    service.people().forEach(people::add);
    ArrayNode rooms = form.putArray("rooms");
    service.rooms().forEach(rooms::add);
    return form;
  }

  static ObjectNode resource(BookableResource resource) {
    return ApiJson.object()
        .put("id", resource.id())
        .put("name", resource.name())
        .put("kind", resource.kind().name());
  }

  static ObjectNode slot(Slot slot, ZoneId zone) {
    return ApiJson.object()
        .put("startsAt", slot.time().startsAt().toString())
        .put("endsAt", slot.time().endsAt().toString())
        .put("localStart", local(slot.time().startsAt(), zone))
        .put("person", slot.time().person())
        .put("room", slot.time().room());
  }

  static ObjectNode appointment(Appointment appointment, ZoneId zone) {
    ObjectNode form = ApiJson.object();
    form.put("id", appointment.id());
    form.put("service", appointment.service());
    form.put("title", appointment.title());
    form.put("person", appointment.time().person());
    form.put("room", appointment.time().room());
    form.put("startsAt", appointment.time().startsAt().toString());
    form.put("endsAt", appointment.time().endsAt().toString());
    form.put("freeAt", appointment.time().freeAt().toString());
    form.put("localStart", local(appointment.time().startsAt(), zone));
    form.put("state", appointment.state().name());
    form.put("name", appointment.name());
    form.put("number", appointment.number() == null ? null : appointment.number().value());
    form.put("note", appointment.note());
    form.put("call", appointment.call() == null ? null : appointment.call().value());
    form.put("madeAt", appointment.madeAt().toString());
    form.put("madeBy", appointment.madeBy());
    form.put("changedAt", appointment.changedAt().toString());
    form.put("changedBy", appointment.changedBy());
    return form;
  }

  private static String local(Instant at, ZoneId zone) {
    return LocalDateTime.ofInstant(at, zone).toString();
  }
}
