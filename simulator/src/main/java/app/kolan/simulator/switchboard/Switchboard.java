package app.kolan.simulator.switchboard;

import app.kolan.simulator.AccountCredentials;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.SentMessage;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.report.CallReportJson;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The HTTP interface below `/simulator/` by which programs in any language place calls and read
/// their reports.
///
/// A local program needs no password. Other clients, and requests through a browser or a proxy,
/// need the account's credentials, since calls are signed with its token.
public final class Switchboard {
  static final int LARGEST_BODY = 8 << 20;

  private static final String ROOT = "/simulator/";
  private static final Pattern PATH =
      Pattern.compile(
          "/simulator/(?:(stop|messages)|calls(?:/([0-9A-Za-z]{1,64})(/audio\\.wav)?)?)");
  private static final Pattern WAIT = Pattern.compile("wait=([0-9]{1,3})");
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(?:localhost|127\\.[0-9.]+|\\[::1])(?::[0-9]+)?");
  private static final int LONGEST_WAIT = 600;
  private static final Duration CALL_END_TIMEOUT = Duration.ofSeconds(20);

  private final Carrier carrier;
  private final CallDefaults usual;
  private final AccountCredentials credentials;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Switchboard(Carrier carrier, CallDefaults usual) {
    this.carrier = carrier;
    this.usual = usual;
    this.credentials = new AccountCredentials(usual.settings());
  }

  /// Opens the switchboard of a carrier, at the address of its REST interface.
  public static Switchboard open(Carrier carrier, CallDefaults usual) {
    var board = new Switchboard(carrier, usual);
    carrier.serve(ROOT, board::handle);
    return board;
  }

  /// Waits for a stop request. The caller closes the carrier.
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean stops = false;
    try (exchange) {
      SwitchboardAnswer answer;
      try {
        answer = answer(exchange);
      } catch (MalformedOrder e) {
        answer = SwitchboardAnswer.error(400, e.what(), e.remedy());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        answer = SwitchboardAnswer.error(503, "the carrier stops", "start it again");
      }
      stops = answer.status() == 202;
      send(exchange, answer);
    } finally {
      if (stops) {
        stopped.countDown();
      }
    }
  }

  private SwitchboardAnswer answer(HttpExchange exchange)
      throws IOException, MalformedOrder, InterruptedException {
    if (!mayAsk(exchange)) {
      exchange
          .getResponseHeaders()
          .set("WWW-Authenticate", "Basic realm=\"the simulated carrier\"");
      return SwitchboardAnswer.error(
          401,
          "only programs on the carrier's machine may ask without a password",
          "send Basic authentication with the account's SID and its token");
    }
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!path.matches()) {
      return SwitchboardAnswer.error(
          404,
          "there is nothing at this path",
          "ask /simulator/calls, /simulator/calls/{sid}, /simulator/calls/{sid}/audio.wav"
              + ", /simulator/messages or /simulator/stop");
    }
    String method = exchange.getRequestMethod();
    if ("messages".equals(path.group(1))) {
      return method.equals("GET") ? messages() : wrongMethod(exchange, "GET");
    }
    if (path.group(1) != null) {
      return method.equals("POST")
          ? SwitchboardAnswer.json(202, json -> json.writeStringField("state", "stopping"))
          : wrongMethod(exchange, "POST");
    }
    if (path.group(2) == null) {
      return switch (method) {
        case "POST" -> place(exchange);
        case "GET" -> list();
        default -> wrongMethod(exchange, "GET, POST");
      };
    }
    Optional<SimulatedCall> found = carrier.find(path.group(2));
    if (found.isEmpty()) {
      return SwitchboardAnswer.error(
          404,
          "there is no such call, or it is forgotten: the newest hundred are kept",
          "ask /simulator/calls which there are");
    }
    return about(exchange, found.get(), path.group(3) != null);
  }

  private SwitchboardAnswer about(HttpExchange exchange, SimulatedCall call, boolean sound)
      throws MalformedOrder, InterruptedException {
    String method = exchange.getRequestMethod();
    if (method.equals("GET")) {
      Duration wait = wait(exchange.getRequestURI().getRawQuery());
      return sound ? sound(call, wait) : report(call, wait);
    }
    if (method.equals("DELETE") && !sound) {
      call.hangUp();
      return report(call, CALL_END_TIMEOUT);
    }
    return wrongMethod(exchange, sound ? "GET" : "GET, DELETE");
  }

  private SwitchboardAnswer place(HttpExchange exchange) throws IOException, MalformedOrder {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new MalformedOrder(
          "the body is larger than " + LARGEST_BODY + " bytes", "send fewer or shorter sounds");
    }
    String text = new String(body, StandardCharsets.UTF_8);
    OrderedCall ordered = OrderedCall.of(CallRequestReader.read(text), usual);
    SimulatedCall call;
    try {
      call = carrier.call(ordered.plan(), ordered.settings());
    } catch (IllegalArgumentException e) {
      throw new MalformedOrder(
          Objects.requireNonNullElse(e.getMessage(), "the story cannot be told"),
          "name a sound that there is, or say \"any text\" for 2s");
    }
    exchange.getResponseHeaders().set("Location", href(call));
    return SwitchboardAnswer.json(
        201,
        json -> {
          json.writeStringField("callSid", call.callSid());
          json.writeStringField("href", href(call));
        });
  }

  private SwitchboardAnswer list() {
    return SwitchboardAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("calls");
          for (SimulatedCall call : carrier.calls()) {
            json.writeStartObject();
            json.writeStringField("callSid", call.callSid());
            json.writeStringField("href", href(call));
            json.writeStringField("direction", call.direction());
            json.writeStringField("state", call.isOver() ? "ended" : "live");
            json.writeStringField("status", call.status().wire());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private SwitchboardAnswer messages() {
    return SwitchboardAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("messages");
          for (SentMessage message : carrier.messages()) {
            json.writeStartObject();
            json.writeStringField("messageSid", message.sid());
            json.writeStringField("from", message.from());
            json.writeStringField("to", message.to());
            json.writeStringField("body", message.body());
            json.writeStringField("contentSid", message.contentSid());
            json.writeStringField("contentVariables", message.contentVariables());
            json.writeStringField("status", message.statuses().getLast());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static SwitchboardAnswer report(SimulatedCall call, Duration wait)
      throws InterruptedException {
    try {
      CallReport report = call.await(wait);
      return new SwitchboardAnswer.Json(200, CallReportJson.of(report, href(call) + "/audio.wav"));
    } catch (TimeoutException _) {
      return new SwitchboardAnswer.Json(200, CallReportJson.live(call));
    } catch (IllegalStateException e) {
      return broken(call, e);
    }
  }

  private static SwitchboardAnswer sound(SimulatedCall call, Duration wait)
      throws InterruptedException {
    try {
      return new SwitchboardAnswer.Sound(call.await(wait));
    } catch (TimeoutException _) {
      return SwitchboardAnswer.error(409, "the call still lasts", "wait for its end with ?wait=60");
    } catch (IllegalStateException e) {
      return broken(call, e);
    }
  }

  private static SwitchboardAnswer broken(SimulatedCall call, IllegalStateException failure) {
    return SwitchboardAnswer.json(
        500,
        json -> {
          json.writeStringField("callSid", call.callSid());
          json.writeStringField("state", "broken");
          json.writeStringField("reason", String.valueOf(failure.getCause()));
        });
  }

  private static Duration wait(@Nullable String query) throws MalformedOrder {
    if (query == null) {
      return Duration.ZERO;
    }
    Matcher wait = WAIT.matcher(query);
    if (!wait.matches() || Integer.parseInt(wait.group(1)) > LONGEST_WAIT) {
      throw new MalformedOrder(
          "the query is not understood", "send ?wait= and a number of seconds, up to 600");
    }
    return Duration.ofSeconds(Integer.parseInt(wait.group(1)));
  }

  /// A browser names the page that it asks for, and a proxy asks for a name of its own.
  private boolean mayAsk(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = Objects.requireNonNullElse(headers.getFirst("Host"), "");
    boolean nearby =
        exchange.getRemoteAddress().getAddress().isLoopbackAddress()
            && LOCAL_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()
            && !headers.containsKey("Origin");
    return nearby || credentials.match(headers.getFirst("Authorization"));
  }

  private static SwitchboardAnswer wrongMethod(HttpExchange exchange, String allowed) {
    exchange.getResponseHeaders().set("Allow", allowed);
    return SwitchboardAnswer.error(405, "the method is not allowed here", "use " + allowed);
  }

  private static String href(SimulatedCall call) {
    return ROOT + "calls/" + call.callSid();
  }

  private static void send(HttpExchange exchange, SwitchboardAnswer answer) throws IOException {
    byte[] body = answer.bytes();
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
