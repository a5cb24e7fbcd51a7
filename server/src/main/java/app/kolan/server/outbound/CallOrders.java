package app.kolan.server.outbound;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.outbound.Announcement.Occasion;
import app.kolan.server.outbound.OutboundCalls.CallBack;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactStore;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes orders to call: judges them by the law and by what is set, and writes down what is taken
/// and what is refused. Blocks for the disk; any thread may use it.
///
/// @param ofServer what keeps the server from placing any call of a business
/// @param news is called when an order was taken; must not wait
record CallOrders(
    CallOrderStore store,
    BusinessDirectory directory,
    ContactStore contacts,
    CallingRules rules,
    CallerId callerId,
    Function<BusinessSettings, Optional<Refusal>> ofServer,
    AuditLog audit,
    Runnable news,
    InstantSource clock) {
  /// Somebody who wants to call back now does not want to be rung in an hour.
  private static final Duration WORTH_WAITING = Duration.ofMinutes(5);

  private static final int LONGEST_REASON = 160;

  /// Takes an order to call somebody back. What is refused is in the audit log, as what is taken.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be written down
  Ordered callBack(CallBack wanted) {
    Instant now = clock.instant();
    Optional<CallOrder> known = store.findByKey(wanted.business(), wanted.key());
    if (known.isPresent()) {
      return Ordered.of(known.get(), wanted.number());
    }
    Optional<BusinessSettings> settings = directory.current(wanted.business());
    if (settings.isEmpty()) {
      return refused(wanted, Refusal.NO_ACCOUNT);
    }
    Business business = settings.get().business();
    PhoneNumber ring = ring(business, wanted);
    Optional<PhoneNumber> from = callerId.choose(business, wanted.number(), wanted.lead());
    Optional<Refusal> refusal = refusal(wanted, settings.get(), ring, from, now);
    if (refusal.isPresent() || ring == null || from.isEmpty()) {
      return refused(wanted, refusal.orElse(Refusal.NOBODY_TO_RING));
    }
    CallOrder order =
        add(
            wanted.by(),
            new CallOrder.Draft(
                wanted.business(),
                wanted.key(),
                new CallOrder.What(
                    CallPurpose.CALL_BACK,
                    wanted.number(),
                    ring,
                    from.get(),
                    wanted.lead(),
                    wanted.contact(),
                    cut(wanted.reason()),
                    wanted.name(),
                    null,
                    wanted.evenInQuiet(),
                    business.profile().calling().records(),
                    wanted.by().name(),
                    1,
                    now.plus(WORTH_WAITING)),
                now),
            now);
    if (!order.what().number().equals(wanted.number())) {
      // Another order with the key came at the same moment.
      return new Ordered.KeyUsed();
    }
    news.run();
    return new Ordered.Taken(order);
  }

  /// Takes an order to call one person by a machine. What is refused is in the audit log, as what
  /// is taken. Taking it again changes nothing.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be written down
  Ordered announce(AnnouncementCall wanted) {
    Instant now = clock.instant();
    Optional<CallOrder> known = store.findByKey(wanted.business(), wanted.key());
    if (known.isPresent()) {
      return Ordered.of(known.get(), wanted.number());
    }
    Optional<Business> business =
        directory.current(wanted.business()).map(BusinessSettings::business);
    if (business.isEmpty()) {
      return refused(wanted, Refusal.NO_ACCOUNT);
    }
    Optional<PhoneNumber> from = callerId.choose(business.get(), wanted.number(), wanted.call());
    Optional<Refusal> refusal =
        inTheWay(business.get(), wanted.purpose(), wanted.number())
            .or(() -> from.isEmpty() ? Optional.of(Refusal.NO_NUMBER_OF_OURS) : Optional.empty());
    if (refusal.isPresent()) {
      return refused(wanted, refusal.get());
    }
    CallOrder order =
        add(
            wanted.by(),
            new CallOrder.Draft(
                wanted.business(),
                wanted.key(),
                new CallOrder.What(
                    wanted.purpose(),
                    wanted.number(),
                    null,
                    from.get(),
                    wanted.announcement().occasion() instanceof Occasion.OfPromise
                        ? wanted.call()
                        : null,
                    contacts
                        .findByNumber(wanted.business(), wanted.number())
                        .map(Contact::id)
                        .orElse(null),
                    "",
                    wanted.name(),
                    wanted.announcement(),
                    false,
                    false,
                    wanted.by().name(),
                    wanted.mostAttempts(),
                    wanted.expiresAt()),
                now),
            now);
    if (!order.what().number().equals(wanted.number())) {
      return new Ordered.KeyUsed();
    }
    news.run();
    return new Ordered.Taken(order);
  }

  boolean mayRing(Business business, PhoneNumber telephone) {
    return rules.judgeCountry(business, telephone).isEmpty();
  }

  /// What would keep a machine from calling a number now, the hours aside.
  Optional<Refusal> inTheWay(Business business, CallPurpose purpose, PhoneNumber number) {
    return rules.judge(business, purpose, number, clock.instant());
  }

  /// Writes an order down, with its entry in the audit log. Another call that came under the same
  /// key at the same moment is not his who orders this one.
  private CallOrder add(AuditActor by, CallOrder.Draft draft, Instant now) {
    return AuditedChange.makeSeveral(
        added -> {
          var order = (CallOrder) added;
          if (!order.what().number().equals(draft.what().number())) {
            return List.of();
          }
          String purpose = order.what().purpose().name();
          return List.of(
              entry(by, order.business(), "outgoing-call.order", order.id(), "purpose", purpose));
        },
        () -> store.add(draft, now));
  }

  private Ordered refused(AnnouncementCall wanted, Refusal why) {
    return refused(wanted.by(), wanted.business(), String.valueOf(wanted.call()), why);
  }

  private Ordered refused(CallBack wanted, Refusal why) {
    CallSid lead = wanted.lead();
    String subject = lead == null ? String.valueOf(wanted.contact()) : lead.value();
    return refused(wanted.by(), wanted.business(), subject, why);
  }

  private Ordered refused(AuditActor by, long business, String subject, Refusal why) {
    audit.append(entry(by, business, "outgoing-call.refuse", subject, "reason", why.word()));
    return new Ordered.Refused(why);
  }

  private Optional<Refusal> refusal(
      CallBack wanted,
      BusinessSettings settings,
      @Nullable PhoneNumber ring,
      Optional<PhoneNumber> from,
      Instant now) {
    Business business = settings.business();
    Optional<Refusal> byLaw = rules.judge(business, CallPurpose.CALL_BACK, wanted.number(), now);
    if (byLaw.isPresent()) {
      return byLaw;
    }
    if (ring == null) {
      return Optional.of(Refusal.NOBODY_TO_RING);
    }
    if (ring.equals(wanted.number())) {
      return Optional.of(Refusal.SAME_NUMBER);
    }
    Optional<Refusal> ofRing = rules.judgeCountry(business, ring);
    if (ofRing.isPresent()) {
      return ofRing;
    }
    if (from.isEmpty()) {
      return Optional.of(Refusal.NO_NUMBER_OF_OURS);
    }
    if (!wanted.evenInQuiet() && CallingRules.allowedFrom(business, now).isAfter(now)) {
      return Optional.of(Refusal.QUIET);
    }
    return ofServer.apply(settings);
  }

  private static @Nullable PhoneNumber ring(Business business, CallBack wanted) {
    CallingSettings settings = business.profile().calling();
    if (wanted.ring() != null) {
      return wanted.ring();
    }
    return settings.ring() == null ? business.human() : settings.ring();
  }

  private AuditEntry entry(
      AuditActor by, long business, String action, String subject, String name, String value) {
    String detail = JsonNodeFactory.instance.objectNode().put(name, value).toString();
    return by.entry(clock.instant(), action, business, subject, detail);
  }

  private static String cut(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
  }
}
