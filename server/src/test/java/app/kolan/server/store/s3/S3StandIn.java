package app.kolan.server.store.s3;

import app.kolan.server.settings.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What an S3 store does on the wire, in memory: it verifies what is sent, pages lists after two
/// objects, and fails on demand.
public final class S3StandIn implements AutoCloseable {
  /// What goes wrong with the next request.
  public enum Fault {
    SLOW_DOWN,
    /// The connection ends in the middle of the answer's body.
    RESET,
    /// What is kept is not what was sent.
    DAMAGE,
    FORBIDDEN
  }

  private static final String ACCESS = "AKIATEST";
  private static final String KEY = "s3cret/key+of=a-test";
  private static final String BUCKET = "sounds";
  private static final String PREFIX = "kolan/one/";
  private static final int PAGE = 2;
  public final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final Map<String, String> hashes = new ConcurrentSkipListMap<>();
  public final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  public final AtomicInteger requests = new AtomicInteger();
  public volatile boolean isAway;
  volatile Duration ahead = Duration.ZERO;
  volatile boolean isEncrypted;
  private final S3RequestCheck check = new S3RequestCheck(ACCESS, KEY, BUCKET);
  private final HttpServer server;

  public S3StandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public S3Settings.Bucket bucket() {
    return new S3Settings.Bucket(
        URI.create(endpoint()), "eu-test-1", BUCKET, PREFIX, ACCESS, new Secret(KEY));
  }

  /// By their environment variables.
  public Map<String, String> settings() {
    return Map.of(
        "KOLAN_S3_ENDPOINT",
        endpoint(),
        "KOLAN_S3_REGION",
        "eu-test-1",
        "KOLAN_S3_BUCKET",
        BUCKET + "/" + PREFIX,
        "KOLAN_S3_ACCESS_KEY",
        ACCESS,
        "KOLAN_S3_SECRET_KEY",
        KEY);
  }

  /// The names of the sounds, without the prefix.
  public List<String> names() {
    return objects.keySet().stream().map(key -> key.substring(PREFIX.length())).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault = faults.poll();
      Instant now = Instant.now().plus(ahead);
      String mistake =
          isAway || fault == Fault.SLOW_DOWN ? "SlowDown" : check.mistake(exchange, body, now);
      if (mistake == null && fault == Fault.FORBIDDEN) {
        mistake = "AccessDenied";
      }
      if (mistake != null) {
        int status = mistake.equals("SlowDown") ? 503 : mistake.equals("NoSuchBucket") ? 404 : 403;
        String text =
            "<?xml version=\"1.0\"?><Error><Code>%s</Code><ServerTime>%s</ServerTime></Error>"
                .formatted(mistake, now);
        answer(exchange, status, text.getBytes(StandardCharsets.UTF_8), null);
        return;
      }
      act(exchange, body, fault);
    }
  }

  private void act(HttpExchange exchange, byte[] body, @Nullable Fault fault) throws IOException {
    String key = exchange.getRequestURI().getPath().substring(BUCKET.length() + 1);
    key = key.startsWith("/") ? key.substring(1) : key;
    byte[] kept = objects.get(key);
    byte[] missing = "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        byte[] stored = fault == Fault.DAMAGE ? new byte[body.length] : body;
        objects.put(key, stored);
        String hash = exchange.getRequestHeaders().getFirst("x-amz-meta-sha256");
        hashes.put(key, String.valueOf(hash));
        exchange.getResponseHeaders().set("ETag", etag(stored));
        answer(exchange, 200, new byte[0], fault);
      }
      case "DELETE" -> {
        objects.remove(key);
        answer(exchange, 204, new byte[0], fault);
      }
      case "GET" -> {
        if (key.isEmpty()) {
          answer(exchange, 200, list(query(exchange)).getBytes(StandardCharsets.UTF_8), fault);
        } else if (kept == null) {
          answer(exchange, 404, missing, null);
        } else {
          exchange.getResponseHeaders().set("x-amz-meta-sha256", hashes.getOrDefault(key, ""));
          exchange.getResponseHeaders().set("Last-Modified", "Mon, 02 Nov 2026 08:00:00 GMT");
          answer(exchange, 200, kept, fault);
        }
      }
      default -> answer(exchange, 405, new byte[0], null);
    }
  }

  private String etag(byte[] bytes) {
    return "\"" + (isEncrypted ? "0".repeat(32) + "-1" : S3RequestCheck.hash("MD5", bytes)) + "\"";
  }

  private String list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String after = query.getOrDefault("continuation-token", "");
    var xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
    List<String> keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
            .toList();
    for (String key : keys.subList(0, Math.min(PAGE, keys.size()))) {
      xml.append("<Contents><Key>").append(key).append("</Key><Size>");
      xml.append(objects.getOrDefault(key, new byte[0]).length).append("</Size></Contents>");
    }
    if (keys.size() > PAGE) {
      xml.append("<NextContinuationToken>").append(keys.get(PAGE - 1));
      xml.append("</NextContinuationToken>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body, @Nullable Fault fault)
      throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      int most = fault == Fault.RESET ? body.length / 2 : body.length;
      exchange.getResponseBody().write(body, 0, most);
      exchange.getResponseBody().flush();
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var query = new HashMap<String, String>();
    for (String part : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      int at = part.indexOf('=');
      query.put(
          part.substring(0, at), URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
