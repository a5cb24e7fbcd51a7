package app.kolan.bench.nodes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PostgreSQL database as JDBC names it.
///
/// @param behind what follows host and port
record DatabaseUrl(String host, int port, String behind) {
  private static final Pattern FORM =
      Pattern.compile("jdbc:postgresql://([^/:?]+)(?::(\\d+))?(/.*)");
  private static final int USUAL_PORT = 5432;

  /// @throws IllegalArgumentException when it names no host
  static DatabaseUrl of(String url) {
    Matcher found = FORM.matcher(url);
    if (!found.matches()) {
      throw new IllegalArgumentException("give a database as jdbc:postgresql://HOST/DATABASE");
    }
    int port = found.group(2) == null ? USUAL_PORT : Integer.parseInt(found.group(2));
    return new DatabaseUrl(found.group(1), port, found.group(3));
  }

  /// The same database, asked without TLS.
  DatabaseUrl withoutTls() {
    String more = (behind.contains("?") ? "&" : "?") + "sslmode=disable";
    return new DatabaseUrl(host, port, behind + more);
  }

  /// The same database at a port of this machine.
  String at(int localPort) {
    return "jdbc:postgresql://127.0.0.1:%d%s".formatted(localPort, behind);
  }
}
