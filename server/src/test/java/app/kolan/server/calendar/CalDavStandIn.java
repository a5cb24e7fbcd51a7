package app.kolan.server.calendar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a CalDAV server with one collection, by the RFCs and not after the client, and fails on
/// demand.
public final class CalDavStandIn implements AutoCloseable {
  /// How it fails.
  public enum Fault {
    NONE,
    /// 401.
    REFUSES,
    /// 503.
    OVERLOADED,
    /// Takes the request and never answers.
    SILENT,
    /// Answers without an end, a byte now and then.
    DRIPS,
    /// 200, and a page for people.
    GARBAGE,
    /// Takes a change, and breaks the connection in place of an answer.
    LOSES_ANSWERS,
    /// No longer knows from where changes are asked for.
    FORGETS,
    /// May be read only.
    READ_ONLY
  }

  private static final String PATH = "/dana/salon/";
  private static final Pattern HREF = Pattern.compile("<d:href>([^<]*)</d:href>");
  private static final Pattern TOKEN = Pattern.compile("<d:sync-token>([^<]*)</d:sync-token>");

  private final HttpServer server;
  private final boolean hasTokens;
  private final Map<String, String> events = new TreeMap<>();

  /// When each was changed, or deleted.
  private final Map<String, Integer> changes = new LinkedHashMap<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<Runnable> beforeWrite = new AtomicReference<>(() -> {});
  private final List<String> asked = new ArrayList<>();
  private volatile Fault fault = Fault.NONE;
  private int state = 1;

  /// @param hasTokens whether it knows sync-collection; a ctag it has in any case
  public CalDavStandIn(boolean hasTokens) throws IOException {
    this.hasTokens = hasTokens;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI calendar() {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), PATH));
  }

  public void fail(Fault how) {
    fault = how;
  }

  /// Is done once, right before the next change comes in with a condition.
  void beforeNextWrite(Runnable what) {
    beforeWrite.set(what);
  }

  /// What was asked, by method.
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /// A person writes an event.
  public synchronized void write(String uid, Instant from, Instant to) {
    String path = PATH + uid + ".ics";
    events.put(
        path,
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:%s\r\nDTSTART:%s\r\nDTEND:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            .formatted(uid, utc(from), utc(to)));
    changes.put(path, ++state);
  }

  private static String utc(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
  }

  /// The texts of all events.
  public synchronized List<String> events() {
    return List.copyOf(events.values());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String method = exchange.getRequestMethod();
      synchronized (this) {
        asked.add(method);
      }
      boolean isChange = method.equals("PUT") || method.equals("DELETE");
      boolean isConditional =
          exchange.getRequestHeaders().containsKey("If-Match")
              || exchange.getRequestHeaders().containsKey("If-None-Match");
      if (isChange && isConditional) {
        beforeWrite.getAndSet(() -> {}).run();
      }
      switch (fault) {
        case REFUSES -> send(exchange, 401, "text/plain", "no");
        case OVERLOADED -> send(exchange, 503, "text/plain", "later");
        case GARBAGE -> send(exchange, 200, "text/html", "<html><p>Welcome &nbsp; <b>");
        case SILENT -> awaitClose();
        case DRIPS -> drip(exchange);
        case NONE, LOSES_ANSWERS, FORGETS, READ_ONLY -> {
          Answer answer = act(exchange, method, body);
          if (fault == Fault.LOSES_ANSWERS && isChange) {
            return;
          }
          if (!answer.etag().isEmpty()) {
            exchange.getResponseHeaders().set("ETag", answer.etag());
          }
          send(exchange, answer.status(), answer.type(), answer.body());
        }
      }
    }
  }

  private record Answer(int status, String type, String body, String etag) {
    static Answer of(int status) {
      return new Answer(status, "text/plain", "", "");
    }

    static Answer xml(String body) {
      return new Answer(207, "application/xml; charset=utf-8", body, "");
    }
  }

  private synchronized Answer act(HttpExchange exchange, String method, String body) {
    String path = exchange.getRequestURI().getRawPath();
    return switch (method) {
      case "PROPFIND" -> Answer.xml(multistatus(collection(), ""));
      case "REPORT" -> report(body);
      case "GET" ->
          events.containsKey(path)
              ? new Answer(200, "text/calendar", text(path), etag(path))
              : Answer.of(404);
      case "PUT" -> {
        if (!holds(exchange, path)) {
          yield Answer.of(412);
        }
        boolean isNew = events.put(path, body) == null;
        changes.put(path, ++state);
        yield new Answer(isNew ? 201 : 204, "text/plain", "", etag(path));
      }
      case "DELETE" -> {
        if (!events.containsKey(path)) {
          yield Answer.of(404);
        }
        if (!holds(exchange, path)) {
          yield Answer.of(412);
        }
        events.remove(path);
        changes.put(path, ++state);
        yield Answer.of(204);
      }
      default -> Answer.of(405);
    };
  }

  /// RFC 9110, section 13.1.
  private boolean holds(HttpExchange exchange, String path) {
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    String noneMatch = exchange.getRequestHeaders().getFirst("If-None-Match");
    return (match == null || (events.containsKey(path) && match.equals(etag(path))))
        && (!"*".equals(noneMatch) || !events.containsKey(path));
  }

  private Answer report(String body) {
    Matcher token = TOKEN.matcher(body);
    if (body.contains("sync-collection")) {
      if (!hasTokens || !token.find()) {
        return Answer.of(415);
      }
      int since = Integer.parseInt(token.group(1).replaceAll("\\D", ""));
      if (fault == Fault.FORGETS || since > state) {
        return new Answer(
            403,
            "application/xml",
            "<d:error xmlns:d=\"DAV:\"><d:valid-sync-token/></d:error>",
            "");
      }
      return Answer.xml(multistatus(changedSince(since), token()));
    }
    var found = new StringBuilder();
    if (body.contains("calendar-multiget")) {
      Matcher href = HREF.matcher(body);
      while (href.find()) {
        found.append(
            events.containsKey(href.group(1)) ? event(href.group(1), true) : gone(href.group(1)));
      }
    } else {
      events.keySet().forEach(path -> found.append(event(path, true)));
    }
    return Answer.xml(multistatus(found.toString(), ""));
  }

  private String changedSince(int since) {
    var found = new StringBuilder();
    changes.forEach(
        (path, at) -> {
          if (at > since) {
            found.append(events.containsKey(path) ? event(path, false) : gone(path));
          }
        });
    return found.toString();
  }

  private String collection() {
    return """
    <d:response><d:href>%s</d:href><d:propstat><d:prop>
    <d:resourcetype><d:collection/><c:calendar/></d:resourcetype>
    <d:displayname>Dana</d:displayname>
    <d:current-user-privilege-set>%s</d:current-user-privilege-set>
    <cs:getctag>%d</cs:getctag>%s
    </d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>
    """
        .formatted(
            PATH,
            fault == Fault.READ_ONLY
                ? "<d:privilege><d:read/></d:privilege>"
                : "<d:privilege><d:read/></d:privilege><d:privilege><d:write/></d:privilege>",
            state,
            hasTokens ? "<d:sync-token>" + token() + "</d:sync-token>" : "");
  }

  private String event(String path, boolean withText) {
    return "<d:response><d:href>%s</d:href><d:propstat><d:prop><d:getetag>%s</d:getetag>%s</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        .formatted(
            path,
            etag(path),
            withText
                ? "<c:calendar-data>"
                    + text(path).replace("&", "&amp;").replace("<", "&lt;")
                    + "</c:calendar-data>"
                : "");
  }

  private static String gone(String path) {
    return "<d:response><d:href>%s</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
        .formatted(path);
  }

  private static String multistatus(String responses, String token) {
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/">%s%s</d:multistatus>
    """
        .formatted(responses, token.isEmpty() ? "" : "<d:sync-token>" + token + "</d:sync-token>");
  }

  private String text(String path) {
    return events.getOrDefault(path, "");
  }

  private String etag(String path) {
    return "\"e%d\"".formatted(changes.getOrDefault(path, 0));
  }

  private String token() {
    return "http://example.com/sync/" + state;
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A byte, and then a pause that is shorter than any wait for the next byte.
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(207, 0);
    try {
      do {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
      } while (!closed.await(50, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /// Nobody is there any more.
  public void stop() {
    closed.countDown();
    server.stop(0);
  }
}
