package app.kolan.server.tool.booking;

import app.kolan.server.booking.AppointmentWords;
import app.kolan.server.booking.Bookings;
import app.kolan.server.booking.CalendarCheck;
import app.kolan.server.booking.Slot;
import app.kolan.server.booking.SlotRequest;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadStore;
import app.kolan.server.tool.Arguments;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.Parameter;
import app.kolan.server.tool.Parameters;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.booking.OpenQuestions.Question;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the tools of bookings have in common: what a model writes, which appointments are the
/// caller's own, and what it is told. Safe to share between calls.
///
/// @param words in the language of the callers
/// @param calendars elsewhere, which are looked into before a caller is told what is free
record BookingToolSupport(
    Bookings bookings,
    CalendarCheck calendars,
    AppointmentWords words,
    LeadStore leads,
    OpenQuestions questions,
    HeldOffers held,
    InstantSource clock) {
  static final String SERVICE = "service";
  static final String PERSON = "person";
  static final String START = "start";
  static final String APPOINTMENT = "appointment";
  static final String CONFIRMED = "confirmed";

  /// So many slots a caller can keep in mind.
  static final int OFFERED = 3;

  /// So many slots are held for a call; then those that it was offered before are free again.
  private static final int MOST_HELD = 9;

  private static final int MOST_OF_A_TIME = 20;
  private static final int MOST_OWN = 20;

  /// So many days from a time that is not free are looked at.
  private static final int DAYS_AFTER = 14;

  private static final DateTimeFormatter START_FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  BookingSettings settings() {
    return bookings.settings();
  }

  Instant now() {
    return clock.instant();
  }

  /// The same after a look into the calendars of those who can do a service: those whose calendars
  /// do not answer are not free.
  ///
  /// @param person whom the caller wants, too; null for nobody
  BookingToolSupport current(BookableService service, @Nullable String person)
      throws InterruptedException {
    var resources = new HashSet<>(service.people());
    resources.addAll(service.rooms());
    if (person != null) {
      resources.add(person);
    }
    Set<String> silent = calendars.silent(bookings.business(), resources);
    return silent.isEmpty()
        ? this
        : new BookingToolSupport(
            bookings.without(silent), calendars, words, leads, questions, held, clock);
  }

  /// Whether it is not known what is free.
  ///
  /// @param person with whom; null for anybody
  boolean isBlind(@Nullable String person) {
    return !bookings.silent().isEmpty()
        && (person == null || !isPerson(person) || bookings.silent().contains(person));
  }

  private boolean isPerson(String id) {
    return settings().resource(id).filter(each -> each.kind() == Kind.PERSON).isPresent();
  }

  /// A calendar does not answer: the caller is told so, and is called back.
  ///
  /// @param wanted what he wants, in the words of the callers' language
  /// @param name for whom, as far as it is known
  ToolResult calendarSilent(CheckedToolCall use, String wanted, Optional<String> name) {
    CallContext call = use.call();
    Optional<Lead> before = leads.find(call.sid());
    PhoneNumber callback = before.map(Lead::callback).or(call::callersNumber).orElse(null);
    String subject = before.map(Lead::subject).orElse(null);
    leads.save(
        new Lead(
            call.sid(),
            call.business().id(),
            call.caller(),
            callback,
            null,
            null,
            null,
            callback == null ? LeadState.OPEN : LeadState.COMPLETE,
            now(),
            subject == null ? words.wanted(wanted) : subject,
            before.map(Lead::name).or(() -> name).orElse(null)));
    return ToolResult.failed(
        "Nothing was changed: the calendar of the business does not answer, so nobody knows now what"
            + " is free. Say so honestly, in one sentence. A message is kept that the caller wants"
            + " this, and the business will call back; say that, too. "
            + (callback == null
                ? "The caller's number is hidden: ask where to call back, and use take_message."
                : "If you do not know the caller's name, ask for it and use take_message.")
            + " Offer no time, and do not try again in this call.");
  }

  Parameter service() {
    String about =
        settings().services().stream()
            .map(
                service ->
                    "%s: %s, %d minutes%s"
                        .formatted(
                            service.id(),
                            service.name(),
                            service.minutes(),
                            service.price() == null ? "" : ", " + service.price()))
            .collect(Collectors.joining("; "));
    return Parameter.choice(
            SERVICE, about, settings().services().stream().map(BookableService::id).toList())
        .needed();
  }

  /// A schema of these parameters, and of the person where there are people.
  String schema(Parameter... parameters) {
    var all = new ArrayList<>(List.of(parameters));
    List<BookableResource> people =
        settings().resources().stream().filter(each -> each.kind() == Kind.PERSON).toList();
    if (!people.isEmpty()) {
      all.add(person(people));
    }
    return Parameters.of(all.toArray(Parameter[]::new)).schema();
  }

  private static Parameter person(List<BookableResource> people) {
    String about =
        people.stream()
            .map(person -> person.id() + ": " + person.name())
            .collect(Collectors.joining("; ", "With whom, only if the caller asks for one. ", ""));
    return Parameter.choice(PERSON, about, people.stream().map(BookableResource::id).toList());
  }

  static Parameter start() {
    return Parameter.text(
            START,
            "When it begins, YYYY-MM-DD HH:MM, as find_appointments has told.",
            MOST_OF_A_TIME)
        .needed();
  }

  static Parameter appointment() {
    return Parameter.text(
        APPOINTMENT,
        "When the caller's appointment begins, YYYY-MM-DD HH:MM. Leave it out when he has one.",
        MOST_OF_A_TIME);
  }

  static Parameter confirmed() {
    return Parameter.flag(
        CONFIRMED,
        "true only when you have read it back and the caller has then said yes. Leave it out the"
            + " first time.");
  }

  BookableService service(Arguments told) {
    return told.text(SERVICE).flatMap(settings()::service).orElseThrow();
  }

  /// A time on the business's clock; empty when it is none.
  static Optional<LocalDateTime> time(Optional<String> text) {
    try {
      return text.map(written -> LocalDateTime.parse(written.strip().replace(' ', 'T')));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  ToolResult noTime() {
    return ToolResult.refused(
        "Nothing was done: give the time as YYYY-MM-DD HH:MM. Now it is %s."
            .formatted(clock(now())));
  }

  /// The caller's own appointments that are still ahead: those of the number that he calls from,
  /// and those of this call.
  List<Appointment> own(CallContext call) {
    var ahead = AppointmentQuery.booked(bookings.business(), now(), MOST_OWN);
    Map<Long, Appointment> own = new LinkedHashMap<>();
    call.callersNumber()
        .ifPresent(
            number ->
                bookings.store().find(ahead.of(number)).forEach(each -> own.put(each.id(), each)));
    bookings.store().find(ahead.in(call.sid())).forEach(each -> own.put(each.id(), each));
    return List.copyOf(own.values());
  }

  /// The one of the caller's appointments that is meant; empty when that is not clear.
  Optional<Appointment> meant(List<Appointment> own, Arguments told) {
    Optional<String> text = told.text(APPOINTMENT);
    if (text.isEmpty()) {
      return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
    }
    Optional<LocalDateTime> start = time(text);
    return own.stream()
        .filter(each -> start.equals(Optional.of(local(each.time().startsAt()))))
        .findFirst();
  }

  /// What a model learns when it is not clear which appointment is meant.
  ToolResult unclear(CallContext call, List<Appointment> own) {
    if (!own.isEmpty()) {
      return ToolResult.refused(
          "Nothing was changed. The caller's appointments are:\n%s\nAsk which one is meant, and give"
                  .formatted(
                      own.stream()
                          .map(
                              each ->
                                  line(
                                      each.time(),
                                      words.appointment(each.title(), each.time(), now())))
                          .collect(Collectors.joining("\n")))
              + " its time as `appointment`.");
    }
    return ToolResult.refused(
        (call.callersNumber().isPresent()
                ? "Nothing was changed: there is no appointment of the number that the caller calls"
                    + " from."
                : "Nothing was changed: the caller's number is hidden, so it is not known which"
                    + " appointments are his.")
            + " Say nothing of other people's appointments. Offer to take a message.");
  }

  /// Slots for a wish that the caller is offered. A call holds a few at a time: one that wants to
  /// know all of a calendar leaves the most of it to others.
  List<Slot> offer(SlotRequest wish, CallContext call, Instant now) {
    if (held.add(call.sid(), OFFERED) > MOST_HELD) {
      bookings.store().release(bookings.business(), call.sid());
      held.reset(call.sid(), OFFERED);
    }
    return bookings.offer(wish, call.sid(), OFFERED, now);
  }

  /// Slots that a caller is offered, for a model.
  String list(List<Slot> slots) {
    return slots.stream()
        .map(slot -> line(slot.time(), words.slot(slot.time(), now())))
        .collect(Collectors.joining("\n"));
  }

  private String line(AppointmentTime time, String said) {
    return "- %s: %s".formatted(clock(time.startsAt()), said);
  }

  /// A slot is somebody else's, or never was one: what there is in place of it.
  ToolResult gone(
      CheckedToolCall use, BookableService service, @Nullable String person, LocalDateTime start) {
    List<Slot> next = next(use.call(), service, person, start);
    return ToolResult.refused(
        next.isEmpty()
            ? "That time is not free, and nothing was booked. Nothing is free in the two weeks from"
                + " then either. Say so, and offer another time or to take a message."
            : ("That time is not free, and nothing was booked. These are free, and held for the"
                    + " caller for five minutes:\n%s\nSay so, and offer them.")
                .formatted(list(next)));
  }

  private List<Slot> next(
      CallContext call, BookableService service, @Nullable String person, LocalDateTime start) {
    LocalDate day = start.toLocalDate();
    Instant now = now();
    var later = new SlotRequest(service, person, day, day, start.toLocalTime(), LocalTime.MAX);
    List<Slot> sameDay = offer(later, call, now);
    return sameDay.isEmpty()
        ? offer(SlotRequest.on(service, person, day, day.plusDays(DAYS_AFTER)), call, now)
        : sameDay;
  }

  /// Asks a model to read something back first.
  static ToolResult readBack(String words, String tool) {
    return ToolResult.done(
        ("Not done yet. Read this back to the caller, without the marks:\n%s\nThen wait for the"
                + " answer. Only when the caller has said yes, use %s again, the same with"
                + " confirmed=true.")
            .formatted(OutsideData.mark(tool, words), tool));
  }

  /// What the caller was asked and has answered, when a model says that he has confirmed it.
  ///
  /// @param appointment that is moved or cancelled, as it is now; null for a new one
  Optional<Question> confirmed(
      CheckedToolCall use,
      OpenQuestions.Kind kind,
      @Nullable Appointment appointment,
      Instant now) {
    return use.arguments().isSet(CONFIRMED)
        ? questions.answered(use, kind, now).filter(question -> question.isOf(appointment))
        : Optional.empty();
  }

  /// The slot of which the same holds, when it begins then and is with this person.
  Optional<Slot> confirmedSlot(
      CheckedToolCall use,
      OpenQuestions.Kind kind,
      @Nullable Appointment appointment,
      LocalDateTime start,
      @Nullable String person,
      Instant now) {
    return confirmed(use, kind, appointment, now)
        .map(Question::slot)
        .filter(slot -> local(slot.time().startsAt()).equals(start))
        .filter(slot -> person == null || person.equals(slot.time().person()));
  }

  LocalDateTime local(Instant at) {
    return LocalDateTime.ofInstant(at, settings().zone());
  }

  String clock(Instant at) {
    return local(at).format(START_FORM);
  }
}
