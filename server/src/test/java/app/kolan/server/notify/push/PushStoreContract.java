package app.kolan.server.notify.push;

import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.notify.sql.SqlPushStore;
import app.kolan.server.store.sql.DatabaseContract;
import org.junit.jupiter.api.Test;

/// What every store of push subscriptions must do.
public abstract class PushStoreContract extends DatabaseContract {
  private static final AuditEntry AUDIT =
      AuditActor.COMMAND.entry(NOON, "push.add", 1L, "push:a", null);

  private static PushSubscription subscription(String id, long business, long user, String hash) {
    return new PushSubscription(id, business, user, hash, "sealed " + id, "Android", true, NOON);
  }

  @Test
  void the_first_key_pair_stays() {
    PushStore store = new SqlPushStore(database);
    assertThat(store.keyPair()).isEmpty();
    assertThat(store.addKeyPair("one", NOON)).isEqualTo("one");
    assertThat(store.addKeyPair("other", NOON)).isEqualTo("one");
    assertThat(store.keyPair()).contains("one");
  }

  @Test
  void a_browser_is_there_once_in_a_business_and_goes_with_its_owner_alone() {
    PushStore store = new SqlPushStore(database);
    store.add(subscription("a", 1, 7, "h"), AUDIT);
    store.add(subscription("b", 2, 7, "h"), AUDIT);
    store.add(subscription("c", 1, 8, "other"), AUDIT);
    PushSubscription again = subscription("d", 1, 7, "h");
    store.add(again, AUDIT);

    assertThat(store.find("a")).isEmpty();
    assertThat(store.find("d")).contains(again);
    assertThat(store.ofBusiness(1)).extracting(PushSubscription::id).containsExactly("c", "d");
    assertThat(store.ofUser(1, 7)).containsExactly(again);
    assertThat(store.remove("d", 8, AUDIT)).isFalse();
    assertThat(store.remove("d", 7, AUDIT)).isTrue();
    assertThat(store.remove("d", 7, AUDIT)).isFalse();
    store.forget("c");
    assertThat(store.ofBusiness(1)).isEmpty();
    assertThat(store.ofBusiness(2)).hasSize(1);
  }
}
