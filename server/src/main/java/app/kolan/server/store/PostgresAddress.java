package app.kolan.server.store;

import app.kolan.server.settings.Secret;
import java.util.Optional;
import java.util.Properties;
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

  /// What is wrong with such a URL, without what may be a secret in it; empty when it can be used.
  public static Optional<String> mistakeIn(String url) {
    if (!url.startsWith(SCHEME)) {
      int colon = url.indexOf("://");
      return Optional.of(
          colon > 0 && colon < 30
              ? "a URL that begins with " + url.substring(0, colon + 3)
              : "a text that does not begin with " + SCHEME);
    }
    int query = url.indexOf('?');
    if ((query < 0 ? url : url.substring(0, query)).contains("@")) {
      return Optional.of("a URL with a user before the host");
    }
    Properties properties = Driver.parseURL(url, null);
    if (properties == null) {
      return Optional.of("a URL that pgjdbc does not understand");
    }
    return properties.stringPropertyNames().contains(PGProperty.PG_DBNAME.getName())
        ? Optional.empty()
        : Optional.of("a URL without the name of a database");
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
  public String url() {
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

  public Optional<String> user() {
    return Optional.ofNullable(PGProperty.USER.getOrDefault(properties));
  }

  public Optional<Secret> password() {
    return password != null
        ? Optional.of(password)
        : Optional.ofNullable(PGProperty.PASSWORD.getOrDefault(properties)).map(Secret::new);
  }

  /// Whether the URL itself sets a property of pgjdbc.
  public boolean sets(String property) {
    return properties.stringPropertyNames().contains(property);
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
