package app.kolan.server.store.postgres;

import app.kolan.server.settings.Secret;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Where a PostgreSQL database is and who opens it. It prints without user and password.
public final class PostgresAddress {
  private static final String SCHEME = "jdbc:postgresql:";

  private final String url;
  private final Properties properties;
  private final @Nullable Secret password;

  private PostgresAddress(String url, Properties properties, @Nullable Secret password) {
    this.url = url;
    this.properties = properties;
    this.password = password;
  }

  /// @param url `jdbc:postgresql://host:port/database?user=…&password=…`, as pgjdbc takes it
  /// @param password wins over the URL's
  /// @return empty when it is no such URL
  public static Optional<PostgresAddress> parse(String url, @Nullable Secret password) {
    if (!url.startsWith(SCHEME)) {
      return Optional.empty();
    }
    Properties properties = Driver.parseURL(url, null);
    return properties == null
        ? Optional.empty()
        : Optional.of(new PostgresAddress(url, properties, password));
  }

  /// The URL without user and password.
  String url() {
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    var kept = new StringBuilder(url.substring(0, query));
    char separator = '?';
    for (String argument : url.substring(query + 1).split("&", -1)) {
      if (!argument.startsWith("password=") && !argument.startsWith("user=")) {
        kept.append(separator).append(argument);
        separator = '&';
      }
    }
    return kept.toString();
  }

  Optional<String> user() {
    return Optional.ofNullable(PGProperty.USER.getOrDefault(properties));
  }

  Optional<Secret> password() {
    return password != null
        ? Optional.of(password)
        : Optional.ofNullable(PGProperty.PASSWORD.getOrDefault(properties)).map(Secret::new);
  }

  /// Whether the URL itself sets a property of pgjdbc.
  boolean sets(String property) {
    return new TreeSet<>(properties.stringPropertyNames()).contains(property);
  }

  /// Host, port and database.
  @Override
  public String toString() {
    return "%s:%s/%s"
        .formatted(
            PGProperty.PG_HOST.getOrDefault(properties),
            PGProperty.PG_PORT.getOrDefault(properties),
            PGProperty.PG_DBNAME.getOrDefault(properties));
  }
}
