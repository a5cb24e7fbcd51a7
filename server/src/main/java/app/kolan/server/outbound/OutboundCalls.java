package app.kolan.server.outbound;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.RecordingStore;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The calls that businesses place, from the order to what came of it. Any thread may use it; a
/// call that comes in never waits for it.
public final class OutboundCalls implements AutoCloseable {
  private static final Duration FIRST_LOOKUP = Duration.ofSeconds(4);

  /// What is due is looked for in any case: another server may have taken the order.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

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
    static Ordered of(CallOrder there, PhoneNumber number) {
      return there.what().number().equals(number) ? new Taken(there) : new KeyUsed();
    }
  }

  private final Parts parts;
  private final InstantSource clock;
  private final CallOrders orders;
  private final CallPlacement placement;
  private final CallOrderHistory history;
  private final OutboundWebhooks webhooks;
  private final PollingLoop loop;

  private OutboundCalls(Parts parts, Duration firstLookup, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
    var rules = new CallingRules(parts.crm().contacts(), parts.doNotCall());
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
    history = new CallOrderHistory(parts.crm(), parts.audit(), clock);
    loop = new PollingLoop("outbound-calls", new Rounds());
    orders =
        new CallOrders(
            parts.store(),
            parts.directory(),
            parts.crm().contacts(),
            rules,
            new CallerId(parts.calls(), parts.directory(), parts.numbers()),
            placement::ofServer,
            parts.audit(),
            loop::wake,
            clock);
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
    return orders.callBack(wanted);
  }

  /// Takes an order to call one person by a machine. What is refused is in the audit log, as what
  /// is taken. Taking it again changes nothing.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be written down
  public Ordered announce(AnnouncementCall wanted) {
    return orders.announce(wanted);
  }

  /// Takes back a call that waits. The entry in the audit log is a part of the change.
  ///
  /// @return whether it waited
  /// @throws app.kolan.server.store.StoreException when it cannot be written down
  public boolean cancel(long business, String order, AuditActor by) {
    Instant now = clock.instant();
    return AuditedChange.make(
        _ -> by.entry(now, "outgoing-call.cancel", business, order, null),
        () -> parts.store().cancel(business, order, now));
  }

  /// What would keep a machine of a business from calling a number now, the hours aside. It orders
  /// nothing, and is not in the audit log.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be found out
  public Optional<Refusal> inTheWay(Business business, CallPurpose purpose, PhoneNumber number) {
    return orders.inTheWay(business, purpose, number);
  }

  /// Whether a business may have this telephone rung at all: a usual number of a country that it
  /// calls.
  public boolean mayRing(Business business, PhoneNumber telephone) {
    return orders.mayRing(business, telephone);
  }

  private void redirect(CallOrder order) {
    loop.begin(
        "call-message-" + order.id().substring(0, 8), () -> placement.redirect(order), () -> {});
  }

  /// Begins what is due.
  void round() {
    placement.round(loop, history, clock.instant());
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
