package app.kolan.server.outbound;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.jobs.Claims;
import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.outbound.CallOrderStore.Claim;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.rest.PlacedCalls;
import app.kolan.server.telephony.rest.PlacedCalls.PlacedCall;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.twilio.webhook.CallSid;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what is due of orders, each on a thread of its own: places calls, finds out about those
/// whose creation was not answered, and inquires after those without status callbacks.
/*
 *   WAITING ──claim──▶ PLACING ──answer──▶ PLACED ──callbacks──▶ SETTLED ──told──▶ OVER
 *      ▲                  │ no answer, 5xx, a crash    ▲
 *      │                  ▼                            │
 *      └──not there── UNCERTAIN ──found in the list, or a callback names it
 *
 * Twilio has no idempotency of calls. A creation that was not answered is looked up before it is
 * repeated: the callbacks of the call name the order, and Twilio lists the calls between the two
 * numbers. It is repeated only after Twilio has listed several times that there is none. A list
 * names no order: when another order between the two numbers is in doubt as well, a call in it may
 * be of either, and is left to its callbacks.
 */
final class CallPlacement {
  private static final Logger LOG = LoggerFactory.getLogger(CallPlacement.class);

  /// When Twilio is asked what became of a call, if nothing was told by then.
  static final Duration CHECK = Duration.ofMinutes(3);

  /// Twilio begins one call in a second for an account, and queues the rest.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// How long no call is placed for a business for which too many were.
  private static final Duration WHILE_TOO_MANY = Duration.ofSeconds(5);

  private static final Duration RINGING = Duration.ofSeconds(25);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final int BATCH = 100;
  private static final int MOST_AT_ONCE = 16;

  /// How long it is tried to find out whether a call was placed.
  private static final Duration LONGEST_DOUBT = Duration.ofHours(1);

  private final CallOrderStore store;
  private final CallingRules rules;
  private final CallReasonCheck occasions;
  private final BusinessDirectory directory;
  private final Function<AccountTokens, TwilioRest> clients;
  private final MonthlyLimits months;
  private final @Nullable PublicUrl publicUrl;
  private final Duration firstLookup;
  private final InstantSource clock;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Claims<CallOrder> claims;

  /// @param firstLookup how long after a creation without an answer Twilio is asked for it
  CallPlacement(
      CallOrderStore store,
      CallingRules rules,
      CallReasonCheck occasions,
      BusinessDirectory directory,
      Function<AccountTokens, TwilioRest> clients,
      MonthlyLimits months,
      @Nullable PublicUrl publicUrl,
      Duration firstLookup,
      InstantSource clock) {
    this.store = store;
    this.rules = rules;
    this.occasions = occasions;
    this.directory = directory;
    this.clients = clients;
    this.months = months;
    this.publicUrl = publicUrl;
    this.firstLookup = firstLookup;
    this.clock = clock;
    claims = new Claims<>(store::renew);
  }

  /// Keeps what is being placed, and begins what is due.
  ///
  /// @param history records the result of an order
  void round(PollingLoop loop, CallOrderHistory history, Instant now) {
    claims.renew(now);
    for (CallOrder order : store.findDue(now, BATCH)) {
      if (loop.isClosing() || busy.size() >= MOST_AT_ONCE) {
        return;
      }
      if (busy.add(order.id())) {
        loop.begin(
            "call-order-" + order.id().substring(0, 8),
            () -> work(order, history),
            () -> {
              claims.remove(order.id());
              busy.remove(order.id());
            });
      }
    }
  }

  /// When the next round comes.
  ///
  /// @param latest in any case
  Instant next(Instant now, Instant latest) {
    Instant next = busy.isEmpty() ? latest : earlier(latest, now.plus(Claims.SIGN_OF_LIFE));
    if (busy.size() < MOST_AT_ONCE) {
      Instant due = store.nextDue().orElse(next);
      next = earlier(next, due.isAfter(now) ? due : now.plus(BUSY));
    }
    return next;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// Whether something is being done.
  boolean isWorking() {
    return !busy.isEmpty();
  }

  private void work(CallOrder order, CallOrderHistory history) {
    try {
      switch (order.state()) {
        case WAITING -> begin(order);
        case PLACING, UNCERTAIN -> lookUp(order);
        case PLACED -> check(order);
        case SETTLED -> {
          history.record(order);
          store.over(order, clock.instant());
        }
        case OVER -> {}
      }
    } catch (InterruptedException e) {
      // The stop: it is found out after the next start.
    }
  }

  private void begin(CallOrder order) throws InterruptedException {
    Instant now = clock.instant();
    Optional<BusinessSettings> settings = directory.current(order.business());
    if (settings.isEmpty()) {
      settle(order, CallResult.FAILED, "the business answers no calls any more");
      return;
    }
    if (!now.isBefore(order.what().expiresAt())) {
      settle(order, CallResult.EXPIRED, order.problem());
      return;
    }
    if (!occasions.isWanted(order, now)) {
      settle(order, CallResult.CANCELLED, "there is nothing to call about any more");
      return;
    }
    Business business = settings.get().business();
    Optional<Refusal> refusal =
        rules
            .judge(business, order.what().purpose(), order.what().number(), now)
            .or(() -> ofServer(settings.get()));
    if (refusal.isPresent()) {
      refuse(order, refusal.get());
      return;
    }
    Instant allowed = CallingRules.allowedFrom(business, now);
    if (allowed.isAfter(now) && !order.what().mayBeQuiet()) {
      later(order, Refusal.QUIET, allowed);
      return;
    }
    switch (store.claim(order, bounds(business, now), now.plus(Claims.LENGTH), now)) {
      case Claim.Taken(var taken) -> place(taken, settings.get());
      case Claim.Later(var at) -> store.hold(order, at, now);
      case Claim.DayIsFull() -> later(order, Refusal.DAY_IS_FULL, tomorrow(business, now));
      case Claim.CostIsReached() -> later(order, Refusal.COST_IS_REACHED, tomorrow(business, now));
      case Claim.Gone() -> {}
    }
  }

  /// What keeps the server from placing any call of a business.
  Optional<Refusal> ofServer(BusinessSettings settings) {
    if (publicUrl == null) {
      return Optional.of(Refusal.NO_PUBLIC_URL);
    }
    if (settings.account().authTokens().isEmpty()) {
      return Optional.of(Refusal.NO_ACCOUNT);
    }
    return months.reached(settings.business()) == null
        ? Optional.empty()
        : Optional.of(Refusal.COST_IS_REACHED);
  }

  /// A machine's call waits; a person is answered at once.
  private void later(CallOrder order, Refusal why, Instant at) {
    if (order.what().purpose().isByPerson() || !at.isBefore(order.what().expiresAt())) {
      refuse(order, why);
    } else {
      store.hold(order, at, clock.instant());
    }
  }

  private void refuse(CallOrder order, Refusal why) {
    settle(order, CallResult.REFUSED, why.word());
  }

  private void settle(CallOrder order, CallResult result, @Nullable String problem) {
    boolean _ = store.settle(order, result, problem, clock.instant());
  }

  private static CallOrderStore.Bounds bounds(Business business, Instant now) {
    CallingSettings settings = business.profile().calling();
    BigDecimal cost = settings.costADay();
    ZoneId zone = business.locale().zone();
    return new CallOrderStore.Bounds(
        settings.callsAtOnce(),
        settings.callsADay(),
        cost == null ? null : cost.divide(settings.costAMinute(), 2, RoundingMode.DOWN),
        LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant(),
        PAUSE);
  }

  private static Instant tomorrow(Business business, Instant now) {
    ZoneId zone = business.locale().zone();
    return LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
  }

  private void place(CallOrder order, BusinessSettings settings) throws InterruptedException {
    PublicUrl base = publicUrl;
    if (base == null) {
      return;
    }
    boolean byMachine = order.what().announcement() != null;
    Claims<CallOrder>.Claim claim = claims.add(order.id(), order);
    RestResult<CallSid> placed =
        calls(settings)
            .place(
                new PlacedCalls.Order(
                    order.what().first(),
                    order.what().from(),
                    address(base, TwilioPaths.OUTGOING_CALL, order),
                    address(base, TwilioPaths.OUTGOING_STATUS, order),
                    byMachine ? address(base, TwilioPaths.OUTGOING_DETECTION, order) : null,
                    byMachine ? base.web(TwilioPaths.VOICE_FALLBACK) : null,
                    RINGING));
    Instant now = clock.instant();
    LOG.atInfo()
        .addKeyValue("order", order.id())
        .addKeyValue("purpose", order.what().purpose())
        .addKeyValue("answer", placed)
        .log("a call was asked for");
    claim.settle(
        known -> {
          switch (placed) {
            case RestResult.Given<CallSid>(CallSid sid) ->
                store.placed(known, sid, now.plus(CHECK), now);
            case RestResult.Refused<CallSid>(int status, var _) when status == 429 ->
                store.notTaken(
                    known, "Twilio takes no more calls just now", now.plus(WHILE_TOO_MANY), now);
            case RestResult.Refused<CallSid>(int status, var _) when status == 401 ->
                refuse(known, Refusal.NO_ACCOUNT);
            case RestResult.Refused<CallSid>(int status, Integer code) when status < 500 ->
                ofAll(code)
                    .ifPresentOrElse(
                        why -> refuse(known, why),
                        () ->
                            settle(
                                known,
                                CallResult.FAILED,
                                "Twilio refused it: "
                                    + (code == null ? "HTTP " + status : "error " + code)));
            case RestResult.Refused<CallSid>(int status, var _) ->
                store.uncertain(
                    known, "Twilio answered HTTP " + status, now.plus(firstLookup), now);
            case RestResult.Unreachable<CallSid> _ ->
                store.uncertain(known, "Twilio did not answer", now.plus(firstLookup), now);
          }
        });
  }

  /// What an error of Twilio's says of every call of the business, and not of this one alone.
  /// Source: https://www.twilio.com/docs/api/errors
  private static Optional<Refusal> ofAll(@Nullable Integer code) {
    return switch (code) {
      case null -> Optional.empty();
      case 20003, 20005 -> Optional.of(Refusal.NO_ACCOUNT);
      case 21210, 21212, 21213 -> Optional.of(Refusal.NO_NUMBER_OF_OURS);
      default -> Optional.empty();
    };
  }

  private static String address(PublicUrl base, String path, CallOrder order) {
    return CallBackDocuments.address(base, path, order.id());
  }

  /// Has Twilio ask again what to do in the call of an order.
  void redirect(CallOrder order) {
    PublicUrl base = publicUrl;
    CallSid call = order.call();
    Optional<BusinessSettings> settings = directory.current(order.business());
    if (base == null || call == null || settings.isEmpty()) {
      return;
    }
    try {
      RestResult<CallSid> done =
          clients
              .apply(settings.get().account())
              .redirect(call, URI.create(address(base, TwilioPaths.OUTGOING_CALL, order)));
      LOG.atInfo()
          .addKeyValue("order", order.id())
          .addKeyValue("answer", done.getClass().getSimpleName())
          .log("a message is left on an answering machine");
    } catch (InterruptedException _) {
      // The stop: the machine has heard the message from its beginning on.
    }
  }

  /// Finds out whether a call was placed.
  private void lookUp(CallOrder found) throws InterruptedException {
    Instant now = clock.instant();
    Optional<BusinessSettings> settings = directory.current(found.business());
    CallOrder order = store.claimUncertain(found, now.plus(Claims.LENGTH), now).orElse(null);
    Instant placedAt = found.placedAt();
    if (order == null || placedAt == null) {
      return;
    }
    if (settings.isEmpty() || now.isAfter(placedAt.plus(LONGEST_DOUBT))) {
      settle(order, CallResult.FAILED, "it cannot be found out whether the call was placed");
      return;
    }
    Claims<CallOrder>.Claim claim = claims.add(order.id(), order);
    RestResult<List<PlacedCall>> listed =
        calls(settings.get())
            .since(order.what().first(), order.what().from(), CreationLookup.from(placedAt));
    claim.settle(known -> new CreationLookup(store, firstLookup, now).judge(known, listed));
  }

  /// Asks after a call of which nothing was told for a while.
  private void check(CallOrder order) throws InterruptedException {
    Instant now = clock.instant();
    Optional<BusinessSettings> settings = directory.current(order.business());
    CallSid sid = order.call();
    if (settings.isEmpty() || sid == null) {
      settle(order, CallResult.FAILED, "the business answers no calls any more");
      return;
    }
    new StatusInquiry(store, calls(settings.get()), now).ask(order, sid);
  }

  private PlacedCalls calls(BusinessSettings settings) {
    return new PlacedCalls(clients.apply(settings.account()));
  }
}
