package app.kolan.server.telephony.rest;

import app.kolan.server.telephony.rest.RecordingFetch.Absent;
import app.kolan.server.telephony.rest.RecordingFetch.Fetched;
import app.kolan.server.telephony.rest.RecordingFetch.NotReady;
import app.kolan.server.telephony.rest.RecordingFetch.Refused;
import app.kolan.server.telephony.rest.RecordingFetch.TooLarge;
import app.kolan.server.telephony.rest.RecordingFetch.Unreachable;
import app.kolan.server.threads.BackgroundThreads;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Twilio's REST interface, as far as Kolan needs it. Any thread may use it.
///
/// The account's token goes to the configured address and nowhere else: addresses are built from it
/// and from identifiers, never taken from a webhook, and a redirect is followed without the token.
///
/// Source: https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media
public final class TwilioRest implements AutoCloseable {
  private static final Pattern ACCOUNT = Pattern.compile("AC[0-9A-Za-z]{1,64}");
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration REDIRECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LOOK_UP_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int LARGEST_LIST = 8 * 1024 * 1024;
  private static final int MOST_REDIRECTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String account;
  private final List<String> authorizations;
  private final Duration timeout;

  /// Opened for the first request: the trust in certificates alone takes a while to load.
  private @Nullable HttpClient http;

  /// @param base `https://api.twilio.com`, that of a region, or a simulator's
  /// @param tokens the auth tokens of a rotation; the next one is tried when one is refused
  public TwilioRest(URI base, String accountSid, List<String> tokens) {
    this(base, accountSid, tokens, TIMEOUT);
  }

  /// @param timeout how long a download may take, from the call to the last byte; every other
  ///   request has no more than that either
  public TwilioRest(URI base, String accountSid, List<String> tokens, Duration timeout) {
    if (!ACCOUNT.matcher(accountSid).matches()) {
      throw new IllegalArgumentException(
          "an account's identifier begins with AC and goes on with letters and digits");
    }
    String address = base.toString().replaceFirst("/+$", "");
    account = "%s/2010-04-01/Accounts/%s".formatted(address, accountSid);
    authorizations = tokens.stream().map(token -> basic(accountSid, token)).toList();
    this.timeout = timeout;
  }

  /// Asks for a recording as a WAV file, and waits until the sink has all of it. A message is
  /// small, so one that is cut off on its way is asked for again from its beginning, with another
  /// sink.
  ///
  /// @param mostBytes how large the file may be
  /// @param sink is called by a thread of the HTTP client; when this returns without a whole file,
  ///   that thread may be about to call once more
  /// @throws InterruptedException when interrupted; the request is given up
  public RecordingFetch fetchRecording(RecordingSid sid, long mostBytes, RecordingSink sink)
      throws InterruptedException {
    var download = new RecordingDownload(http(), sink, mostBytes, timeout);
    var address = URI.create("%s/Recordings/%s.wav".formatted(account, sid.value()));
    try {
      HttpResponse<Optional<byte[]>> response =
          signed(HttpRequest.newBuilder(address), download::send);
      for (int i = 0; i < MOST_REDIRECTS && redirect(response) != null; i++) {
        response = download.send(HttpRequest.newBuilder(redirect(response)).build());
      }
      return outcome(response);
    } catch (TimeoutException e) {
      return new Unreachable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Unreachable(e.toString());
    }
  }

  /// Takes a live call away from what it does, and has Twilio request a URL for its next
  /// instructions.
  ///
  /// Source: https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
  ///
  /// @return the call, once Twilio has accepted it
  /// @throws InterruptedException when interrupted; the request is given up
  public RestResult<CallSid> redirect(CallSid call, URI url) throws InterruptedException {
    String form = "Method=POST&Url=" + URLEncoder.encode(url.toString(), StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("%s/Calls/%s.json".formatted(account, call.value())))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return exchange(request, REDIRECT_TIMEOUT, _ -> new RestResult.Given<>(call));
  }

  /// Has Twilio delete a recording. One that it does not have is refused with 404.
  ///
  /// Source: https://www.twilio.com/docs/voice/api/recording#delete-a-recording-resource
  ///
  /// @return the recording, once it is deleted
  /// @throws InterruptedException when interrupted; it may be deleted all the same
  public RestResult<RecordingSid> deleteRecording(RecordingSid sid) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("%s/Recordings/%s.json".formatted(account, sid.value())))
            .DELETE();
    return exchange(request, LOOK_UP_TIMEOUT, _ -> new RestResult.Given<>(sid));
  }

  /// Sends a message, once: nothing is repeated, since Twilio would send it twice.
  ///
  /// Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
  ///
  /// @param form the message's parameters, such as `To`
  /// @return the identifier of the message, once Twilio has accepted it
  public RestResult<String> sendMessage(Map<String, String> form) throws InterruptedException {
    return exchange(
        post("/Messages.json", form),
        LOOK_UP_TIMEOUT,
        answer ->
            switch (json(answer)) {
              case RestResult.Given<JsonNode>(JsonNode message) ->
                  new RestResult.Given<>(message.path("sid").asText(""));
              // It was accepted all the same.
              case RestResult.Refused<JsonNode> _, RestResult.Unreachable<JsonNode> _ ->
                  new RestResult.Given<>("");
            });
  }

  /// Sends a form, once, and reads the answer as JSON.
  ///
  /// @param path below the account, such as `/Calls.json`
  /// @param bound how long it may take
  RestResult<JsonNode> post(String path, Map<String, String> form, Duration bound)
      throws InterruptedException {
    return exchange(post(path, form), bound, TwilioRest::json);
  }

  private HttpRequest.Builder post(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(account + path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /// Asks for something of the account as JSON.
  ///
  /// @param path below the account, such as `/Recordings.json`, with its query
  RestResult<JsonNode> get(String path) throws InterruptedException {
    return exchange(
        HttpRequest.newBuilder(URI.create(account + path)), LOOK_UP_TIMEOUT, TwilioRest::json);
  }

  /// Cancels what is in progress.
  @Override
  public void close() {
    HttpClient opened = opened();
    if (opened != null) {
      opened.shutdownNow();
      opened.close();
    }
  }

  private synchronized @Nullable HttpClient opened() {
    return http;
  }

  private synchronized HttpClient http() {
    if (http == null) {
      http =
          BackgroundThreads.inForeground(
              () ->
                  HttpClient.newBuilder()
                      .version(HttpClient.Version.HTTP_1_1)
                      .followRedirects(HttpClient.Redirect.NEVER)
                      .connectTimeout(CONNECT_TIMEOUT)
                      .executor(Executors.newVirtualThreadPerTaskExecutor())
                      .build());
    }
    return http;
  }

  private static String basic(String accountSid, String token) {
    byte[] credentials = (accountSid + ":" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /// A request whose response is small.
  ///
  /// @param read makes the result of the body of a response that is neither refused nor too large
  private <T> RestResult<T> exchange(
      HttpRequest.Builder request, Duration bound, Function<byte[], RestResult<T>> read)
      throws InterruptedException {
    long deadline = System.nanoTime() + Math.min(timeout.toNanos(), bound.toNanos());
    try {
      HttpResponse<Optional<byte[]>> response = signed(request, one -> send(one, deadline));
      return response.statusCode() / 100 == 2
          ? read.apply(response.body().orElse(new byte[0]))
          : new RestResult.Refused<>(response.statusCode(), twilioCode(response.body()));
    } catch (TimeoutException e) {
      return new RestResult.Unreachable<>("no whole answer in time");
    } catch (IOException e) {
      return new RestResult.Unreachable<>(e.toString());
    }
  }

  private static RestResult<JsonNode> json(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.isObject()
          ? new RestResult.Given<>(json)
          : new RestResult.Unreachable<>("the answer is no JSON object");
    } catch (IOException notJson) {
      return new RestResult.Unreachable<>("the answer is no JSON");
    }
  }

  private HttpResponse<Optional<byte[]>> send(HttpRequest request, long deadline)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<Optional<byte[]>>> response =
        http().sendAsync(request, _ -> new BoundedResponseBody(LARGEST_LIST));
    try {
      return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      response.cancel(true);
    }
  }

  /// One attempt to send a request.
  private interface Attempt {
    HttpResponse<Optional<byte[]>> send(HttpRequest request)
        throws IOException, InterruptedException, TimeoutException;
  }

  /// Sends a request with each token in turn, until one is not refused.
  private HttpResponse<Optional<byte[]>> signed(HttpRequest.Builder request, Attempt attempt)
      throws IOException, InterruptedException, TimeoutException {
    HttpResponse<Optional<byte[]>> response = null;
    for (String authorization : authorizations) {
      response = attempt.send(request.copy().header("Authorization", authorization).build());
      if (response.statusCode() != 401) {
        return response;
      }
    }
    if (response == null) {
      throw new IllegalStateException("there is at least one token");
    }
    return response;
  }

  /// Where a response sends to; null when it does not, or from a safe place to an unsafe one.
  private static @Nullable URI redirect(HttpResponse<?> response) throws IOException {
    if (response.statusCode() / 100 != 3) {
      return null;
    }
    String location = response.headers().firstValue("Location").orElse("");
    try {
      URI target = response.uri().resolve(location);
      boolean safe = "https".equals(target.getScheme());
      boolean likeBefore = target.getScheme().equals(response.uri().getScheme());
      return target.getHost() != null && (safe || likeBefore) ? target : null;
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect to what is no address", e);
    }
  }

  private static RecordingFetch outcome(HttpResponse<Optional<byte[]>> response) {
    return switch (response.statusCode()) {
      case 200 -> {
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        yield response
            .body()
            .<RecordingFetch>map(_ -> new Fetched(contentType))
            .orElseGet(TooLarge::new);
      }
      case 404 -> new NotReady();
      case 410 -> new Absent(410);
      default -> new Refused(response.statusCode(), twilioCode(response.body()));
    };
  }

  private static @Nullable Integer twilioCode(Optional<byte[]> explanation) {
    try {
      JsonNode code = JSON.readTree(explanation.orElse(new byte[0])).path("code");
      return code.canConvertToInt() && code.isNumber() ? (Integer) code.intValue() : null;
    } catch (IOException notJson) {
      return null;
    }
  }
}
