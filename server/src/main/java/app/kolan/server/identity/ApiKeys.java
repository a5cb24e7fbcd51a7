package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.identity.ApiKeyStore.NewKey;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The API keys: made, shown once, recognised and revoked.
///
/// A key is `kolan_`, ten letters or digits by which it is looked up, `_`, and 32 that are its
/// secret, of 190 random bits; the database has only a hash of it. Any thread may use this; it
/// blocks for the store.
public final class ApiKeys {
  private static final Pattern SHAPE = Pattern.compile("(kolan_[0-9A-Za-z]{10})_[0-9A-Za-z]{32}");
  private static final Pattern BEGINNING = Pattern.compile("kolan_[0-9A-Za-z]{10}");
  private static final int PREFIX_LETTERS = 10;
  private static final int SECRET_LETTERS = 32;

  /// For how long a key that another process revoked may still be accepted here.
  private static final Duration REMEMBERED = Duration.ofSeconds(3);

  private static final Duration BETWEEN_USES = Duration.ofMinutes(5);

  private final ApiKeyStore store;
  private final InstantSource clock;
  private final ShortCache<ApiKey> recent = new ShortCache<>(REMEMBERED);
  private final Map<Long, Instant> used = new ConcurrentHashMap<>();

  public ApiKeys(ApiKeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// A key that was made, with its text, which is known now and never again.
  public record Made(ApiKey key, Secret text) {}

  /// Makes a key.
  ///
  /// @param name what it is for; may be empty
  /// @param business the only business that it is for; null for all of them
  /// @param scopes as [Scopes#of] allows them
  /// @param expiresAt null for never
  /// @throws IdentityRefusal when the name cannot be used, or the key would be expired
  public Made add(
      String name,
      @Nullable Long business,
      Set<Permission> scopes,
      @Nullable Instant expiresAt,
      AuditActor by) {
    return make(name, business, scopes, expiresAt, null, by);
  }

  /// Makes a key on behalf of somebody who shows one, or of a person. A key that a key makes ends
  /// with it: it expires by then, and is revoked with it.
  ///
  /// @param expiresAt null for never, or for when the key expires that makes it
  /// @throws IdentityRefusal when the name cannot be used, the key would be expired, or outlive the
  ///   one that makes it
  public Made add(
      String name,
      @Nullable Long business,
      Set<Permission> scopes,
      @Nullable Instant expiresAt,
      Principal by,
      AuditActor actor) {
    return switch (by) {
      case Principal.UserPrincipal _ -> make(name, business, scopes, expiresAt, null, actor);
      case KeyPrincipal key -> {
        Instant end = known(key.keyId()).expiresAt();
        if (end != null && expiresAt != null && expiresAt.isAfter(end)) {
          throw new IdentityRefusal(
              Kind.FORBIDDEN,
              "a key cannot outlive the one that makes it, which expires at " + end);
        }
        yield make(name, business, scopes, expiresAt == null ? end : expiresAt, key.keyId(), actor);
      }
    };
  }

  private Made make(
      String name,
      @Nullable Long business,
      Set<Permission> scopes,
      @Nullable Instant expiresAt,
      @Nullable Long maker,
      AuditActor by) {
    Instant now = clock.instant();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new IdentityRefusal(
          Kind.INVALID, "the key would have expired already, at " + expiresAt);
    }
    String prefix = "kolan_" + RandomText.letters(PREFIX_LETTERS);
    String text = prefix + "_" + RandomText.letters(SECRET_LETTERS);
    ApiKey key =
        store.add(
            new NewKey(
                prefix,
                RandomText.hash(text),
                DisplayName.of(name),
                business,
                scopes,
                now,
                by.name(),
                maker,
                expiresAt),
            added ->
                by.entry(
                    now,
                    "key.add",
                    business,
                    added.subject(),
                    AuditDetail.of(
                        "name", added.name(), "scopes", String.join(",", Scopes.words(scopes)))));
    return new Made(key, new Secret(text));
  }

  public Optional<ApiKey> find(long id) {
    return store.find(id);
  }

  /// The key of this text, or whose visible beginning this is.
  public Optional<ApiKey> findByText(String text) {
    Matcher beginning = BEGINNING.matcher(text);
    return beginning.lookingAt()
        ? store.findByPrefix(beginning.group()).map(ApiKeyStore.Stored::key)
        : Optional.empty();
  }

  /// See [ApiKeyStore#list].
  public List<ApiKey> list(@Nullable Long business, long after, int limit) {
    return store.list(business, after, limit);
  }

  /// See [ApiKeyStore#listOfAll].
  public List<ApiKey> listOfAll(long after, int limit) {
    return store.listOfAll(after, limit);
  }

  /// Revokes a key, and those that were made by it: they are refused by this process at once, and
  /// by others after seconds. Revoking it again changes nothing.
  ///
  /// @throws IdentityRefusal when there is no such key
  public ApiKey revoke(long id, AuditActor by) {
    ApiKey _ = known(id);
    Instant now = clock.instant();
    store.revoke(
        id,
        now,
        revoked -> by.entry(now, "key.revoke", revoked.business(), revoked.subject(), null));
    recent.forget(_ -> true);
    return known(id);
  }

  private ApiKey known(long id) {
    return store
        .find(id)
        .orElseThrow(() -> new IdentityRefusal(Kind.UNKNOWN, "there is no key " + id));
  }

  /// Whose key this is; empty when it is none, expired or revoked.
  public Optional<Principal> authenticate(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    String hash = RandomText.hash(text);
    ApiKey key = recent.get(hash, now);
    if (key == null) {
      long before = recent.generation();
      key =
          store
              .findByPrefix(shape.group(1))
              .filter(stored -> RandomText.same(stored.hash(), hash))
              .map(ApiKeyStore.Stored::key)
              .orElse(null);
      if (key == null) {
        return Optional.empty();
      }
      recent.put(hash, key, now, before);
    }
    if (!key.isValid(now)) {
      return Optional.empty();
    }
    noteUse(key, now);
    return Optional.of(new KeyPrincipal(key.id(), key.name(), key.business(), key.scopes()));
  }

  private void noteUse(ApiKey key, Instant now) {
    Instant noted = used.get(key.id());
    if (noted == null) {
      noted = key.usedAt();
    }
    if (noted == null || now.isAfter(noted.plus(BETWEEN_USES))) {
      used.put(key.id(), now);
      store.used(key.id(), now);
    }
  }
}
