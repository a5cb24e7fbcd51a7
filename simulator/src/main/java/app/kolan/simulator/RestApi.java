package app.kolan.simulator;

import app.kolan.simulator.SimulatedRecordings.Recording;
import app.kolan.simulator.account.Account;
import app.kolan.simulator.account.AccountAnswer;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of Twilio's REST interface that a phone agent needs: recordings, live calls, placing
/// calls, messages, and the account.
///
/// Source: https://www.twilio.com/docs/voice/api/recording and …/call-resource
final class RestApi implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile(
          "/2010-04-01/Accounts/(?<account>[^/]+)/(?<kind>Recordings|Calls|Messages)/"
              + "(?<sid>[0-9A-Za-z]+)(?<suffix>\\.[a-z0-9]+)?");
  private static final Pattern LIST =
      Pattern.compile(
          "/2010-04-01/Accounts/(?<account>[^/]+)/(?<kind>Recordings|Calls|Messages)(\\.json)?");
  private static final int LARGEST_BODY = 1 << 20;
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,9})-([0-9]{0,9})");

  private final CarrierSettings settings;
  private final Account account;
  private final SimulatedRecordings recordings;
  private final CallRegister calls;
  private final CallPlacer placer;
  private final SimulatedMessages messages;
  private final HttpServer server;
  private final RestFaults faults;

  private RestApi(
      CarrierSettings settings,
      Account account,
      SimulatedRecordings recordings,
      CallRegister calls,
      CallPlacer placer,
      SimulatedMessages messages,
      HttpServer server) {
    this.settings = settings;
    this.account = account;
    this.recordings = recordings;
    this.calls = calls;
    this.placer = placer;
    this.messages = messages;
    this.server = server;
    this.faults = new RestFaults(settings.faults(), recordings, calls::find);
  }

  static RestApi start(
      CarrierSettings settings,
      InetSocketAddress address,
      Account account,
      SimulatedRecordings recordings,
      CallRegister calls,
      CallPlacer placer,
      SimulatedMessages messages,
      Executor executor)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    var api = new RestApi(settings, account, recordings, calls, placer, messages, server);
    server.createContext("/", api::handle);
    server.setExecutor(executor);
    server.start();
    return api;
  }

  URI url() {
    InetSocketAddress address = server.getAddress();
    InetAddress listening = address.getAddress();
    String host =
        listening.isAnyLocalAddress()
            ? "127.0.0.1"
            : listening instanceof Inet6Address
                ? "[" + listening.getHostAddress() + "]"
                : listening.getHostAddress();
    return URI.create("http://" + host + ":" + address.getPort());
  }

  /// Answers requests below another path.
  void serve(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  @Override
  public void close() {
    faults.close();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
      String sid = sid(exchange);
      Optional<RestAnswer> trouble = faults.answer(sid);
      RestAnswer answer =
          trouble.isPresent()
              ? trouble.get()
              : answer(exchange, new String(body, StandardCharsets.UTF_8));
      if (answer.isNewCall() && faults.losesNewCall()) {
        return;
      }
      if (answer.isMedia() && faults.truncates(sid)) {
        RestFaults.sendHalf(exchange, answer);
      } else {
        send(exchange, answer);
      }
    }
  }

  /// The SID that the request is about; empty when there is none.
  private static String sid(HttpExchange exchange) {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    return path.matches() ? path.group("sid") : "";
  }

  private RestAnswer answer(HttpExchange exchange, String body) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    try {
      return account
          .answer(exchange.getRequestMethod(), exchange.getRequestURI(), authorization, body)
          .map(RestAnswer::of)
          .orElseGet(() -> answer(exchange, authorization, body));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return RestAnswer.error(503, 20503, "The carrier closes");
    }
  }

  private RestAnswer answer(HttpExchange exchange, @Nullable String authorization, String body) {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    boolean found = path.matches();
    Matcher list = LIST.matcher(exchange.getRequestURI().getPath());
    boolean isList = list.matches();
    if (!account.isOpenedBy(authorization)
        || found && !path.group("account").equals(settings.accountSid())
        || isList && !list.group("account").equals(settings.accountSid())) {
      return RestAnswer.error(401, 20003, "Authenticate");
    }
    if (isList && list.group("kind").equals("Messages")) {
      return exchange.getRequestMethod().equals("POST")
          ? messages.send(body)
          : RestAnswer.error(405, 20004, "Method not allowed");
    }
    boolean isOfRecordings = isList && list.group("kind").equals("Recordings");
    if (isList && !isOfRecordings && exchange.getRequestMethod().equals("POST")) {
      return placer.place(body);
    }
    if (isList && !isOfRecordings && exchange.getRequestMethod().equals("GET")) {
      return CallResourceJson.list(settings.accountSid(), calls.all(), exchange.getRequestURI());
    }
    if (isOfRecordings && exchange.getRequestMethod().equals("GET")) {
      return RecordingResource.list(
          settings.accountSid(), recordings.all(), exchange.getRequestURI());
    }
    if (!found) {
      return notFound(exchange);
    }
    String sid = path.group("sid");
    String suffix = Optional.ofNullable(path.group("suffix")).orElse("");
    String method = exchange.getRequestMethod();
    if (path.group("kind").equals("Messages")) {
      return messages.find(sid).map(messages::resource).orElseGet(() -> notFound(exchange));
    }
    if (path.group("kind").equals("Recordings")) {
      return method.equals("GET")
          ? recordings
              .find(sid)
              .flatMap(recording -> recording(recording, suffix, exchange.getRequestURI()))
              .orElseGet(() -> notFound(exchange))
          : RestAnswer.error(405, 20004, "Method not allowed");
    }
    return calls
        .find(sid)
        .map(call -> method.equals("POST") ? update(call, body) : CallResourceJson.of(call))
        .orElseGet(() -> notFound(exchange));
  }

  private Optional<RestAnswer> recording(Recording recording, String suffix, URI request) {
    String query = Optional.ofNullable(request.getQuery()).orElse("");
    if (query.contains("RequestedChannels=2")) {
      return Optional.of(RestAnswer.error(400, 20001, "The recording has one channel"));
    }
    return switch (suffix) {
      case "", ".wav" ->
          Optional.of(RestAnswer.media("audio/x-wav", Wav.of(recording.sound().toPcm())));
      case ".mp3" ->
          Optional.of(RestAnswer.media("audio/mpeg", Mp3File.silent(recording.sound().duration())));
      case ".json" ->
          Optional.of(
              RestAnswer.of(
                  AccountAnswer.resource(
                      RecordingResource.fields(settings.accountSid(), recording))));
      default -> Optional.empty();
    };
  }

  private RestAnswer update(SimulatedCall call, String body) {
    FormPairs form;
    try {
      form = FormPairs.parse(body);
    } catch (MalformedForm _) {
      return RestAnswer.error(400, 20001, "The form cannot be read");
    }
    if (call.status().isEnd()) {
      return RestAnswer.error(400, 21220, "Call is not in-progress. Cannot redirect.");
    }
    String status = form.first("Status").orElse("");
    if (status.equals("completed") || status.equals("canceled")) {
      call.end(CallEnd.COMPLETED_BY_REST);
      return CallResourceJson.of(call);
    }
    Optional<NextInstructions> next = next(form);
    if (next.isEmpty()) {
      return RestAnswer.error(400, 21218, "Status, Url or Twiml is needed");
    }
    call.goOnWith(next.get());
    return CallResourceJson.of(call);
  }

  /// The URL takes precedence when both are present.
  private static Optional<NextInstructions> next(FormPairs form) {
    Optional<String> url = form.first("Url");
    if (url.isPresent()) {
      try {
        return Optional.of(new NextInstructions.Ask(URI.create(url.get()), FormPairs.NONE));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
    return form.first("Twiml").flatMap(TwimlFetcher::inline).map(NextInstructions.Carry::new);
  }

  private static RestAnswer notFound(HttpExchange exchange) {
    return RestAnswer.error(
        404,
        20404,
        "The requested resource %s was not found".formatted(exchange.getRequestURI().getPath()));
  }

  private static void send(HttpExchange exchange, RestAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    byte[] body = answer.body();
    int status = answer.status();
    Matcher range =
        RANGE.matcher(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse(""));
    if (status == 200 && range.matches()) {
      int whole = body.length;
      boolean suffix = range.group(1).isEmpty();
      int from = suffix ? whole - number(range.group(2), 0) : number(range.group(1), 0);
      int to = suffix ? whole - 1 : Math.min(whole - 1, number(range.group(2), whole - 1));
      from = Math.max(0, from);
      if (from > to) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + whole);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, to, whole));
      body = Arrays.copyOfRange(body, from, to + 1);
      status = 206;
    }
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static int number(String text, int otherwise) {
    return text.isEmpty() ? otherwise : Integer.parseInt(text);
  }
}
