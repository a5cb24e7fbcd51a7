package app.kolan.server.outbound;

import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.call;

import app.kolan.server.outbound.CallOrderStore.Bounds;
import app.kolan.server.outbound.CallOrderStore.Claim;
import app.kolan.server.outbound.sql.SqlCallOrderStore;
import app.kolan.server.outbound.sql.SqlDoNotCallStore;
import app.kolan.server.store.sql.DatabaseContract;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of the outbox of calls share.
public abstract class CallOrderStoreFixture extends DatabaseContract {
  static final PhoneNumber DANA = new PhoneNumber("+972501112233");
  static final PhoneNumber OWNER = new PhoneNumber("+972503334444");
  static final PhoneNumber OURS = new PhoneNumber("+972720000002");
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration RETRY = Duration.ofMinutes(30);
  static final Bounds WIDE = new Bounds(9, 99, null, NOON.minusSeconds(3600), MINUTE.dividedBy(60));

  CallOrderStore store;
  DoNotCallStore numbers;

  @BeforeEach
  void openStore() {
    store = new SqlCallOrderStore(database);
    numbers = new SqlDoNotCallStore(database);
  }

  static Bounds minutes(String most) {
    return new Bounds(9, 99, new BigDecimal(most), NOON.minusSeconds(60), Duration.ZERO);
  }

  static CallOrderUpdate.Leg leg(CallStatus status, int seconds) {
    return new CallOrderUpdate.Leg(call(99), status, seconds);
  }

  static CallOrder.Draft draft(String key, long business) {
    return new CallOrder.Draft(
        business,
        key,
        what(CallPurpose.CALL_BACK, OWNER, 1, NOON.plus(MINUTE.multipliedBy(5))),
        NOON);
  }

  static CallOrder.Draft machine(String key, int attempts) {
    return new CallOrder.Draft(
        1, key, what(CallPurpose.SERVICE, null, attempts, NOON.plus(Duration.ofHours(5))), NOON);
  }

  static CallOrder.What what(
      CallPurpose purpose,
      @org.jspecify.annotations.Nullable PhoneNumber ring,
      int attempts,
      Instant expires) {
    return new CallOrder.What(
        purpose,
        DANA,
        ring,
        OURS,
        call(1),
        4L,
        "the boiler",
        "Dana",
        ring == null ? new Announcement("a haircut, tomorrow at 10:00", 7L) : null,
        true,
        false,
        "user:1",
        attempts,
        Instant.ofEpochMilli(expires.toEpochMilli()));
  }

  CallOrder taken(String key) {
    CallOrder order = store.add(draft(key, 1), NOON);
    return ((Claim.Taken) claim(order, minutes("99"))).order();
  }

  Claim claim(CallOrder order, Bounds bounds) {
    return store.claim(order, bounds, NOON.plus(MINUTE), NOON);
  }

  CallOrder find(CallOrder order) {
    return store.find(order.id()).orElseThrow();
  }

  Optional<CallOrder> told(CallOrder order, CallOrderUpdate news) {
    return told(order, call(7), news);
  }

  Optional<CallOrder> told(CallOrder order, CallSid call, CallOrderUpdate news) {
    return store.told(order.id(), call, news, RETRY, NOON.plus(MINUTE), NOON);
  }
}
