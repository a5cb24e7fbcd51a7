package app.kolan.server.console.page;

import app.kolan.server.booking.Attendee;
import app.kolan.server.booking.Bookings;
import app.kolan.server.booking.Slot;
import app.kolan.server.booking.SlotRequest;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Users;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmStores;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One appointment, and what is done with it: booked by hand, moved, cancelled, and noted whether
/// somebody came. What can be had is checked as on the telephone, apart from the notice.
public record AppointmentPage(CrmStores stores, Users users, PageAudit audit) {
  private static final String LIST = "/appointments";
  private static final int MOST_SLOTS = 300;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_NOTE = 1000;

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.APPOINTMENTS_READ);
    var write = PageAdmission.with(Permission.APPOINTMENTS_WRITE);
    routes.get("/b/{business}/appointments/new", write, this::showNew);
    routes.post("/b/{business}/appointments", write, this::add);
    routes.get("/b/{business}/appointments/{appointment}", read, this::show);
    routes.post("/b/{business}/appointments/{appointment}", write, this::update);
  }

  /// The form for a new one.
  ///
  /// @param service null when nothing can be booked
  /// @param typed what was sent before and could not be taken
  /// @param problem the text that says why; null for none
  public record New(
      List<BookableService> services,
      @Nullable BookableService service,
      List<BookableResource> people,
      String person,
      LocalDate day,
      List<Slot> slots,
      Form typed,
      @Nullable String problem) {
    public New {
      services = List.copyOf(services);
      people = List.copyOf(people);
      slots = List.copyOf(slots);
    }
  }

  /// One appointment.
  ///
  /// @param contact who it is for; null when he is not known, or may not be seen
  /// @param madeBy who booked it, by name; null for the telephone
  /// @param near whether it begins soon enough for somebody to have come
  /// @param day whose slots are shown
  /// @param slots to which it can be moved
  public record One(
      AppointmentRow row,
      @Nullable Contact contact,
      @Nullable String madeBy,
      boolean readable,
      boolean writable,
      boolean begun,
      boolean near,
      boolean movable,
      LocalDate day,
      List<Slot> slots) {
    public One {
      slots = List.copyOf(slots);
    }
  }

  private PageAnswer showNew(PageRequest request) {
    return form(request, 200, request.query(), null);
  }

  private PageAnswer form(PageRequest request, int status, Form asked, @Nullable String problem) {
    Optional<BookingSettings> settings = AppointmentPages.settings(request);
    LocalDate today = today(request);
    LocalDate day = AppointmentPages.day(asked.text("day"), today);
    List<BookableService> services = settings.map(BookingSettings::services).orElse(List.of());
    BookableService service =
        services.stream()
            .filter(each -> each.id().equals(asked.text("service")))
            .findFirst()
            .orElse(services.isEmpty() ? null : services.getFirst());
    List<BookableResource> people =
        service == null
            ? List.of()
            : service.people().stream()
                .flatMap(id -> settings.orElseThrow().resource(id).stream())
                .toList();
    String person =
        people.stream()
            .map(BookableResource::id)
            .filter(asked.text("person")::equals)
            .findFirst()
            .orElse("");
    List<Slot> slots =
        service == null ? List.of() : slots(request, service, person, day, Bookings.staff());
    return request.show(
        status,
        "page/newAppointment",
        "appointments",
        new New(services, service, people, person, day, slots, asked, problem));
  }

  private static LocalDate today(PageRequest request) {
    return LocalDate.ofInstant(request.at(), request.times().zone());
  }

  private Optional<Bookings> bookings(PageRequest request) {
    return AppointmentPages.settings(request)
        .map(settings -> new Bookings(request.in().id(), settings, stores.appointments()));
  }

  private List<Slot> slots(
      PageRequest request,
      BookableService service,
      String person,
      LocalDate day,
      Bookings.Asker asker) {
    SlotRequest wish = SlotRequest.on(service, person.isEmpty() ? null : person, day, day);
    return bookings(request)
        .map(known -> known.free(wish, asker, MOST_SLOTS, request.at()))
        .orElse(List.of());
  }

  private PageAnswer add(PageRequest request) {
    Form form = request.form();
    Bookings bookings = bookings(request).orElseThrow(() -> new PageProblem(Kind.MALFORMED));
    BookableService service =
        bookings
            .settings()
            .service(form.text("service"))
            .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
    String typed = PlainText.of(form.text("number")).strip();
    Optional<PhoneNumber> number =
        CallbackNumber.ofKeys(typed, request.site().locale(request.in()).country());
    if (!typed.isEmpty() && number.isEmpty()) {
      return form(request, 422, form, "appointment.no-number");
    }
    if (form.text("slot").isEmpty()) {
      return form(request, 422, form, "appointment.no-slot");
    }
    Optional<Slot> slot = slot(bookings, service, form.text("slot"), Bookings.staff(), request);
    var attendee =
        new Attendee(
            text(form, "name", LONGEST_NAME),
            number.orElse(null),
            text(form, "note", LONGEST_NOTE));
    Optional<Appointment> booked =
        slot.map(
                each ->
                    bookings.book(
                        each, attendee, Bookings.staff(), request.who().actor(), request.at()))
            .flatMap(AppointmentPage::booked);
    if (booked.isEmpty()) {
      return form(request, 409, form, "appointment.taken");
    }
    audit.note(request, "appointment.add", Long.toString(booked.get().id()));
    return request.go(request.inBusiness(path(booked.get())), Flash.of("flash.appointment-booked"));
  }

  private static @Nullable String text(Form form, String name, int most) {
    String text = PlainText.of(form.text(name)).strip();
    return text.isEmpty() ? null : text.substring(0, Math.min(most, text.length()));
  }

  private static Optional<Appointment> booked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Booked(var appointment) -> Optional.of(appointment);
      case Outcome.Taken() -> Optional.empty();
    };
  }

  /// The slot that a field names as [#value] wrote it; empty when it is not free.
  private static Optional<Slot> slot(
      Bookings bookings,
      BookableService service,
      String value,
      Bookings.Asker asker,
      PageRequest request) {
    String[] parts = value.split(" ", 2);
    try {
      return bookings.at(
          service,
          parts.length < 2 ? null : parts[1],
          LocalDateTime.parse(parts[0]),
          asker,
          request.at());
    } catch (DateTimeException _) {
      throw new PageProblem(Kind.MALFORMED);
    }
  }

  /// What a field has for a slot.
  public static String value(Slot slot, ZoneId zone) {
    String start = LocalDateTime.ofInstant(slot.time().startsAt(), zone).toString();
    String person = slot.time().person();
    return person == null ? start : start + " " + person;
  }

  private PageAnswer show(PageRequest request) {
    Appointment appointment = appointment(request);
    audit.note(request, "appointment.read", Long.toString(appointment.id()));
    Optional<BookingSettings> settings = AppointmentPages.settings(request);
    AppointmentRow row =
        AppointmentRow.of(List.of(appointment), stores.contacts(), settings, request).getFirst();
    Optional<BookableService> service =
        settings.flatMap(known -> known.service(appointment.service()));
    Instant start = appointment.time().startsAt();
    boolean booked = appointment.state() == Appointment.State.BOOKED;
    boolean writable = request.may(Permission.APPOINTMENTS_WRITE);
    boolean movable = booked && writable && service.isPresent();
    LocalDate itsDay = LocalDate.ofInstant(start, request.times().zone());
    LocalDate today = today(request);
    LocalDate day =
        AppointmentPages.day(request.query().text("day"), itsDay.isBefore(today) ? today : itsDay);
    var page =
        new One(
            row,
            new ContactNames(stores.contacts(), request).contact(appointment.number()).orElse(null),
            appointment.madeBy().equals(Appointment.BY_AGENT)
                ? null
                : Actors.name(appointment.madeBy(), users, request.texts()),
            appointment.call() != null && request.may(Permission.TRANSCRIPTS_READ),
            writable,
            !start.isAfter(request.at()),
            !start.minus(AppointmentStore.EARLIEST_ARRIVAL).isAfter(request.at()),
            movable,
            day,
            movable
                ? slots(
                    request, service.orElseThrow(), "", day, Bookings.staff().moving(appointment))
                : List.of());
    return request.show("page/appointment", "appointments", page);
  }

  private PageAnswer update(PageRequest request) {
    Appointment before = appointment(request);
    long revision = before.revision();
    if (!request.form().text("revision").equals(Long.toString(revision))) {
      throw new PageProblem(Kind.CHANGED);
    }
    String action = request.form().text("action");
    String by = request.who().actor();
    long business = before.businessId();
    Instant now = request.at();
    var appointments = stores.appointments();
    Flash flash =
        switch (action) {
          case "move" -> moved(request, before);
          case "cancel" -> {
            Appointment _ = appointments.cancel(business, before.id(), revision, null, by, now);
            yield Flash.of("flash.appointment-cancelled");
          }
          case "arrived" -> {
            Appointment _ = appointments.arrived(business, before.id(), revision, by, now);
            yield Flash.of("flash.appointment-noted");
          }
          case "no-show" -> {
            Appointment _ = appointments.noShow(business, before.id(), revision, by, now);
            yield Flash.of("flash.appointment-noted");
          }
          default -> throw new PageProblem(Kind.MALFORMED);
        };
    audit.note(request, "appointment.update", Long.toString(before.id()));
    return request.go(
        request.inBusiness(request.form().text("back").equals("today") ? "/today" : path(before)),
        flash);
  }

  private Flash moved(PageRequest request, Appointment before) {
    Bookings bookings = bookings(request).orElseThrow(() -> new PageProblem(Kind.MALFORMED));
    BookableService service =
        bookings
            .settings()
            .service(before.service())
            .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
    Optional<Slot> slot =
        slot(
            bookings,
            service,
            request.form().text("slot"),
            Bookings.staff().moving(before),
            request);
    return slot.map(
                each ->
                    stores
                        .appointments()
                        .move(
                            before.businessId(),
                            before.id(),
                            before.revision(),
                            each.time(),
                            null,
                            request.who().actor(),
                            request.at()))
            .flatMap(AppointmentPage::booked)
            .isPresent()
        ? Flash.of("flash.appointment-moved")
        : Flash.of("flash.appointment-taken");
  }

  private Appointment appointment(PageRequest request) {
    return stores
        .appointments()
        .find(request.in().id(), request.numberInPath("appointment"))
        .orElseThrow(PageProblem::unknown);
  }

  private static String path(Appointment appointment) {
    return LIST + "/" + appointment.id();
  }
}
