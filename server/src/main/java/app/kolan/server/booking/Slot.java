package app.kolan.server.booking;

import app.kolan.server.business.BookableService;
import app.kolan.server.store.AppointmentTime;

/// A time at which a service can be had.
public record Slot(BookableService service, AppointmentTime time) {}
