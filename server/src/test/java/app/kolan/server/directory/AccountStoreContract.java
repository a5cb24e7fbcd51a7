package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.examination.sql.SqlExaminationStore;
import app.kolan.server.settings.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [AccountStore] must do.
public abstract class AccountStoreContract extends DirectoryContract {
  private static final String SID = "AC" + "b".repeat(32);
  private static final Secret OLD = new Secret("0123456789abcdef0123456789abcdef");
  private static final Secret NEW = new Secret("fedcba9876543210fedcba9876543210");

  @Test
  void an_account_keeps_its_tokens_in_their_order() {
    accounts.save(SID, "the agency", List.of(NEW, OLD), NOON);

    reopen();

    TwilioAccount account = accounts.find(SID).orElseThrow();
    assertThat(account.authTokens()).containsExactly(NEW, OLD);
    assertThat(account.name()).isEqualTo("the agency");
    assertThat(accounts.accounts()).containsExactly(account);
    assertThat(accounts.find("AC" + "c".repeat(32))).isEmpty();
  }

  @Test
  void saving_again_replaces_the_tokens_and_is_seen_by_the_revision() {
    TwilioAccount first = accounts.save(SID, "a", List.of(OLD), NOON);
    long before = store.revision();

    TwilioAccount second = accounts.save(SID, "b", List.of(NEW), NOON.plusSeconds(5));

    assertThat(second.authTokens()).containsExactly(NEW);
    assertThat(second.createdAt()).isEqualTo(NOON);
    assertThat(second.revision()).isGreaterThan(first.revision());
    assertThat(store.revision()).isGreaterThan(before);
  }

  @Test
  void a_change_is_made_of_the_account_as_it_is_and_of_none_that_is_not_there() {
    accounts.save(SID, "a", List.of(OLD), NOON);
    long before = store.revision();

    assertThat(
            accounts.change(
                SID, account -> account.with("b", List.of(NEW, account.authTokens().getFirst()))))
        .map(TwilioAccount::authTokens)
        .contains(List.of(NEW, OLD));

    reopen();
    TwilioAccount changed = accounts.find(SID).orElseThrow();
    assertThat(changed.name()).isEqualTo("b");
    assertThat(changed.authTokens()).containsExactly(NEW, OLD);
    assertThat(changed.createdAt()).isEqualTo(NOON);
    assertThat(store.revision()).isGreaterThan(before);
    assertThat(accounts.change("AC" + "c".repeat(32), account -> account)).isEmpty();
    assertThat(accounts.accounts()).hasSize(1);
  }

  @Test
  void no_token_stands_readable_in_the_database() {
    accounts.save(SID, "a", List.of(OLD), NOON);

    String stored =
        database.read(
            handle ->
                handle.createQuery("select tokens from twilio_accounts").mapTo(String.class).one());

    assertThat(stored).doesNotContain(OLD.value());
  }

  @Test
  void what_an_examination_keeps_is_found_again_and_a_later_one_stays() {
    var examinations = new SqlExaminationStore(database, CIPHER);
    examinations.keep(7, "NUMBERS", 2, "old");
    examinations.keep(7, "NUMBERS", 3, "https://me:secret@old.example");
    examinations.keep(7, "NUMBERS", 1, "late");
    examinations.keep(7, "WHOLE", 1, "of everything");

    assertThat(examinations.find(7, "NUMBERS")).contains("https://me:secret@old.example");
    assertThat(examinations.find(8, "NUMBERS")).isEmpty();
    List<String> stored =
        database.read(
            handle ->
                handle.createQuery("select body from examinations").mapTo(String.class).list());
    assertThat(stored).hasSize(2).noneMatch(body -> body.contains("secret"));
    var others = new SqlExaminationStore(database, SecretCipher.of("another long text"));
    assertThat(others.find(7, "NUMBERS")).as("of another key").isEmpty();
    examinations.remove(7, "NUMBERS");
    assertThat(examinations.find(7, "NUMBERS")).isEmpty();
    assertThat(examinations.find(7, "WHOLE")).contains("of everything");
  }

  @Test
  void tokens_of_another_key_are_not_read_and_the_message_says_what_to_do() {
    accounts.save(SID, "a", List.of(OLD), NOON);
    var others =
        new SqlAccountStore(database, SecretCipher.of("another long text of the same kind"));

    assertThatExceptionOfType(SecretCipher.UnreadableSecret.class)
        .isThrownBy(() -> others.find(SID))
        .withMessageContaining("KOLAN_SECRET_KEY")
        .withMessageNotContaining(OLD.value());
  }

  @Test
  void an_account_with_businesses_is_not_removed() {
    accounts.save(SID, "a", List.of(OLD), NOON);
    store.add(business("clinic", SID, NUMBER), NOON);

    assertThatExceptionOfType(DirectoryConflict.class).isThrownBy(() -> accounts.remove(SID));
    assertThat(accounts.find(SID)).isPresent();
  }

  @Test
  void an_account_without_businesses_is_removed_once() {
    accounts.save(SID, "a", List.of(OLD), NOON);

    assertThat(accounts.remove(SID)).isTrue();
    assertThat(accounts.remove(SID)).isFalse();
    assertThat(accounts.accounts()).isEmpty();
  }
}
