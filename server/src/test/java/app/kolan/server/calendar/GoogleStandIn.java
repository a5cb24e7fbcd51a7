package app.kolan.server.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Plays Google's token endpoint and Calendar API, by their documentation and not after the client.
/// It checks the signature of each assertion.
final class GoogleStandIn implements AutoCloseable {
  static final String CALENDAR = "dana@example.com";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 2;

  private final HttpServer server;
  private final KeyPair keys;
  private final Map<String, ObjectNode> events = new LinkedHashMap<>();
  private final Map<String, Integer> changes = new HashMap<>();
  private String token = "";
  private int tokens;
  private int state = 1;
  private boolean forgets;
  private boolean isShared = true;

  GoogleStandIn() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI api() {
    return URI.create(url() + "/calendar/v3/");
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The key file of a service account.
  String keyFile() {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return JSON.createObjectNode()
        .put("type", "service_account")
        .put("client_email", "kolan@project.iam.gserviceaccount.com")
        .put("private_key_id", "key-1")
        .put("private_key", pem)
        .put("token_uri", url() + "/token")
        .toString();
  }

  /// The tokens that were given out are no longer good.
  synchronized void revokeTokens() {
    token = "";
  }

  synchronized int tokens() {
    return tokens;
  }

  synchronized void forgetSyncTokens() {
    forgets = true;
  }

  synchronized void unshare() {
    isShared = false;
  }

  /// What a person does in the calendar.
  ///
  /// @param change of the event; null to delete it
  synchronized void byHand(String id, @Nullable ObjectNode change) {
    if (change == null) {
      events.computeIfPresent(id, (_, event) -> event.put("status", "cancelled"));
    } else {
      events.computeIfAbsent(id, _ -> fresh(id)).setAll(change);
    }
    changed(id);
  }

  synchronized JsonNode event(String id) {
    return events.getOrDefault(id, JSON.createObjectNode());
  }

  private static ObjectNode fresh(String id) {
    return JSON.createObjectNode()
        .put("kind", "calendar#event")
        .put("id", id)
        .put("status", "confirmed")
        .put("iCalUID", id + "@google.com");
  }

  /// What is null was taken away.
  private void changed(String id) {
    ObjectNode event = Objects.requireNonNull(events.get(id));
    for (String part : List.of("start", "end")) {
      if (event.path(part) instanceof ObjectNode time) {
        boolean _ = time.properties().removeIf(field -> field.getValue().isNull());
      }
    }
    changes.put(id, ++state);
    event.put("etag", "\"" + state + "\"");
  }

  private record Answer(int status, JsonNode body) {}

  private static Answer error(int status, String reason) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error")
        .put("code", status)
        .putArray("errors")
        .addObject()
        .put("reason", reason);
    return new Answer(status, body);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer = act(exchange, body);
      byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(answer.status(), answer.status() == 204 ? -1 : bytes.length);
      if (answer.status() != 204) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private synchronized Answer act(HttpExchange exchange, String body)
      throws IOException, GeneralSecurityException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals("/token")) {
      return token(body);
    }
    String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (token.isEmpty() || !bearer.equals("Bearer " + token)) {
      return error(401, "authError");
    }
    if (path.equals("/calendar/v3/freeBusy")) {
      ObjectNode found = JSON.createObjectNode();
      ObjectNode calendar = found.putObject("calendars").putObject(CALENDAR);
      if (isShared) {
        calendar.putArray("busy");
      } else {
        calendar.putArray("errors").addObject().put("domain", "global").put("reason", "notFound");
      }
      return new Answer(200, found);
    }
    String base = "/calendar/v3/calendars/" + CALENDAR + "/events";
    if (!path.startsWith(base) || !isShared) {
      return error(404, "notFound");
    }
    if (path.equals(base)) {
      return method.equals("GET") ? list(exchange) : insert(body);
    }
    return one(exchange, method, path.substring(base.length() + 1), body);
  }

  private Answer token(String form) throws IOException, GeneralSecurityException {
    Map<String, String> fields = fields(form);
    String[] parts = fields.getOrDefault("assertion", "").split("\\.", -1);
    if (!"urn:ietf:params:oauth:grant-type:jwt-bearer".equals(fields.get("grant_type"))
        || parts.length != 3) {
      return error(400, "invalid_grant");
    }
    Base64.Decoder base64 = Base64.getUrlDecoder();
    JsonNode header = JSON.readTree(base64.decode(parts[0]));
    JsonNode claims = JSON.readTree(base64.decode(parts[1]));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    boolean isGood =
        signature.verify(base64.decode(parts[2]))
            && header.path("alg").asText().equals("RS256")
            && header.path("kid").asText().equals("key-1")
            && claims.path("iss").asText().equals("kolan@project.iam.gserviceaccount.com")
            && claims.path("aud").asText().equals(url() + "/token")
            && claims.path("scope").asText().equals("https://www.googleapis.com/auth/calendar")
            && claims.path("exp").asLong() - claims.path("iat").asLong() == 3600;
    if (!isGood) {
      return error(400, "invalid_grant");
    }
    token = "token-" + ++tokens;
    return new Answer(
        200,
        JSON.createObjectNode()
            .put("access_token", token)
            .put("expires_in", 3599)
            .put("token_type", "Bearer"));
  }

  private Answer list(HttpExchange exchange) {
    Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
    String sync = query.getOrDefault("syncToken", "");
    if (!sync.isEmpty() && (forgets || query.containsKey("timeMin"))) {
      forgets = false;
      return query.containsKey("timeMin") ? error(400, "invalid") : error(410, "fullSyncRequired");
    }
    int since = sync.isEmpty() ? 0 : Integer.parseInt(sync.substring(1));
    var found =
        events.values().stream()
            .filter(event -> changes.getOrDefault(event.path("id").asText(), 0) > since)
            .filter(event -> !sync.isEmpty() || !event.path("status").asText().equals("cancelled"))
            .filter(event -> !sync.isEmpty() || isWithin(event, query))
            .toList();
    int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
    ObjectNode answer = JSON.createObjectNode().put("summary", "Dana").put("accessRole", "writer");
    ArrayNode items = answer.putArray("items");
    found.stream().skip(from).limit(PAGE).forEach(items::add);
    if (from + PAGE < found.size()) {
      answer.put("nextPageToken", Integer.toString(from + PAGE));
    } else {
      answer.put("nextSyncToken", "s" + state);
    }
    return new Answer(200, answer);
  }

  private static boolean isWithin(JsonNode event, Map<String, String> query) {
    String start = event.path("start").path("dateTime").asText();
    return !query.containsKey("timeMin")
        || start.isEmpty()
        || OffsetDateTime.parse(start)
            .toInstant()
            .isBefore(Instant.parse(query.getOrDefault("timeMax", "")));
  }

  private Answer insert(String body) throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(body);
    String id = event.path("id").asText();
    if (!id.matches("[a-v0-9]{5,1024}")) {
      return error(400, "invalid");
    }
    if (events.containsKey(id)) {
      return error(409, "duplicate");
    }
    events.put(id, fresh(id).setAll(event));
    changed(id);
    return new Answer(200, events.get(id));
  }

  private Answer one(HttpExchange exchange, String method, String id, String body)
      throws IOException {
    ObjectNode event = events.get(id);
    if (event == null) {
      return error(404, "notFound");
    }
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    if (match != null && !match.equals(event.path("etag").asText())) {
      return error(412, "conditionNotMet");
    }
    boolean isGone = event.path("status").asText().equals("cancelled");
    return switch (method) {
      case "GET" -> new Answer(200, event);
      case "PATCH" -> {
        event.setAll((ObjectNode) JSON.readTree(body));
        changed(id);
        yield new Answer(200, event);
      }
      case "DELETE" -> {
        if (isGone) {
          yield error(410, "deleted");
        }
        event.put("status", "cancelled");
        changed(id);
        yield new Answer(204, JSON.createObjectNode());
      }
      default -> error(405, "notAllowed");
    };
  }

  private static Map<String, String> fields(@Nullable String form) {
    var fields = new HashMap<String, String>();
    for (String pair : String.valueOf(form).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
