package app.kolan.server.telephony.rest;

import app.kolan.server.telephony.rest.RecordingFetch.Absent;
import app.kolan.server.telephony.rest.RecordingFetch.Fetched;
import app.kolan.server.telephony.rest.RecordingFetch.NotReady;
import app.kolan.server.telephony.rest.RecordingFetch.Refused;
import app.kolan.server.telephony.rest.RecordingFetch.TooLarge;
import app.kolan.server.telephony.rest.RecordingFetch.Unreachable;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
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

  /// A response that is slower than the audio of a call is given up: it has so long to begin with,
  /// and then this many bytes a second.
  private static final Duration BEGINNING = Duration.ofSeconds(10);

  private static final long SLOWEST = 8000;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LOOK_UP = Duration.ofSeconds(30);
  private static final long LARGEST_LIST = 8L * 1024 * 1024;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_BYTES_OF_AN_EXPLANATION = 16 * 1024;
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

  /// @param timeout how long one request may take, from the call to the last byte
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
    var download = new Download(sink, mostBytes, System.nanoTime());
    var address = URI.create("%s/Recordings/%s.wav".formatted(account, sid.value()));
    try {
      HttpResponse<Optional<byte[]>> response = sendSigned(address, download);
      for (int i = 0; i < MOST_REDIRECTS && redirect(response) != null; i++) {
        HttpRequest next = HttpRequest.newBuilder(redirect(response)).build();
        response = send(next, download);
      }
      return outcome(response);
    } catch (TimeoutException e) {
      return new Unreachable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Unreachable(e.toString());
    }
  }

  /// Asks for something of the account as JSON.
  ///
  /// @param path below the account, such as `/Recordings.json`, with its query
  RestResult<JsonNode> get(String path) throws InterruptedException {
    long deadline = System.nanoTime() + LOOK_UP.toNanos();
    HttpResponse<Optional<byte[]>> response = null;
    try {
      for (String authorization : authorizations) {
        var request =
            HttpRequest.newBuilder(URI.create(account + path))
                .header("Authorization", authorization)
                .build();
        CompletableFuture<HttpResponse<Optional<byte[]>>> sent =
            http().sendAsync(request, _ -> new BoundedResponseBody(LARGEST_LIST));
        try {
          response = sent.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
          sent.cancel(true);
        }
        if (response.statusCode() != 401) {
          break;
        }
      }
    } catch (TimeoutException e) {
      return new RestResult.Unreachable<>("no answer within " + LOOK_UP);
    } catch (ExecutionException e) {
      return new RestResult.Unreachable<>(String.valueOf(e.getCause()));
    }
    if (response == null) {
      throw new IllegalStateException("there is at least one token");
    }
    if (response.statusCode() != 200) {
      return new RestResult.Refused<>(response.statusCode(), twilioCode(response.body()));
    }
    try {
      JsonNode json = JSON.readTree(response.body().orElse(new byte[0]));
      return json.isObject()
          ? new RestResult.Given<>(json)
          : new RestResult.Unreachable<>("the answer is no JSON object");
    } catch (IOException notJson) {
      return new RestResult.Unreachable<>("the answer is no JSON");
    }
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
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT_TIMEOUT)
              .build();
    }
    return http;
  }

  private static String basic(String accountSid, String token) {
    byte[] credentials = (accountSid + ":" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  private HttpResponse<Optional<byte[]>> sendSigned(URI address, Download download)
      throws IOException, InterruptedException, TimeoutException {
    HttpResponse<Optional<byte[]>> response = null;
    for (String authorization : authorizations) {
      var request = HttpRequest.newBuilder(address).header("Authorization", authorization).build();
      response = send(request, download);
      if (response.statusCode() != 401) {
        return response;
      }
    }
    if (response == null) {
      throw new IllegalStateException("there is at least one token");
    }
    return response;
  }

  private HttpResponse<Optional<byte[]>> send(HttpRequest request, Download download)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<Optional<byte[]>>> response =
        http().sendAsync(request, download::body);
    try {
      while (true) {
        long left = timeout.toNanos() - (System.nanoTime() - download.begun);
        try {
          return response.get(Math.min(left, BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notYet) {
          download.mustGoOn(timeout);
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException ofTheSink -> throw ofTheSink;
        case null, default -> throw new IOException(e.getCause());
      }
    } finally {
      response.cancel(true);
    }
  }

  /// A download on its way, over all its redirects.
  private static final class Download {
    private final RecordingSink sink;
    private final long mostBytes;
    private final long begun;
    private volatile @Nullable RecordingBody body;

    Download(RecordingSink sink, long mostBytes, long begun) {
      this.sink = sink;
      this.mostBytes = mostBytes;
      this.begun = begun;
    }

    BodySubscriber<Optional<byte[]>> body(HttpResponse.ResponseInfo head) {
      if (head.statusCode() != 200) {
        return new BoundedResponseBody(MOST_BYTES_OF_AN_EXPLANATION);
      }
      long promised = head.headers().firstValueAsLong("Content-Length").orElse(-1);
      var recording = new RecordingBody(sink, mostBytes, promised);
      body = recording;
      return recording;
    }

    void mustGoOn(Duration timeout) throws TimeoutException {
      long took = System.nanoTime() - begun;
      if (took >= timeout.toNanos()) {
        throw new TimeoutException("no whole answer within " + timeout);
      }
      RecordingBody begins = body;
      long received = begins == null ? 0 : begins.received();
      long due = (took - BEGINNING.toNanos()) / 1_000_000 * SLOWEST / 1000;
      if (received < due) {
        throw new TimeoutException(
            "%d bytes in %d s".formatted(received, TimeUnit.NANOSECONDS.toSeconds(took)));
      }
    }
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
