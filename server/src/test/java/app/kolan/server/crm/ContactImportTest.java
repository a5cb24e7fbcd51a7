package app.kolan.server.crm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.crm.ContactImport.Result;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactQuery;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ContactImportTest {
  private static final String DANA = "user:7";

  @TempDir private Path folder;
  private Stores stores;

  @BeforeEach
  void open() {
    stores = SqliteStores.open(folder);
    stores
        .leads()
        .save(
            new Lead(
                Sample.CALL,
                1,
                Sample.CALLER,
                null,
                null,
                1,
                null,
                LeadState.OPEN,
                Sample.NOON,
                null,
                "דנה"));
    stores.crm().followUps().follow(Sample.CALL, Sample.NOON);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void what_was_exported_changes_nothing_when_it_is_imported() {
    Contact before = contact();
    String csv = ContactCsv.write(List.of(before));

    Result result = take(csv);

    assertThat(result.unchanged()).isEqualTo(1);
    assertThat(result.changed()).isZero();
    assertThat(contact()).isEqualTo(before);
  }

  @Test
  void another_name_is_added_before_the_one_that_was_heard() {
    assertThat(take("name,phone\nדנה כהן," + Sample.CALLER.value()).changed()).isEqualTo(1);

    assertThat(contact().name()).contains("דנה כהן");
    assertThat(contact().names()).hasSize(2);
  }

  @Test
  void a_note_of_somebody_who_is_known_is_added_once() {
    String csv = "phone,note\n" + Sample.CALLER.value() + ",מעדיפה בוקר";

    assertThat(take(csv).changed()).isEqualTo(1);
    assertThat(take(csv).unchanged()).isEqualTo(1);

    assertThat(stores.crm().contacts().timeline(1, contact().id(), PagePosition.NEWEST, 9))
        .filteredOn(entry -> entry.kind() == TimelineEntry.Kind.NOTE)
        .singleElement()
        .satisfies(entry -> assertThat(entry.says("מעדיפה בוקר")).isTrue());
  }

  private Result take(String csv) {
    return new ContactImport(stores.crm().contacts(), 1, DANA, Sample.NOON.plusSeconds(60))
        .take(ContactCsv.read(csv, "IL"));
  }

  private Contact contact() {
    return stores
        .crm()
        .contacts()
        .find(new ContactQuery(1, null, null, Long.MAX_VALUE, 9))
        .getFirst();
  }
}
