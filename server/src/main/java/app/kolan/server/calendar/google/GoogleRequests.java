package app.kolan.server.calendar.google;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.http.PublicHttp;
import app.kolan.server.tool.http.PublicHttp.Reply;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests of a service account to Google's API, with a token that is fetched anew when it is
/// over. Thread-safe.
final class GoogleRequests {
  static final ObjectMapper JSON = new ObjectMapper();

  /// A token that ends so soon is not used any more.
  private static final Duration EARLY = Duration.ofMinutes(1);

  private final PublicHttp http;
  private final ServiceAccount account;
  private final URI api;
  private final Duration limit;
  private final InstantSource clock;
  private volatile @Nullable Token token;

  private record Token(String text, Instant until) {}

  /// @param api the address of the API, which ends with a slash
  /// @param limit for each request
  GoogleRequests(
      PublicHttp http, ServiceAccount account, URI api, Duration limit, InstantSource clock) {
    this.http = http;
    this.account = account;
    this.api = api;
    this.limit = limit;
    this.clock = clock;
  }

  /// Asks for something; an answer of whatever status but 401.
  ///
  /// @param path below the API's address, with its query
  /// @param body JSON; empty for none
  Reply ask(String method, String path, Map<String, String> headers, String body)
      throws ProviderFailure, InterruptedException {
    Token known = token;
    Token used =
        known != null && known.until().isAfter(clock.instant().plus(EARLY)) ? known : fetch();
    Reply reply = ask(method, path, headers, body, used);
    if (reply.status() == 401 && used.equals(known)) {
      // It was revoked before its time.
      reply = ask(method, path, headers, body, fetch());
    }
    if (reply.status() == 401) {
      throw failure(reply);
    }
    return reply;
  }

  private Reply ask(
      String method, String path, Map<String, String> headers, String body, Token used)
      throws ProviderFailure, InterruptedException {
    var all = new LinkedHashMap<>(headers);
    all.put("Authorization", "Bearer " + used.text());
    if (!body.isEmpty()) {
      all.put("Content-Type", "application/json; charset=utf-8");
    }
    return http.ask(
        GoogleCalendar.SERVICE,
        method,
        api.resolve(path),
        all,
        body.getBytes(StandardCharsets.UTF_8),
        limit);
  }

  private Token fetch() throws ProviderFailure, InterruptedException {
    Instant now = clock.instant();
    String form =
        "grant_type="
            + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer")
            + "&assertion="
            + encoded(account.assertion(now));
    Reply reply =
        http.ask(
            GoogleCalendar.SERVICE,
            "POST",
            account.tokenUrl(),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            form.getBytes(StandardCharsets.UTF_8),
            limit);
    if (reply.status() == 400 || reply.status() == 401) {
      // invalid_grant: the account or its key is gone, or this machine's clock is wrong.
      throw new ProviderFailure(
          GoogleCalendar.SERVICE, FailureKind.KEY_REFUSED, "HTTP " + reply.status());
    }
    require(reply);
    JsonNode json = json(reply);
    String text = json.path("access_token").asText();
    if (text.isEmpty()) {
      throw new ProviderFailure(GoogleCalendar.SERVICE, FailureKind.UNREADABLE, "no token");
    }
    var fresh = new Token(text, now.plusSeconds(json.path("expires_in").asLong(0)));
    token = fresh;
    return fresh;
  }

  static void require(Reply reply) throws ProviderFailure {
    if (!reply.isGood()) {
      throw failure(reply);
    }
  }

  private static ProviderFailure failure(Reply reply) {
    // A quota that is used up is answered with 403, too.
    boolean isLimited = reply.status() == 403 && reply.body().contains("imitExceeded");
    return new ProviderFailure(
        GoogleCalendar.SERVICE,
        isLimited ? FailureKind.LIMITED : FailureKind.ofStatus(reply.status()),
        "HTTP " + reply.status());
  }

  static JsonNode json(Reply reply) throws ProviderFailure {
    try {
      JsonNode json = JSON.readTree(reply.body());
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException _) {
      // It is reported below, without its content.
    }
    throw new ProviderFailure(GoogleCalendar.SERVICE, FailureKind.UNREADABLE, "no JSON");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
