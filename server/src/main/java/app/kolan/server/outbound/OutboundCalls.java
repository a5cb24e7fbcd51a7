package app.kolan.server.outbound;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.outbound.Announcement.Occasion;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.Contact;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The calls that businesses place: takes orders, and has them placed. Any thread may use it; a
/// call that comes in never waits for it.
public final class OutboundCalls implements AutoCloseable {
  /// Somebody who wants to call back now does not want to be rung in an hour.
  private static final Duration WORTH_WAITING = Duration.ofMinutes(5);

  private static final Duration FIRST_LOOKUP = Duration.ofSeconds(4);

  /// What is due is looked for in any case: another server may have taken the order.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final int LONGEST_REASON = 160;

  /// What the feature stands on.
  ///
  /// @param numbers those of a business, as the directory has them
  /// @param fetch has a recording fetched some time; must not wait
  /// @param publicUrl null when it is not known
  /// @param isShared whether other servers may use the database
  public record Parts(
      CallOrderStore store,
      DoNotCallStore doNotCall,
      CrmStores crm,
      CallStore calls,
      BusinessDirectory directory,
      Function<Long, List<PhoneNumber>> numbers,
      Function<AccountTokens, TwilioRest> clients,
      MonthlyLimits months,
      AuditLog audit,
      RecordingStore recordings,
      Consumer<RecordingSid> fetch,
      @Nullable PublicUrl publicUrl,
      boolean isShared) {}

  /// Somebody wants to call back.
  ///
  /// @param key the same order twice has the same
  /// @param number who is called
  /// @param ring who is rung first; null for whom the business has set
  /// @param lead the call of the lead that it is about
  /// @param reason why, in words for who is rung; may be empty
  /// @param name who is called, in words for who is rung
  /// @param evenInQuiet whether he is called although it is night, Shabbat or a holiday
  public record CallBack(
      long business,
      String key,
      PhoneNumber number,
      @Nullable PhoneNumber ring,
      @Nullable CallSid lead,
      @Nullable Long contact,
      String reason,
      @Nullable String name,
      boolean evenInQuiet,
      AuditActor by) {
    @Override
    public String toString() {
      return "CallBack[business=%d, lead=%s]".formatted(business, lead);
    }
  }

  /// What comes of an order.
  public sealed interface Ordered {
    /// It was taken, now or before.
    record Taken(CallOrder order) implements Ordered {}

    /// Something is in its way.
    record Refused(Refusal why) implements Ordered {}

    /// Its key is that of another order.
    record KeyUsed() implements Ordered {}

    /// What comes of an order to call a number whose key is that of an order that is there.
    private static Ordered of(CallOrder there, PhoneNumber number) {
      return there.what().number().equals(number) ? new Taken(there) : new KeyUsed();
    }
  }

  private final Parts parts;
  private final InstantSource clock;
  private final CallingRules rules;
  private final CallerId callerId;
  private final CallPlacement placement;
  private final CallTelling telling;
  private final OutboundWebhooks webhooks;
  private final PollingLoop loop;

  private OutboundCalls(Parts parts, Duration firstLookup, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
    rules = new CallingRules(parts.crm().contacts(), parts.doNotCall());
    callerId = new CallerId(parts.calls(), parts.directory(), parts.numbers());
    var answers =
        new AnnouncementAnswers(
            parts.crm().appointments(), parts.doNotCall(), parts.audit(), clock);
    placement =
        new CallPlacement(
            parts.store(),
            rules,
            new CallReasonCheck(answers, parts.crm()),
            parts.directory(),
            parts.clients(),
            parts.months(),
            parts.publicUrl(),
            firstLookup,
            clock);
    telling = new CallTelling(parts.crm(), parts.audit(), clock);
    loop = new PollingLoop("outbound-calls", new Rounds());
    webhooks =
        new OutboundWebhooks(
            parts.store(),
            parts.directory(),
            answers,
            new CallBackRecordings(
                parts.store(),
                parts.recordings(),
                parts.fetch(),
                parts.directory(),
                parts.clients(),
                (name, task) -> loop.begin(name, task, () -> {}),
                clock),
            this::redirect,
            loop::wake,
            clock);
  }

  private final class Rounds implements PollingLoop.Work {
    @Override
    public void begin() {
      if (!parts.isShared()) {
        parts.store().release(clock.instant());
      }
    }

    @Override
    public void round() {
      OutboundCalls.this.round();
    }

    @Override
    public Duration pause() {
      Instant now = clock.instant();
      return Duration.between(now, placement.next(now, now.plus(LONGEST_PAUSE)));
    }
  }

  /// Starts it; the first look at the outbox comes a moment later.
  public static OutboundCalls start(Parts parts, InstantSource clock) {
    OutboundCalls calls = idle(parts, FIRST_LOOKUP, clock);
    calls.loop.start();
    return calls;
  }

  /// Calls without a thread, whose rounds a test makes itself.
  static OutboundCalls idle(Parts parts, Duration firstLookup, InstantSource clock) {
    return new OutboundCalls(parts, firstLookup, clock);
  }

  /// What answers Twilio's webhooks about these calls.
  public OutboundWebhooks webhooks() {
    return webhooks;
  }

  public CallOrderStore store() {
    return parts.store();
  }

  public DoNotCallStore doNotCall() {
    return parts.doNotCall();
  }

  /// Takes an order to call somebody back. What is refused is in the audit log, as what is taken.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be written down
  public Ordered callBack(CallBack wanted) {
    Instant now = clock.instant();
    Optional<CallOrder> known = parts.store().findByKey(wanted.business(), wanted.key());
    if (known.isPresent()) {
      return Ordered.of(known.get(), wanted.number());
    }
    Optional<BusinessSettings> settings = parts.directory().current(wanted.business());
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
        parts
            .store()
            .add(
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
    return taken(order, wanted.by());
  }

  /// Takes an order to call one person by a machine. What is refused is in the audit log, as what
  /// is taken. Taking it again changes nothing.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be written down
  public Ordered announce(AnnouncementCall wanted) {
    Instant now = clock.instant();
    Optional<CallOrder> known = parts.store().findByKey(wanted.business(), wanted.key());
    if (known.isPresent()) {
      return Ordered.of(known.get(), wanted.number());
    }
    Optional<Business> business =
        parts.directory().current(wanted.business()).map(BusinessSettings::business);
    if (business.isEmpty()) {
      return refused(wanted, Refusal.NO_ACCOUNT);
    }
    Optional<PhoneNumber> from = callerId.choose(business.get(), wanted.number(), wanted.call());
    Optional<Refusal> refusal =
        rules
            .judge(business.get(), wanted.purpose(), wanted.number(), now)
            .or(() -> from.isEmpty() ? Optional.of(Refusal.NO_NUMBER_OF_OURS) : Optional.empty());
    if (refusal.isPresent()) {
      return refused(wanted, refusal.get());
    }
    CallOrder order =
        parts
            .store()
            .add(
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
                        parts
                            .crm()
                            .contacts()
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
    return taken(order, wanted.by());
  }

  private Ordered taken(CallOrder order, AuditActor by) {
    String purpose = order.what().purpose().name();
    note(by, order.business(), "outgoing-call.order", order.id(), "purpose", purpose);
    loop.wake();
    return new Ordered.Taken(order);
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
    note(by, business, "outgoing-call.refuse", subject, "reason", why.word());
    return new Ordered.Refused(why);
  }

  private void redirect(CallOrder order) {
    loop.begin(
        "call-message-" + order.id().substring(0, 8), () -> placement.redirect(order), () -> {});
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
    return placement.ofServer(settings);
  }

  private static @Nullable PhoneNumber ring(Business business, CallBack wanted) {
    CallingSettings settings = business.profile().calling();
    if (wanted.ring() != null) {
      return wanted.ring();
    }
    return settings.ring() == null ? business.human() : settings.ring();
  }

  private void note(
      AuditActor by, long business, String action, String subject, String name, String value) {
    String detail = JsonNodeFactory.instance.objectNode().put(name, value).toString();
    parts.audit().append(by.entry(clock.instant(), action, business, subject, detail));
  }

  private static String cut(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
  }

  /// Begins what is due.
  void round() {
    placement.round(loop, telling, clock.instant());
  }

  /// Whether something is being done.
  boolean isWorking() {
    return placement.isWorking();
  }

  /// Stops within seconds; a creation that is given up is looked for after the next start.
  @Override
  public void close() {
    loop.close();
  }
}
