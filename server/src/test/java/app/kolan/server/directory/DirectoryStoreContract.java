package app.kolan.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.server.business.Business;
import app.kolan.server.directory.DirectoryStore.NewBusiness;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.sql.DelegatingDatabase;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// What every [DirectoryStore] must do.
public abstract class DirectoryStoreContract extends DirectoryContract {
  @Test
  void a_business_is_found_by_its_identifier_and_its_slug_also_after_a_restart() {
    BusinessRecord added = add("clinic", NUMBER, OTHER_NUMBER);

    reopen();

    assertThat(added)
        .isEqualTo(
            new BusinessRecord(
                added.id(),
                "clinic",
                "name of clinic",
                BusinessState.ACTIVE,
                ManagedBy.API,
                null,
                List.of(NUMBER, OTHER_NUMBER),
                null,
                NOON,
                added.revision()));
    assertThat(store.find(added.id())).contains(added);
    assertThat(store.find("clinic")).contains(added);
    assertThat(store.find("garage")).isEmpty();
  }

  @Test
  void the_identifier_of_the_business_of_the_settings_is_never_given() {
    assertThat(add("clinic").id()).isGreaterThan(Business.FIRST);
    assertThat(add("garage").id()).isGreaterThan(Business.FIRST + 1);
  }

  @Test
  void businesses_are_listed_by_slug_closed_ones_too() {
    BusinessRecord garage = add("garage");
    add("clinic");
    close(garage);

    assertThat(store.businesses())
        .extracting(BusinessRecord::slug)
        .containsExactly("clinic", "garage");
  }

  @Test
  void a_slug_stands_for_one_business_also_when_that_is_closed() {
    close(add("clinic"));

    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(() -> add("clinic"))
        .withMessageContaining("clinic");
  }

  @Test
  void a_number_belongs_to_one_business_and_a_refused_change_leaves_nothing_behind() {
    add("clinic", NUMBER);
    BusinessRecord garage = add("garage", OTHER_NUMBER);

    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(() -> add("salon", new PhoneNumber("+97239999999"), NUMBER))
        .withMessageContaining(NUMBER.value());
    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(
            () ->
                store.update(
                    garage.id(),
                    garage.revision(),
                    "other",
                    BusinessState.ACTIVE,
                    null,
                    List.of(NUMBER),
                    null,
                    NOON));

    assertThat(store.find("salon")).isEmpty();
    assertThat(store.find("garage")).contains(garage);
  }

  @Test
  void a_number_is_moved_to_another_business_from_what_was_seen_alone() {
    BusinessRecord clinic = add("clinic", NUMBER);
    BusinessRecord garage = add("garage", OTHER_NUMBER);

    BusinessRecord moved = store.moveNumber(NUMBER, clinic.id(), clinic.revision(), garage.id());

    assertThat(moved.numbers()).containsExactlyInAnyOrder(NUMBER, OTHER_NUMBER);
    assertThat(moved.revision()).isGreaterThan(garage.revision());
    BusinessRecord left = store.find("clinic").orElseThrow();
    assertThat(left.numbers()).isEmpty();
    assertThatExceptionOfType(DirectoryConflict.class)
        .as("what was seen before is no more so")
        .isThrownBy(() -> store.moveNumber(NUMBER, clinic.id(), clinic.revision(), garage.id()));
    assertThatExceptionOfType(DirectoryConflict.class)
        .as("it has the number no more")
        .isThrownBy(() -> store.moveNumber(NUMBER, left.id(), left.revision(), garage.id()));
    close(left);
    assertThatExceptionOfType(DirectoryConflict.class)
        .as("nobody answers a closed business")
        .isThrownBy(() -> store.moveNumber(NUMBER, moved.id(), moved.revision(), left.id()));
    assertThat(store.find("garage")).contains(moved);
  }

  @Test
  void the_numbers_of_a_closed_business_are_free() {
    close(add("clinic", NUMBER));

    assertThat(add("garage", NUMBER).numbers()).containsExactly(NUMBER);
  }

  @Test
  void a_change_of_what_was_changed_meanwhile_is_refused() {
    BusinessRecord seen = add("clinic", NUMBER);
    BusinessRecord changed =
        store.update(
            seen.id(),
            seen.revision(),
            "new name",
            BusinessState.SUSPENDED,
            null,
            seen.numbers(),
            null,
            NOON);

    assertThatExceptionOfType(DirectoryConflict.class).isThrownBy(() -> close(seen));
    assertThat(changed.revision()).isGreaterThan(seen.revision());
    assertThat(store.find("clinic")).contains(changed);
    assertThat(changed.state()).isEqualTo(BusinessState.SUSPENDED);
  }

  private static NewVersion draft(String document, String author, String note) {
    return new NewVersion(document, author, false, note);
  }

  @Test
  void versions_count_from_one_in_each_business_by_itself() {
    long clinic = add("clinic").id();
    long garage = add("garage").id();

    SettingsVersion first = store.addDraft(clinic, draft("name: א", "dana", "first"), NOON);
    SettingsVersion second =
        store.addDraft(clinic, new NewVersion("name: ב", "dana", true, ""), NOON.plusSeconds(1));

    assertThat(first)
        .isEqualTo(
            new SettingsVersion(
                clinic,
                1,
                SettingsVersion.State.DRAFT,
                "name: א",
                "dana",
                false,
                "first",
                NOON,
                null));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.keepsOperatorEntries()).isTrue();
    assertThat(store.addDraft(garage, draft("", "x", ""), NOON).version()).isEqualTo(1);
    assertThat(store.version(clinic, 1)).contains(first);
    assertThat(store.version(clinic, 3)).isEmpty();
    assertThat(store.versions(clinic, Long.MAX_VALUE, 9)).containsExactly(second, first);
    assertThat(store.versions(clinic, Long.MAX_VALUE, 1)).containsExactly(second);
    assertThat(store.versions(clinic, 2, 9)).containsExactly(first);
  }

  @Test
  void one_version_at_most_is_published_and_the_one_before_is_archived() {
    BusinessRecord clinic = add("clinic");
    long id = clinic.id();
    store.addDraft(id, draft("name: a", "x", ""), NOON);
    store.addDraft(id, draft("name: b", "x", ""), NOON);

    store.publish(id, 1, clinic.revision(), NOON);
    SettingsVersion second =
        store.publish(id, 2, store.find(id).orElseThrow().revision(), NOON.plusSeconds(2));

    assertThat(second.state()).isEqualTo(SettingsVersion.State.PUBLISHED);
    assertThat(second.publishedAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(store.version(id, 1).orElseThrow().state())
        .isEqualTo(SettingsVersion.State.ARCHIVED);
    assertThat(store.find(id).orElseThrow().publishedVersion()).isEqualTo(2);
  }

  @Test
  void an_older_version_can_be_published_again() {
    BusinessRecord clinic = add("clinic");
    long id = clinic.id();
    store.addDraft(id, draft("name: a", "x", ""), NOON);
    store.addDraft(id, draft("name: b", "x", ""), NOON);
    store.publish(id, 1, clinic.revision(), NOON);
    store.publish(id, 2, store.find(id).orElseThrow().revision(), NOON);

    SettingsVersion back =
        store.publish(id, 1, store.find(id).orElseThrow().revision(), NOON.plusSeconds(9));

    assertThat(back.state()).isEqualTo(SettingsVersion.State.PUBLISHED);
    assertThat(back.document()).isEqualTo("name: a");
    assertThat(store.find(id).orElseThrow().publishedVersion()).isEqualTo(1);
  }

  @Test
  void two_who_publish_at_once_do_not_overwrite_each_other() {
    BusinessRecord seen = add("clinic");
    store.addDraft(seen.id(), draft("name: a", "x", ""), NOON);
    store.addDraft(seen.id(), draft("name: b", "x", ""), NOON);
    store.publish(seen.id(), 1, seen.revision(), NOON);

    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(() -> store.publish(seen.id(), 2, seen.revision(), NOON));
    assertThat(store.find(seen.id()).orElseThrow().publishedVersion()).isEqualTo(1);
  }

  @Test
  void a_draft_can_be_given_up_and_what_answers_calls_cannot() {
    BusinessRecord clinic = add("clinic");
    store.addDraft(clinic.id(), draft("name: a", "x", ""), NOON);
    store.addDraft(clinic.id(), draft("name: b", "x", ""), NOON);
    store.publish(clinic.id(), 1, clinic.revision(), NOON);

    assertThat(store.archive(clinic.id(), 2).state()).isEqualTo(SettingsVersion.State.ARCHIVED);
    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(() -> store.archive(clinic.id(), 1));
    assertThat(store.version(clinic.id(), 1).orElseThrow().state())
        .isEqualTo(SettingsVersion.State.PUBLISHED);
  }

  @Test
  void a_draft_takes_the_place_of_another_one_unless_a_version_came_meanwhile() {
    BusinessRecord clinic = add("clinic");
    long id = clinic.id();
    store.addDraft(id, draft("name: a", "x", ""), NOON);
    store.publish(id, 1, clinic.revision(), NOON);

    SettingsVersion first = store.replaceDraft(id, 1, null, draft("b", "x", "n"), NOON);
    SettingsVersion second = store.replaceDraft(id, 2, 2L, draft("c", "y", ""), NOON);

    assertThat(first.version()).isEqualTo(2);
    assertThat(second.version()).isEqualTo(3);
    assertThat(second.document()).isEqualTo("c");
    assertThat(store.version(id, 2).orElseThrow().state())
        .isEqualTo(SettingsVersion.State.ARCHIVED);
    assertThat(store.version(id, 1).orElseThrow().state())
        .isEqualTo(SettingsVersion.State.PUBLISHED);
    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(() -> store.replaceDraft(id, 2, 2L, draft("d", "z", ""), NOON));
    assertThat(store.versions(id, Long.MAX_VALUE, 9)).hasSize(3);
  }

  @Test
  void what_is_not_there_cannot_be_changed() {
    long id = add("clinic").id();
    long revision = store.find(id).orElseThrow().revision();

    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(() -> store.addDraft(99, draft("", "x", ""), NOON));
    assertThatExceptionOfType(DirectoryConflict.class)
        .isThrownBy(() -> store.publish(id, 7, revision, NOON));
    assertThatExceptionOfType(DirectoryConflict.class).isThrownBy(() -> store.archive(id, 7));
  }

  @Test
  void a_business_and_its_first_version_are_there_together_or_not_at_all() {
    var settings = draft("name: א", "dana", "first");
    var taken = new NewBusiness("a", "a", ManagedBy.API, null, List.of(NUMBER), settings, true);

    BusinessRecord added = store.add(taken, NOON);

    assertThat(added.publishedVersion()).isEqualTo(1);
    assertThat(store.version(added.id(), 1))
        .contains(
            new SettingsVersion(
                added.id(),
                1,
                SettingsVersion.State.PUBLISHED,
                "name: א",
                "dana",
                false,
                "first",
                NOON,
                NOON));
    BusinessRecord draft =
        store.add(new NewBusiness("b", "b", ManagedBy.API, null, List.of(), settings, false), NOON);
    assertThat(draft.publishedVersion()).isNull();
    assertThat(store.version(draft.id(), 1).orElseThrow().state())
        .isEqualTo(SettingsVersion.State.DRAFT);

    // What cannot be written at the end takes the beginning with it.
    SqlDirectoryStore failing = failingAtVersions();
    var third =
        new NewBusiness("c", "c", ManagedBy.API, null, List.of(OTHER_NUMBER), settings, true);
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> failing.add(third, NOON));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                failing.update(
                    added.id(),
                    added.revision(),
                    "new name",
                    BusinessState.ACTIVE,
                    null,
                    List.of(OTHER_NUMBER),
                    settings,
                    NOON));
    assertThat(store.find("c")).isEmpty();
    assertThat(store.find("a")).contains(added);
  }

  /// A store whose transactions fail once a version is written, as when the process is killed.
  private SqlDirectoryStore failingAtVersions() {
    return new SqlDirectoryStore(
        new DelegatingDatabase(database) {
          @Override
          public <T> T write(Function<Handle, T> work) {
            return database.write(
                handle -> {
                  T result = work.apply(handle);
                  handle.execute("insert into no_such_table values (1)");
                  return result;
                });
          }
        },
        CIPHER);
  }

  @Test
  void the_revision_grows_with_every_change_that_calls_depend_on() {
    var revisions = new ArrayList<Long>();
    revisions.add(store.revision());
    BusinessRecord clinic = add("clinic");
    revisions.add(store.revision());
    store.addDraft(clinic.id(), draft("", "x", ""), NOON);
    store.publish(clinic.id(), 1, clinic.revision(), NOON);
    revisions.add(store.revision());
    close(store.find("clinic").orElseThrow());
    revisions.add(store.revision());
    reopen();

    assertThat(revisions).isSorted().doesNotHaveDuplicates();
    assertThat(store.revision()).isEqualTo(revisions.getLast());
  }

  @Test
  void of_two_servers_that_take_a_number_at_once_one_gets_it() throws Exception {
    try (SqlDatabase second = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<DirectoryStore> servers = List.of(store, new SqlDirectoryStore(second, CIPHER));
      var refused = new AtomicInteger();
      var attempts = new ArrayList<Callable<Object>>();
      for (int i = 0; i < 8; i++) {
        String slug = "business-" + i;
        DirectoryStore server = servers.get(i % 2);
        attempts.add(
            () -> {
              try {
                return server.add(business(slug, null, NUMBER), NOON);
              } catch (DirectoryConflict e) {
                return refused.incrementAndGet();
              }
            });
      }
      for (Future<Object> attempt : threads.invokeAll(attempts)) {
        attempt.get();
      }

      assertThat(refused).hasValue(7);
      assertThat(store.businesses())
          .singleElement()
          .satisfies(only -> assertThat(only.numbers()).containsExactly(NUMBER));
    }
  }

  private void close(BusinessRecord business) {
    store.update(
        business.id(),
        business.revision(),
        business.name(),
        BusinessState.CLOSED,
        business.accountSid(),
        business.numbers(),
        null,
        NOON);
  }
}
