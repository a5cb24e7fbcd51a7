package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.identity.sql.SqlApiKeyStore;
import app.kolan.server.store.sql.DatabaseContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of API keys must do, and what the keys do on it.
public abstract class ApiKeyStoreContract extends DatabaseContract {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final AuditActor DANA = new AuditActor("user:7", "192.0.2.1");

  private final TestClock clock = new TestClock(NOON);
  private SqlApiKeyStore store;
  private ApiKeys keys;

  @BeforeEach
  void openKeys() {
    store = new SqlApiKeyStore(database);
    keys = new ApiKeys(store, clock);
  }

  @Test
  void a_key_is_recognised_by_its_text_alone() {
    ApiKeys.Made made = keys.add("crm", 4L, Set.of(Permission.CALLS_READ), null, DANA);
    String text = made.text().value();

    assertThat(text).matches("kolan_[0-9A-Za-z]{10}_[0-9A-Za-z]{32}");
    assertThat(keys.authenticate(text))
        .contains(new KeyPrincipal(made.key().id(), "crm", 4L, Set.of(Permission.CALLS_READ)));
    for (String other :
        List.of(
            "",
            "kolan_",
            text + "0",
            text.substring(1),
            text.substring(0, 48),
            made.key().prefix(),
            text.substring(0, 17) + "_" + "0".repeat(32),
            "kolan_0000000000_" + "0".repeat(32),
            text + "\n",
            "\u0000" + text)) {
      assertThat(keys.authenticate(other)).as(other).isEmpty();
    }
    assertThat(keys.authenticate(flipped(text))).isEmpty();
  }

  @Test
  void the_database_has_no_text_of_a_key() {
    String text = keys.add("crm", null, Set.of(Permission.CALLS_READ), null, DANA).text().value();
    String secret = text.substring(text.lastIndexOf('_') + 1);

    String all =
        database.read(
            handle ->
                handle.createQuery("select * from api_keys").mapToMap().list().toString()
                    + handle.createQuery("select * from audit_entries").mapToMap().list());
    assertThat(all).contains("crm").doesNotContain(secret);
  }

  @Test
  void a_key_is_kept_with_all_that_was_said_of_it() {
    Instant expiry = NOON.plus(Duration.ofDays(90));
    ApiKey key =
        keys.add(
                "  the CRM ",
                null,
                Set.of(Permission.CALLS_READ, Permission.AUDIT_READ),
                expiry,
                DANA)
            .key();

    assertThat(keys.find(key.id()))
        .contains(
            new ApiKey(
                key.id(),
                key.prefix(),
                "the CRM",
                null,
                Set.of(Permission.CALLS_READ, Permission.AUDIT_READ),
                NOON,
                "user:7",
                expiry,
                null,
                null));
    assertThat(keys.find(99)).isEmpty();
    assertThat(keys.findByText(key.prefix())).contains(key);
  }

  @Test
  void an_expired_key_is_refused_from_that_moment_on() {
    ApiKeys.Made made = keys.add("", 1L, Set.of(Permission.CALLS_READ), NOON.plusSeconds(1), DANA);

    assertThat(keys.authenticate(made.text().value())).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(keys.authenticate(made.text().value())).isEmpty();
    assertThatThrownBy(() -> keys.add("", 1L, Set.of(Permission.CALLS_READ), NOON, DANA))
        .isInstanceOf(IdentityRefusal.class)
        .hasMessageContaining("expired already");
  }

  @Test
  void a_key_that_is_revoked_here_is_refused_at_once() {
    ApiKeys.Made made = keys.add("", 1L, Set.of(Permission.CALLS_READ), null, DANA);
    assertThat(keys.authenticate(made.text().value())).isPresent();

    ApiKey revoked = keys.revoke(made.key().id(), DANA);

    assertThat(revoked.revokedAt()).isEqualTo(NOON);
    assertThat(keys.authenticate(made.text().value())).isEmpty();
    assertThatThrownBy(() -> keys.revoke(99, DANA)).hasMessage("there is no key 99");
  }

  @Test
  void a_key_that_another_process_revoked_is_refused_within_seconds() {
    ApiKeys.Made made = keys.add("", 1L, Set.of(Permission.CALLS_READ), null, DANA);
    assertThat(keys.authenticate(made.text().value())).isPresent();

    new ApiKeys(new SqlApiKeyStore(database), clock).revoke(made.key().id(), DANA);
    clock.advance(Duration.ofSeconds(5));

    assertThat(keys.authenticate(made.text().value())).isEmpty();
  }

  @Test
  void a_request_costs_no_write_and_the_last_use_is_noted_now_and_then() {
    ApiKeys.Made made = keys.add("", 1L, Set.of(Permission.CALLS_READ), null, DANA);
    var counting = new CountingStore(store);
    var counted = new ApiKeys(counting, clock);

    for (int i = 0; i < 100; i++) {
      counted.authenticate(made.text().value());
      clock.advance(Duration.ofMillis(10));
    }
    assertThat(counting.calls).containsExactly("findByPrefix", "used");
    database.writeOnly(_ -> {});
    assertThat(keys.find(made.key().id()).map(ApiKey::usedAt)).contains(NOON);

    clock.advance(Duration.ofMinutes(6));
    counted.authenticate(made.text().value());
    assertThat(counting.calls).containsExactly("findByPrefix", "used", "findByPrefix", "used");
  }

  @Test
  void keys_are_listed_page_by_page_and_by_business() {
    for (int i = 0; i < 5; i++) {
      keys.add("k" + i, i % 2 == 0 ? 1L : null, Set.of(Permission.CALLS_READ), null, DANA);
    }

    assertThat(keys.list(null, 0, 2)).extracting(ApiKey::name).containsExactly("k0", "k1");
    assertThat(keys.list(null, 2, 9)).extracting(ApiKey::name).containsExactly("k2", "k3", "k4");
    assertThat(keys.list(1L, 0, 9)).extracting(ApiKey::name).containsExactly("k0", "k2", "k4");
    assertThat(keys.list(2L, 0, 9)).isEmpty();
    assertThat(keys.listOfAll(0, 9)).extracting(ApiKey::name).containsExactly("k1", "k3");
    assertThat(keys.listOfAll(keys.list(null, 0, 2).getLast().id(), 1))
        .extracting(ApiKey::name)
        .containsExactly("k3");
  }

  @Test
  void making_and_revoking_are_in_the_audit_log_once() {
    ApiKey key = keys.add("crm", 4L, Set.of(Permission.CALLS_READ), null, DANA).key();
    keys.revoke(key.id(), AuditActor.COMMAND);
    keys.revoke(key.id(), AuditActor.COMMAND);

    assertThat(new SqlAuditLog(database).after(0, 9))
        .extracting(AuditRecord::entry)
        .containsExactly(
            DANA.entry(
                NOON,
                "key.add",
                4L,
                "key:" + key.id(),
                "{\"name\":\"crm\",\"scopes\":\"calls:read\"}"),
            AuditActor.COMMAND.entry(NOON, "key.revoke", 4L, "key:" + key.id(), null));
  }

  @Test
  void a_key_that_a_key_makes_ends_with_it() {
    Set<Permission> scopes = Set.of(Permission.KEYS_WRITE);
    ApiKeys.Made maker = keys.add("maker", 4L, scopes, NOON.plusSeconds(60), DANA);
    Principal shown = keys.authenticate(maker.text().value()).orElseThrow();
    AuditActor actor = new AuditActor(shown.actor(), null);

    ApiKeys.Made made = keys.add("made", 4L, scopes, null, shown, actor);
    assertThat(made.key().expiresAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(keys.add("", 4L, scopes, NOON.plusSeconds(9), shown, actor).key().expiresAt())
        .isEqualTo(NOON.plusSeconds(9));
    assertThatThrownBy(() -> keys.add("", 4L, scopes, NOON.plusSeconds(61), shown, actor))
        .isInstanceOf(IdentityRefusal.class)
        .hasMessageContaining("outlive");
    Principal grandmaker = keys.authenticate(made.text().value()).orElseThrow();
    ApiKeys.Made last =
        keys.add("", 4L, scopes, null, grandmaker, new AuditActor(grandmaker.actor(), null));
    ApiKey other = keys.add("other", 4L, scopes, null, DANA).key();

    keys.revoke(maker.key().id(), DANA);

    assertThat(keys.authenticate(made.text().value())).isEmpty();
    assertThat(keys.authenticate(last.text().value())).isEmpty();
    assertThat(keys.find(other.id()).orElseThrow().revokedAt()).isNull();
    assertThat(new SqlAuditLog(database).after(0, 99))
        .extracting(AuditRecord::entry)
        .filteredOn(entry -> entry.action().equals("key.revoke"))
        .hasSize(4);
    // Another process may not know of it yet.
    assertThatThrownBy(() -> keys.add("", 4L, scopes, null, shown, actor))
        .isInstanceOf(IdentityRefusal.class)
        .hasMessageContaining("revoked");
  }

  @Test
  void a_name_that_is_no_line_of_text_is_refused() {
    for (String name : List.of("a\u0000b", "a\nb", "\ud800", "x".repeat(201))) {
      assertThatThrownBy(() -> keys.add(name, 1L, Set.of(Permission.CALLS_READ), null, DANA))
          .isInstanceOf(IdentityRefusal.class);
    }
    assertThat(keys.list(null, 0, 9)).isEmpty();
  }

  private static String flipped(String text) {
    char last = text.charAt(text.length() - 1);
    return text.substring(0, text.length() - 1) + (last == 'a' ? 'b' : 'a');
  }

  /// Notes what is asked of a store.
  private static final class CountingStore implements ApiKeyStore {
    private final ApiKeyStore store;
    private final List<String> calls = new ArrayList<>();

    CountingStore(ApiKeyStore store) {
      this.store = store;
    }

    @Override
    public ApiKey add(NewKey key, Function<ApiKey, AuditEntry> audit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ApiKey> find(long id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Stored> findByPrefix(String prefix) {
      calls.add("findByPrefix");
      return store.findByPrefix(prefix);
    }

    @Override
    public List<ApiKey> list(@Nullable Long business, long after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiKey> listOfAll(long after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean revoke(long id, Instant at, Function<ApiKey, AuditEntry> audit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void used(long id, Instant at) {
      calls.add("used");
      store.used(id, at);
    }
  }
}
