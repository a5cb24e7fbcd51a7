package app.kolan.server.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A migration adds: servers of the version before go on with its tables. One that takes something
/// away says so in the table `schema_compatibility`, a release after the last server that needs it.
@Tag("unit")
class MigrationsExpandTest {
  /// Before this one all servers were stopped for an update.
  private static final int FIRST = 34;

  private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");
  private static final Pattern NEEDED_COLUMN =
      Pattern.compile("add column(?!.*\\bdefault\\b).*\\bnot null\\b");

  /// What a server of an older version could not live with.
  private static final List<Pattern> TAKES_AWAY =
      Stream.of(
              "\\bdrop (table|column|view|sequence)\\b",
              "\\brename\\b",
              "\\balter column\\b",
              "\\badd (constraint|check|foreign|unique|primary)\\b",
              "^create unique index\\b",
              "^delete\\b",
              "^truncate\\b",
              "^create trigger\\b")
          .map(Pattern::compile)
          .toList();

  @Test
  void each_migration_only_adds_or_says_which_servers_can_go_on() throws Exception {
    var mistakes = new ArrayList<String>();
    for (Path file : migrations()) {
      mistakes.addAll(mistakesIn(file.getFileName().toString(), Files.readString(file)));
    }
    assertThat(mistakes).as("see docs/scale.md, Two versions side by side").isEmpty();
    assertThat(migrations()).isNotEmpty();
  }

  @Test
  void what_takes_away_is_found() {
    assertThat(mistakesIn("V50__x.sql", "alter table calls\n  drop column node;")).hasSize(1);
    assertThat(mistakesIn("V50__x.sql", "alter table calls add column a text not null;"))
        .hasSize(1);
    assertThat(mistakesIn("V50__x.sql", "alter table calls rename to talks;")).hasSize(1);
    assertThat(mistakesIn("V50__x.sql", "create unique index a on calls (b);")).hasSize(1);
    assertThat(
            mistakesIn(
                "V50__x.sql",
                """
                -- a new one; drop table nothing
                create table a (b text not null);
                create unique index c on a (b);
                alter table calls add column d text not null default 'x';
                """))
        .isEmpty();
    assertThat(
            mistakesIn(
                "V50__x.sql", "drop table old; update schema_compatibility set oldest = 50;"))
        .isEmpty();
    assertThat(
            mistakesIn(
                "V50__x.sql", "drop table old; update schema_compatibility set oldest = 49;"))
        .hasSize(1);
  }

  private static List<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      return files
          .filter(file -> version(file.getFileName().toString()) >= FIRST)
          .sorted()
          .toList();
    }
  }

  private static int version(String name) {
    var found = FILE.matcher(name);
    return found.matches() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static List<String> mistakesIn(String name, String sql) {
    var statements = new ArrayList<String>();
    var created = new ArrayList<String>();
    for (String part : sql.replaceAll("--[^\\n]*", "").split(";", -1)) {
      String statement = part.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
      statements.add(statement);
      if (statement.startsWith("create table ")) {
        created.add(statement.split(" ", 4)[2]);
      }
    }
    String contract = "update schema_compatibility set oldest = " + version(name);
    if (statements.contains(contract)) {
      return List.of();
    }
    return statements.stream()
        .filter(statement -> created.stream().noneMatch(table -> isAbout(statement, table)))
        .filter(
            statement ->
                NEEDED_COLUMN.matcher(statement).find()
                    || TAKES_AWAY.stream().anyMatch(bad -> bad.matcher(statement).find()))
        .map(statement -> name + ": " + statement)
        .toList();
  }

  /// Whether an index or a change is of a table that the same migration makes.
  private static boolean isAbout(String statement, String table) {
    return Pattern.compile("( on |^alter table )" + Pattern.quote(table) + "\\b")
        .matcher(statement)
        .find();
  }
}
