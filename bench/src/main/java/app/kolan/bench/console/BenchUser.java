package app.kolan.bench.console;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.identity.EmailAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// The operator as whom a bench looks at the console of its server.
public final class BenchUser {
  public static final String EMAIL = "bench@kolan.example";
  public static final String PASSWORD = "a password of the bench alone";

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern COOKIE = Pattern.compile("^((?:__Host-)?kolan=[^;]+)");

  private BenchUser() {}

  /// Adds him, unless he is there.
  public static void add(Administration administration) {
    EmailAddress email = EmailAddress.of(EMAIL);
    if (administration.identity().users().find(email).isEmpty()) {
      var _ =
          administration
              .identity()
              .users()
              .add(email, "", true, Map.of(), PASSWORD, AuditActor.COMMAND);
    }
  }

  /// Signs in by the form of the console.
  ///
  /// @param origin of the server, such as `http://127.0.0.1:8080`
  /// @return what a browser sends as `Cookie` from then on
  /// @throws IOException when he is not let in
  public static String signIn(HttpClient http, String origin)
      throws IOException, InterruptedException {
    String form = "email=%s&password=%s".formatted(encoded(EMAIL), encoded(PASSWORD));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(origin + "/console/login"))
                .timeout(LONGEST)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    return answer.headers().allValues("set-cookie").stream()
        .map(COOKIE::matcher)
        .filter(cookie -> cookie.find())
        .map(cookie -> cookie.group(1))
        .findFirst()
        .orElseThrow(
            () -> new IOException("signing in to the console gave " + answer.statusCode()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
