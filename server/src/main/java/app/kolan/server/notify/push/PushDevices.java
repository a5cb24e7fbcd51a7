package app.kolan.server.notify.push;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.SecretSealer;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.UserStore;
import app.kolan.server.notify.AlertDevices;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The browsers in which people want alerts. One gets them as long as its owner may read of the
/// business's alerts and callers. Safe to share; blocks for the store.
public final class PushDevices implements AlertDevices {
  private static final Set<AlertKind> KINDS =
      EnumSet.of(
          AlertKind.APPOINTMENT,
          AlertKind.NEW_LEAD,
          AlertKind.MESSAGE,
          AlertKind.MISSED_CALL,
          AlertKind.CALL_BROKEN,
          AlertKind.HAND_OVER,
          AlertKind.PROMISE_DUE);
  private static final String KEY_PURPOSE = "push_keys/1";

  private final PushStore store;
  private final UserStore users;
  private final Supplier<SecretSealer> sealer;
  private final InstantSource clock;
  private volatile @Nullable VapidKey key;

  /// @param sealer is asked for when it is first needed
  public PushDevices(
      PushStore store, UserStore users, Supplier<SecretSealer> sealer, InstantSource clock) {
    this.store = store;
    this.users = users;
    this.sealer = sealer;
    this.clock = clock;
  }

  /// The public key that browsers subscribe to, which is made when it is first asked for.
  public String publicKey() {
    return key().publicText();
  }

  VapidKey key() {
    VapidKey known = key;
    if (known == null) {
      known =
          VapidKey.of(sealer.get().open(store.keyPair().orElseGet(this::newKeyPair), KEY_PURPOSE));
      key = known;
    }
    return known;
  }

  private String newKeyPair() {
    return store.addKeyPair(
        sealer.get().seal(VapidKey.generate().secretText(), KEY_PURPOSE), clock.instant());
  }

  /// Adds a browser of somebody's, or changes what he wants of it.
  ///
  /// @param device what he sees it by
  public PushSubscription add(
      long business,
      User user,
      PushEndpoint endpoint,
      String device,
      boolean keepsShabbat,
      AuditActor actor) {
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    var subscription =
        new PushSubscription(
            id,
            business,
            user.id(),
            PushEndpoint.hash(endpoint.url().toString()),
            sealer.get().seal(endpoint.json(), purpose(id)),
            device,
            keepsShabbat,
            clock.instant());
    store.add(subscription, actor.entry(clock.instant(), "push.add", business, "push:" + id, null));
    return subscription;
  }

  /// The browsers of somebody.
  public List<PushSubscription> ofUser(long business, User user) {
    return store.ofUser(business, user.id());
  }

  /// Removes one of somebody's own.
  ///
  /// @return whether he had it
  public boolean remove(long business, String id, User user, AuditActor actor) {
    return store.remove(
        id, user.id(), actor.entry(clock.instant(), "push.remove", business, "push:" + id, null));
  }

  /// Where a browser is; empty when it is not told any more, as of somebody who has left since the
  /// alert was made.
  Optional<PushEndpoint> endpoint(String id) {
    return store
        .find(id)
        .filter(
            known ->
                users
                    .find(known.user())
                    .filter(user -> mayKnow(user, known.business()))
                    .isPresent())
        .map(known -> PushEndpoint.ofJson(sealer.get().open(known.endpoint(), purpose(id))));
  }

  /// A push service says that a browser is gone.
  void forget(String id) {
    store.forget(id);
  }

  @Override
  public List<AlertRule> of(BusinessSettings business) {
    long id = business.business().id();
    var rules = new ArrayList<AlertRule>();
    var owners = new HashMap<Long, Optional<User>>();
    for (PushSubscription each : store.ofBusiness(id)) {
      Optional<User> user = owners.computeIfAbsent(each.user(), users::find);
      if (user.isEmpty()) {
        store.forget(each.id());
      } else if (mayKnow(user.get(), id)) {
        rules.add(
            new AlertRule(Channel.PUSH, each.id(), KINDS, quiet(each, business), null, null, null));
      }
    }
    return List.copyOf(rules);
  }

  private static boolean mayKnow(User user, long business) {
    return user.state() == UserState.ACTIVE
        && AccessPolicy.allows(user.principal(), Permission.ALERTS_READ, business)
        && AccessPolicy.allows(user.principal(), Permission.TRANSCRIPTS_READ, business);
  }

  private static QuietTimes quiet(PushSubscription subscription, BusinessSettings business) {
    OpeningHours hours = business.business().profile().hours();
    HolidayPolicy policy = hours == null ? null : hours.holidays();
    City city = policy == null ? City.JERUSALEM : policy.city();
    return new QuietTimes(
        hours == null ? business.business().locale().zone() : hours.zone(),
        subscription.keepsShabbat() ? city : null,
        List.of());
  }

  private static String purpose(String id) {
    return "push_subscriptions/" + id;
  }
}
