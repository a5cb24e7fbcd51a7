package app.kolan.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
final class PostgresRewritingTest {
  private static final String NUMBER = "+972541237788";

  /// A server before 18 has no function that clears statistics.
  @Test
  void an_empty_table_keeps_no_common_values_without_that_function() throws Exception {
    try (Connection connection = DriverManager.getConnection(TestPostgres.emptyDatabase());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table people (id bigint generated always as identity primary key,
            number varchar(40) collate "C" not null unique, name text, length numeric(5, 2));
          create table promises (person bigint references people (id), at timestamptz);
          insert into people (number, name, length)
            values ('%s', 'דנה', 1.5), ('+972541230000', 'דנה', 2);
          insert into promises values (1, now());
          analyze people
          """
              .formatted(NUMBER));
      String types = types(statement);

      PostgresRewriting.dropStatisticsOfEmpty(statement, "people");
      assertThat(known(statement)).as("a table with rows is left to ANALYZE").contains(NUMBER);

      statement.execute("delete from promises; delete from people");
      statement.execute("vacuum (full, analyze) people");
      assertThat(known(statement)).as("ANALYZE alone").contains(NUMBER);

      PostgresRewriting.dropStatisticsOfEmpty(statement, "people");
      PostgresRewriting.dropStatisticsOfEmpty(statement, "people");

      assertThat(known(statement)).isEmpty();
      assertThat(types(statement)).isEqualTo(types);
    }
  }

  private static String known(Statement statement) throws SQLException {
    return text(
        statement,
        """
        select coalesce(string_agg(pg_stats::text, chr(10)), '')
        from pg_stats where tablename = 'people'
        """);
  }

  private static String types(Statement statement) throws SQLException {
    return text(
        statement,
        """
        select string_agg(format('%s %s %s %s', attname, format_type(atttypid, atttypmod),
          attcollation::regcollation, attidentity), ', ' order by attnum)
        from pg_attribute where attrelid = 'people'::regclass and attnum > 0
        """);
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (var found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }
}
