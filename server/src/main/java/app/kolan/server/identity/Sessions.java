package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.identity.SessionStore.Found;
import app.kolan.server.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The sessions of those who have signed in. A session is known by an opaque token of 256 random
/// bits, of which the database has the hash; nothing can be read from it, and it is worth nothing
/// once its row is deleted. Any thread may use this; it blocks for the store.
///
/// A session ends when it was not used for three days, after thirty days, when its user signs out,
/// is disabled or gets a new password, and when it is revoked.
public final class Sessions {
  static final Duration IDLE = Duration.ofDays(3);

  /// How long a session lasts at most.
  public static final Duration LONGEST = Duration.ofDays(30);

  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final int TOKEN_LETTERS = 43;
  private static final int LONGEST_USER_AGENT = 200;

  /// For how long a session that another process ended may still be accepted here.
  private static final Duration REMEMBERED = Duration.ofSeconds(3);

  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(5);
  private static final int MOST_NOTES = 10_000;

  private final SessionStore store;
  private final InstantSource clock;
  private final ShortCache<Found> recent = new ShortCache<>(REMEMBERED);
  private final Map<Long, Instant> seen = new ConcurrentHashMap<>();

  public Sessions(SessionStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// A session that was begun, with its token, which is known now and never again.
  public record Begun(LoginSession session, User user, Secret token) {}

  /// Begins a session of somebody who has shown who he is.
  Begun begin(User user, @Nullable String address, @Nullable String userAgent) {
    String token = RandomText.letters(TOKEN_LETTERS);
    Instant now = clock.instant();
    LoginSession session =
        store.add(
            RandomText.hash(token), user.id(), now, now.plus(LONGEST), address, shown(userAgent));
    return new Begun(session, user, new Secret(token));
  }

  /// The session of a token with its user; empty when there is none, it is over, or its user may
  /// not sign in.
  public Optional<Found> find(String token) {
    if (token.length() != TOKEN_LETTERS) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    String hash = RandomText.hash(token);
    Found found = recent.get(hash, now);
    if (found == null) {
      long before = recent.generation();
      found = store.find(hash).orElse(null);
      if (found == null) {
        return Optional.empty();
      }
      recent.put(hash, found, now, before);
    }
    if (found.user().state() != UserState.ACTIVE || isOver(found.session(), now)) {
      return Optional.empty();
    }
    noteUse(found.session(), now);
    return Optional.of(found);
  }

  private boolean isOver(LoginSession session, Instant now) {
    Instant noted = seen.getOrDefault(session.id(), session.seenAt());
    Instant last = noted.isAfter(session.seenAt()) ? noted : session.seenAt();
    return !now.isBefore(session.expiresAt()) || !now.isBefore(last.plus(IDLE));
  }

  private void noteUse(LoginSession session, Instant now) {
    Instant noted = seen.getOrDefault(session.id(), session.seenAt());
    if (now.isAfter(noted.plus(BETWEEN_NOTES))) {
      if (seen.size() >= MOST_NOTES) {
        seen.clear();
      }
      seen.put(session.id(), now);
      store.seen(session.id(), now);
    }
  }

  /// Whether somebody signed in with this session some minutes ago at most. Who changes what he
  /// signs in with must have, so that a session that was left open is not enough for that.
  public boolean isFresh(String token) {
    Instant now = clock.instant();
    return find(token)
        .filter(found -> now.isBefore(found.session().createdAt().plus(FRESH)))
        .isPresent();
  }

  /// A user's sessions, the newest first; those that are over may be among them for a while.
  public List<LoginSession> list(long user) {
    return store.list(user);
  }

  /// Ends one session of a user; false when he has no such session.
  public boolean end(long user, long session, AuditActor by) {
    boolean ended =
        store.delete(
            user,
            session,
            by.entry(
                clock.instant(),
                "session.end",
                null,
                "user:" + user,
                AuditDetail.of("session", Long.toString(session))));
    recent.forget(found -> found.session().id() == session);
    return ended;
  }

  /// Ends all sessions of a user.
  ///
  /// @param except but this one; null for none
  public void endAll(long user, @Nullable Long except) {
    store.deleteAll(user, except);
    changed(user);
  }

  /// Forgets what is remembered of a user, who was changed.
  void changed(long user) {
    recent.forget(found -> found.user().id() == user);
  }

  private static @Nullable String shown(@Nullable String userAgent) {
    if (userAgent == null) {
      return null;
    }
    String shown = userAgent.replaceAll("[^\\x20-\\x7e]", "?");
    return shown.length() > LONGEST_USER_AGENT ? shown.substring(0, LONGEST_USER_AGENT) : shown;
  }
}
