package app.kolan.server.store.sql;

import java.sql.Connection;
import java.sql.Types;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlStatements;

/// The border between the texts of a program and those of a database. Every text that is bound to a
/// statement passes it.
///
/// A webhook may have `%00` in a form, a model may send half a surrogate pair. PostgreSQL refuses
/// NUL in a text (SQLSTATE 22021), SQLite's functions take it for the end of the text, and half a
/// pair has no form in UTF-8. A NUL is left out; half a pair becomes U+FFFD.
public final class StorableText {
  private static final char REPLACEMENT = '\uFFFD';

  /// Keeps what it has parsed, and is shared: each Jdbi by itself would parse all statements anew.
  private static final ColonPrefixSqlParser PARSER = new ColonPrefixSqlParser();

  private StorableText() {}

  /// Jdbi over a pool, with this border.
  public static Jdbi jdbi(DataSource database) {
    return bordered(Jdbi.create(database));
  }

  /// Jdbi over one connection, with this border.
  public static Jdbi jdbi(Connection connection) {
    return bordered(Jdbi.create(connection));
  }

  private static Jdbi bordered(Jdbi jdbi) {
    return jdbi.registerArgument(new StringArguments())
        .configure(SqlStatements.class, statements -> statements.setSqlParser(PARSER));
  }

  /// The text as both databases can keep it; the same object when nothing is wrong with it.
  public static String of(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return repaired(text, i);
      }
    }
    return text;
  }

  private static String repaired(String text, int from) {
    var repaired = new StringBuilder(text.length()).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        continue;
      }
      if (!Character.isSurrogate(c)) {
        repaired.append(c);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        repaired.append(c).append(text.charAt(++i));
      } else {
        repaired.append(REPLACEMENT);
      }
    }
    return repaired.toString();
  }

  private static final class StringArguments extends AbstractArgumentFactory<String> {
    StringArguments() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
      String storable = of(text);
      return (position, statement, _) -> statement.setString(position, storable);
    }
  }
}
