package app.kolan.bench.turns;

import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestSignature;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Callers who reach a server as Twilio does: a signed webhook, then a signed socket. All callers
/// share one event loop.
final class Callers implements AutoCloseable {
  static final String ACCOUNT = "ACdddddddddddddddddddddddddddddddd";
  static final String TOKEN = "the token of the bench";
  static final String PUBLIC = "https://phone.example.com";
  private static final String INCOMING = "/webhook/incoming_call";
  private static final String SOCKET = "/ws/twilio-media";
  private static final int MANY = 10_000;
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(MANY));

  Callers(int port) {
    this.port = port;
  }

  /// What a caller does on an open socket, on its event loop.
  ///
  /// @param <T> what comes of it
  interface CallTask<T> {
    CompletableFuture<T> on(Vertx vertx, WebSocket socket, StreamEnd end);
  }

  /// Places a call and speaks.
  <T> CompletableFuture<T> call(int number, CallTask<T> talk)
      throws IOException, InterruptedException {
    String sid = "CA%032x".formatted(number);
    String ticket = ticket(sid);
    var end =
        new StreamEnd(
            sid.replace("CA", "MZ"), sid, ACCOUNT, Map.of("business_id", "1", "ticket", ticket));
    String url = PUBLIC.replace("https", "wss") + SOCKET;
    var options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(SOCKET)
            .putHeader("X-Twilio-Signature", RequestSignature.compute(TOKEN, url, FormPairs.of()));
    CompletableFuture<T> found = new CompletableFuture<>();
    sockets
        .connect(options)
        .onSuccess((WebSocket socket) -> follow(talk.on(vertx, socket, end), found))
        .onFailure(found::completeExceptionally);
    return found;
  }

  private static <T> void follow(CompletableFuture<T> from, CompletableFuture<T> to) {
    var _ =
        from.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                to.complete(value);
              } else {
                to.completeExceptionally(failure);
              }
            });
  }

  private String ticket(String sid) throws IOException, InterruptedException {
    FormPairs form =
        FormPairs.of(
            "CallSid", sid,
            "AccountSid", ACCOUNT,
            "From", "+972501234567",
            "To", "+97237654321",
            "CallStatus", "ringing",
            "Direction", "inbound",
            "ApiVersion", "2010-04-01");
    String body =
        "CallSid=%s&AccountSid=%s&From=%%2B972501234567&To=%%2B97237654321&CallStatus=ringing&Direction=inbound&ApiVersion=2010-04-01"
            .formatted(sid, ACCOUNT);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + INCOMING))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .header("X-Twilio-Signature", RequestSignature.compute(TOKEN, PUBLIC + INCOMING, form))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String twiml = http.send(request, BodyHandlers.ofString()).body();
    Matcher ticket = TICKET.matcher(twiml);
    if (!ticket.find()) {
      throw new IOException("no ticket in " + twiml);
    }
    return ticket.group(1);
  }

  @Override
  public void close() {
    var _ = vertx.close();
    http.close();
  }
}
