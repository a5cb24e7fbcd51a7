package app.kolan.server.notify;

import app.kolan.server.booking.AppointmentWords;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.Action;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmStores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells those for whom appointments are that they were booked, moved or cancelled, and reminds
/// them. The causes see to it that nothing is sent twice, by whichever server; what was changed
/// again before it was sent is not sent.
/*
 *   changes since the last look ─▶ a confirmation for each revision
 *   what begins soon            ─▶ a reminder for each hour that is set, moved out of quiet times
 *                                 by a message, or by a call with keys
 */
public final class AppointmentNotices implements AlertWatch {
  /// How long after a change it is still told, by a server that was off meanwhile.
  private static final Duration LOOK_BACK = Duration.ofHours(1);

  /// Transactions are seen in another order than they began.
  private static final Duration LATE_COMMIT = Duration.ofMinutes(2);

  private static final int BATCH = 500;

  /// So long a business is not looked at when nothing is changed and nothing falls due.
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private static final int REMEMBERED = 20_000;

  private final CrmStores stores;
  private final BusinessDirectory directory;
  private final AlertLinks links;
  private final boolean mails;
  private final ReminderCalls calls;
  private final Map<String, Boolean> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable Instant since;

  /// Until when nothing falls due in a business, unless one of its appointments is changed.
  private final Map<Long, Instant> quietUntil = new HashMap<>();

  /// @param mails whether the server sends mail
  public AppointmentNotices(
      CrmStores stores,
      BusinessDirectory directory,
      AlertLinks links,
      boolean mails,
      ReminderCalls calls) {
    this.stores = stores;
    this.directory = directory;
    this.links = links;
    this.mails = mails;
    this.calls = calls;
  }

  @Override
  public void look(Instant now, Alerts alerts) {
    confirm(now, alerts);
    for (BusinessSettings settings : directory.all()) {
      BookingSettings booking = settings.business().profile().booking();
      if (booking != null && booking.messages() != null) {
        remind(settings, booking, booking.messages(), now, alerts);
      }
    }
  }

  private void confirm(Instant now, Alerts alerts) {
    Instant from = since == null ? now.minus(LOOK_BACK) : since;
    Instant cursor = from;
    List<Appointment> changed;
    do {
      changed = stores.appointments().changedSince(cursor, BATCH);
      for (Appointment appointment : changed) {
        quietUntil.remove(appointment.businessId());
        boolean isNews =
            appointment.link() != null
                && appointment.time().startsAt().isAfter(now)
                && (appointment.state() == State.BOOKED || appointment.state() == State.CANCELLED);
        if (isNews) {
          business(appointment).ifPresent(settings -> confirm(settings, appointment, now, alerts));
        }
      }
      if (!changed.isEmpty()) {
        Instant last = changed.getLast().changedAt();
        cursor = last.isAfter(cursor) ? last : cursor.plusMillis(1);
      }
    } while (changed.size() >= BATCH);
    Instant next = now.minus(LATE_COMMIT);
    since = next.isAfter(from) ? next : from;
  }

  private Optional<BusinessSettings> business(Appointment appointment) {
    return directory.current(appointment.businessId());
  }

  private void confirm(
      BusinessSettings settings, Appointment appointment, Instant now, Alerts alerts) {
    BookingSettings booking = settings.business().profile().booking();
    if (booking == null) {
      return;
    }
    boolean byLink = appointment.changedBy().equals(Appointment.BY_LINK);
    Action action =
        appointment.state() == State.CANCELLED
            ? Action.CANCELLED
            : appointment.revision() == 0 ? Action.BOOKED : Action.MOVED;
    String cause = "appointment:%d:r%d".formatted(appointment.id(), appointment.revision());
    boolean byKey = appointment.changedBy().equals(Appointment.BY_CALL);
    if ((byLink || byKey) && action == Action.CANCELLED) {
      tellBusiness(appointment, cause + ":" + appointment.changedBy(), alerts);
    }
    BookingMessages messages = booking.messages();
    if (messages != null) {
      // Who cancels on his page has seen there that it is done.
      tell(
          settings,
          booking,
          AlertKind.APPOINTMENT_CONFIRMATION,
          appointment,
          action,
          cause,
          byLink ? null : messages.by(),
          now,
          alerts);
    }
  }

  private void tellBusiness(Appointment appointment, String cause, Alerts alerts) {
    if (told.putIfAbsent(cause, true) == null) {
      PhoneNumber number = appointment.number();
      int _ =
          alerts.raise(
              appointment.businessId(),
              AlertKind.APPOINTMENT,
              cause,
              appointment.call(),
              facts -> {
                facts.put("appointment", appointment.title());
                facts.put("appointmentAt", appointment.time().startsAt().toString());
                facts.put("appointmentAction", Action.CANCELLED.name());
                facts.put("name", appointment.name());
                facts.put("callback", number == null ? null : number.value());
              });
    }
  }

  private void remind(
      BusinessSettings settings,
      BookingSettings booking,
      BookingMessages messages,
      Instant now,
      Alerts alerts) {
    int most = messages.reminderHours().stream().mapToInt(Integer::intValue).max().orElse(0);
    long business = settings.business().id();
    if (most == 0 || now.isBefore(quietUntil.getOrDefault(business, Instant.EPOCH))) {
      return;
    }
    Instant horizon =
        now.plus(Duration.ofHours(most)).plus(ReminderTime.EARLIER_BY_AT_MOST).plus(LONGEST_REST);
    List<Appointment> coming =
        stores.appointments().find(AppointmentQuery.between(business, now, horizon, BATCH));
    Instant next = coming.size() < BATCH ? now.plus(LONGEST_REST) : now;
    for (Appointment appointment : coming) {
      for (int hours : messages.reminderHours()) {
        Instant at = ReminderTime.of(appointment, hours, messages.quiet()).orElse(now);
        next = at.isAfter(now) && at.isBefore(next) ? at : next;
      }
      // One that is late is not told beside a newer one.
      List<Integer> due =
          messages.reminderHours().stream()
              .filter(
                  hours ->
                      ReminderTime.of(appointment, hours, messages.quiet())
                          .filter(at -> !at.isAfter(now))
                          .isPresent())
              .sorted()
              .toList();
      if (appointment.state() == State.BOOKED && appointment.link() != null && !due.isEmpty()) {
        String cause =
            "appointment:%d:r%d:remind:%d"
                .formatted(appointment.id(), appointment.revision(), due.getFirst());
        boolean byCall =
            messages.remindsByCall()
                && isCallable(appointment)
                && isCalled(settings, booking, appointment, cause, now);
        tell(
            settings,
            booking,
            AlertKind.APPOINTMENT_REMINDER,
            appointment,
            Action.BOOKED,
            cause,
            byCall ? null : messages.by(),
            now,
            alerts);
      }
    }
    quietUntil.put(business, next);
  }

  private static String key(Appointment appointment, String cause) {
    return appointment.businessId() + ":" + cause;
  }

  private static boolean isCallable(Appointment appointment) {
    PhoneNumber number = appointment.number();
    return number != null && number.isDialable() && appointment.confirmedAt() == null;
  }

  /// Whether he is called about it: what is in the way of a call, such as that he wants none, is
  /// not in the way of a message.
  private boolean isCalled(
      BusinessSettings settings,
      BookingSettings booking,
      Appointment appointment,
      String cause,
      Instant now) {
    if (told.containsKey(key(appointment, cause))) {
      return true;
    }
    var words = new AppointmentWords(booking, settings.business().locale().language());
    return calls.order(
        appointment, cause, words.appointment(appointment.title(), appointment.time(), now), now);
  }

  /// @param by how his number is given; null for not at all
  private void tell(
      BusinessSettings settings,
      BookingSettings booking,
      AlertKind kind,
      Appointment appointment,
      Action action,
      String cause,
      @Nullable Channel by,
      Instant now,
      Alerts alerts) {
    String key = key(appointment, cause);
    if (told.containsKey(key)) {
      return;
    }
    String facts = facts(settings, booking, kind, appointment, action, now);
    var drafts = new ArrayList<Alert.Draft>();
    PhoneNumber number = appointment.number();
    if (number != null && number.isDialable() && by != null && by != Channel.MAIL) {
      drafts.add(draft(kind, appointment, cause, by, number.value(), facts, now));
    }
    if (mails && number != null && number.isDialable()) {
      stores
          .contacts()
          .findByNumber(appointment.businessId(), number)
          .map(Contact::email)
          .filter(email -> !email.isBlank())
          .ifPresent(
              email ->
                  drafts.add(draft(kind, appointment, cause, Channel.MAIL, email, facts, now)));
    }
    alerts.add(key, drafts, now);
    told.put(key, true);
  }

  private static Alert.Draft draft(
      AlertKind kind,
      Appointment appointment,
      String cause,
      Channel channel,
      String address,
      String facts,
      Instant now) {
    CallSid call =
        appointment.changedCall() == null ? appointment.call() : appointment.changedCall();
    return new Alert.Draft(
        AlertMaker.id(appointment.businessId(), cause, channel.word() + ":" + address),
        appointment.businessId(),
        kind,
        cause,
        call == null ? null : call.value(),
        channel,
        address,
        facts,
        now);
  }

  private String facts(
      BusinessSettings settings,
      BookingSettings booking,
      AlertKind kind,
      Appointment appointment,
      Action action,
      Instant now) {
    var words = new AppointmentWords(booking, settings.business().locale().language());
    PhoneNumber number = appointment.number();
    String person = appointment.time().person();
    String link = appointment.link();
    return AlertFacts.of(kind, settings.business().name(), now)
        .put("appointmentId", appointment.id())
        .put("revision", appointment.revision())
        .put("appointment", appointment.title())
        .put("appointmentAt", appointment.time().startsAt().toString())
        .put("endsAt", appointment.time().endsAt().toString())
        .put("changedAt", appointment.changedAt().toString())
        .put("madeAt", appointment.madeAt().toString())
        .put("appointmentAction", action.name())
        .put("words", words.appointment(appointment.title(), appointment.time()))
        .put(
            "person",
            person == null
                ? null
                : booking.resource(person).map(BookableResource::name).orElse(person))
        .put("callback", number == null ? null : number.value())
        .put("link", link == null ? null : links.appointment(link))
        .json()
        .toString();
  }
}
