package app.kolan.server.store;

import app.kolan.server.settings.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is and who opens it, from a URL as
/// [pgjdbc](https://jdbc.postgresql.org/documentation/use/) takes it. It prints without user and
/// password.
public final class PostgresAddress {
  private static final String SCHEME = "jdbc:postgresql:";
  private static final String USUAL_PORT = "5432";
  private static final int FINGERPRINT_BYTES = 8;

  /// Hosts, database, arguments.
  private static final Pattern URL =
      Pattern.compile("jdbc:postgresql://([^/?@]*)/([^/?@]+)(?:\\?(.*))?");

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]\\s]*)(?::(\\d{1,5}))?");

  private final String hosts;
  private final String database;
  private final Map<String, String> arguments;
  private final @Nullable Secret password;

  private PostgresAddress(
      String hosts, String database, Map<String, String> arguments, @Nullable Secret password) {
    this.hosts = hosts;
    this.database = database;
    this.arguments = arguments;
    this.password = password;
  }

  /// What is wrong with such a URL, without what may be a secret in it; empty when it can be used.
  public static Optional<String> mistakeIn(String url) {
    if (!url.startsWith(SCHEME)) {
      Matcher scheme = Pattern.compile("([a-z:]{1,30}://).*").matcher(url);
      return Optional.of(
          scheme.matches()
              ? "a URL that begins with " + scheme.group(1)
              : "a text that does not begin with " + SCHEME);
    }
    String beforeArguments = url.split("\\?", 2)[0];
    if (beforeArguments.contains("@")) {
      return Optional.of("a URL with a user before the host");
    }
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return Optional.of("a URL without the name of a database");
    }
    return Arrays.stream(parts.group(1).split(",", -1)).allMatch(PostgresAddress::isHost)
        ? Optional.empty()
        : Optional.of("a URL whose host or port is none");
  }

  /// @param url `jdbc:postgresql://host:port/database?user=…&password=…`
  /// @param password wins over the URL's
  /// @return empty when [there is a mistake in it][#mistakeIn]
  public static Optional<PostgresAddress> parse(String url, @Nullable Secret password) {
    Matcher parts = URL.matcher(url);
    if (mistakeIn(url).isPresent() || !parts.matches()) {
      return Optional.empty();
    }
    var arguments = new LinkedHashMap<String, String>();
    String query = parts.group(3);
    for (String argument : (query == null ? "" : query).split("&", -1)) {
      String[] pair = argument.split("=", 2);
      if (!pair[0].isEmpty()) {
        arguments.put(pair[0], pair.length == 2 ? decoded(pair[1]) : "");
      }
    }
    return Optional.of(
        new PostgresAddress(parts.group(1), decoded(parts.group(2)), arguments, password));
  }

  private static boolean isHost(String text) {
    Matcher parts = HOST.matcher(text);
    return parts.matches() && (parts.group(2) == null || Integer.parseInt(parts.group(2)) <= 65535);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException stray) {
      return text;
    }
  }

  /// The URL of hosts and database, without arguments.
  public String url() {
    String escaped =
        java.net.URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    return "%s//%s/%s".formatted(SCHEME, hosts, escaped);
  }

  /// What the URL sets, apart from user and password, by pgjdbc's names.
  public Map<String, String> properties() {
    var properties = new LinkedHashMap<>(arguments);
    properties.remove("user");
    properties.remove("password");
    return properties;
  }

  public Optional<String> user() {
    return Optional.ofNullable(arguments.get("user"));
  }

  public Optional<Secret> password() {
    return Optional.ofNullable(password)
        .or(() -> Optional.ofNullable(arguments.get("password")).map(Secret::new));
  }

  /// The host; several are separated by commas.
  public String host() {
    return parts(1, "localhost").replaceAll("[\\[\\]]", "");
  }

  /// The port, or that of each host, separated by commas.
  public String port() {
    return parts(2, USUAL_PORT);
  }

  public String database() {
    return database;
  }

  /// Tells this database from others, however it is opened: of the hosts, ports, database and
  /// schema, without user and password. Sixteen hexadecimal digits.
  public String fingerprint() {
    String where =
        String.join("\n", host(), port(), database, arguments.getOrDefault("currentSchema", ""));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(where.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String parts(int group, String usual) {
    return Arrays.stream(hosts.split(",", -1))
        .map(HOST::matcher)
        .filter(Matcher::matches)
        .map(
            host ->
                host.group(group) == null || host.group(group).isEmpty()
                    ? usual
                    : host.group(group))
        .collect(Collectors.joining(","));
  }

  /// Hosts and database.
  @Override
  public String toString() {
    return hosts + "/" + database;
  }
}
