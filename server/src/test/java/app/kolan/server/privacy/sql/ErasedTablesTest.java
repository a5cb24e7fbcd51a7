package app.kolan.server.privacy.sql;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether an erasure knows all tables that name people.
@Tag("unit")
class ErasedTablesTest {
  /// Columns that lead to a person, or say something of him.
  private static final Set<String> PERSONAL =
      Set.of("call_sid", "contact_id", "caller", "callback", "number", "facts");

  /// Whose numbers are no telephone numbers of callers: a business has its own, and news are
  /// counted.
  private static final Set<String> OTHERS = Set.of("business_numbers", "alert_early_news");

  @Test
  void every_table_that_names_a_call_a_contact_or_a_number_is_one_that_is_erased(
      @TempDir Path data) {
    try (var database = SqliteDatabase.open(data)) {
      List<String> tables =
          database.read(
              handle ->
                  handle
                      .createQuery(
                          """
                          select distinct m.name || ' ' || c.name from sqlite_master m
                          join pragma_table_info(m.name) c where m.type = 'table'
                          """)
                      .mapTo(String.class)
                      .list());
      var personal = new TreeSet<String>();
      for (String each : tables) {
        String[] words = each.split(" ", -1);
        if (PERSONAL.contains(words[1]) && !OTHERS.contains(words[0])) {
          personal.add(words[0]);
        }
      }

      assertThat(SqlPrivacyStore.TABLES)
          .as("add a new table to CallRows or ContactRows, and to SqlPrivacyStore.TABLES")
          .containsAll(personal);
      assertThat(personal).contains("turns", "leads", "alerts", "contact_numbers");
    }
  }
}
