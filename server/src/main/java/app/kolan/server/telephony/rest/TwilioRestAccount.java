package app.kolan.server.telephony.rest;

import app.kolan.server.telephony.rest.IncomingNumber.Field;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An account at Twilio, asked by REST with one of its tokens. Any thread may use it.
///
/// The token goes to the configured address and to Twilio's hosts beside it, and nowhere else:
/// redirects are not followed, and of the address of a next page only the query is taken.
public final class TwilioRestAccount {
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final int MOST_PAGES = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final ProductHosts hosts;
  private final String sid;
  private final String authorization;
  private final Duration timeout;

  /// An account, as Twilio describes it. Its token never prints.
  ///
  /// @param status `active`, `suspended` or `closed`
  /// @param trial whether nothing has been paid for it yet
  /// @param primaryToken the token that Twilio names as the account's; null when it names none
  public record State(String status, boolean trial, @Nullable String primaryToken) {
    @Override
    public String toString() {
      return "State[%s, %s]".formatted(status, trial ? "trial" : "full");
    }
  }

  /// An entry of Twilio's Debugger.
  ///
  /// Source: https://www.twilio.com/docs/usage/monitor-alert
  ///
  /// @param code Twilio's number for the problem
  /// @param error false for a warning or less
  /// @param url the request that it is about; empty when there was none
  /// @param resource what it is about, such as a call; empty when that is not said
  public record Alert(int code, boolean error, Instant at, String url, String resource) {}

  /// @param http follows no redirects
  /// @param base `https://api.twilio.com`, that of a region, or a simulator's
  /// @param timeout how long one request may take
  public TwilioRestAccount(
      HttpClient http, URI base, String accountSid, String token, Duration timeout) {
    if (!accountSid.matches("AC[0-9A-Za-z]{1,64}")) {
      throw new IllegalArgumentException(
          "an account's identifier begins with AC and goes on with letters and digits");
    }
    if (http.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("a token follows no redirect");
    }
    this.http = http;
    this.hosts = ProductHosts.of(base);
    this.sid = accountSid;
    this.timeout = timeout;
    byte[] credentials = (accountSid + ":" + token).getBytes(StandardCharsets.UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  public RestResult<State> state() throws InterruptedException {
    return then(
        get(hosts.api() + "/2010-04-01/Accounts/%s.json".formatted(sid)),
        json -> {
          String token = json.path("auth_token").asText("");
          return new State(
              json.path("status").asText("unknown"),
              json.path("type").asText().equals("Trial"),
              token.isEmpty() ? null : token);
        });
  }

  /// All phone numbers of the account.
  public RestResult<List<IncomingNumber>> numbers() throws InterruptedException {
    return pages(
        hosts.api() + "/2010-04-01/Accounts/%s/IncomingPhoneNumbers.json".formatted(sid),
        "PageSize=1000",
        "incoming_phone_numbers",
        json -> json.path("next_page_uri"),
        TwilioRestAccount::number);
  }

  /// Sets some of a number's fields, and leaves the others as they are.
  public RestResult<IncomingNumber> change(IncomingNumber number, Map<Field, String> values)
      throws InterruptedException {
    String form =
        values.entrySet().stream()
            .map(entry -> entry.getKey().form() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(addressOf(number))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return then(send(request), TwilioRestAccount::number);
  }

  /// A number as it is now.
  public RestResult<IncomingNumber> again(IncomingNumber number) throws InterruptedException {
    return then(send(HttpRequest.newBuilder(addressOf(number))), TwilioRestAccount::number);
  }

  /// Where a number is changed.
  public URI addressOf(IncomingNumber number) {
    return URI.create(
        hosts.api()
            + "/2010-04-01/Accounts/%s/IncomingPhoneNumbers/%s.json".formatted(sid, number.sid()));
  }

  /// What the Debugger shows since a moment, the newest first.
  public RestResult<List<Alert>> alerts(Instant since) throws InterruptedException {
    return pages(
        hosts.monitor() + "/v1/Alerts",
        alertsSince(since),
        "alerts",
        json -> json.path("meta").path("next_page_url"),
        TwilioRestAccount::alert);
  }

  /// What the Debugger shows between two moments, by a single request: the thousand newest at most.
  ///
  /// @param to null for until now, whatever Twilio's clock says
  public RestResult<List<Alert>> alerts(Instant from, @Nullable Instant to)
      throws InterruptedException {
    String until =
        to == null ? "" : "&EndDate=" + encoded(to.truncatedTo(ChronoUnit.SECONDS).toString());
    return then(
        get(hosts.monitor() + "/v1/Alerts?" + alertsSince(from) + until),
        json -> {
          var found = new ArrayList<Alert>();
          json.path("alerts").forEach(node -> found.add(alert(node)));
          return found;
        });
  }

  private static String alertsSince(Instant since) {
    return "StartDate=%s&PageSize=1000"
        .formatted(encoded(since.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /// Whether ordinary numbers of a country may be called.
  ///
  /// @param iso two letters, such as `IL`
  public RestResult<Boolean> mayCall(String iso) throws InterruptedException {
    return then(
        get(hosts.voice() + "/v1/DialingPermissions/Countries/" + encoded(iso)),
        json -> json.path("low_risk_numbers_enabled").asBoolean());
  }

  private RestResult<JsonNode> get(String address) throws InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  private <T> RestResult<List<T>> pages(
      String address,
      String firstQuery,
      String list,
      Function<JsonNode, JsonNode> next,
      Function<JsonNode, T> one)
      throws InterruptedException {
    var all = new ArrayList<T>();
    String query = firstQuery;
    for (int page = 0; page < MOST_PAGES && !query.isEmpty(); page++) {
      RestResult<JsonNode> reply = get(address + "?" + query);
      switch (reply) {
        case Given<JsonNode>(JsonNode json) -> {
          json.path(list).forEach(node -> all.add(one.apply(node)));
          query = queryOf(next.apply(json).asText(""));
        }
        case Refused<JsonNode>(int status, Integer code) -> {
          return new Refused<>(status, code);
        }
        case Unreachable<JsonNode>(String why) -> {
          return new Unreachable<>(why);
        }
      }
    }
    return new Given<>(all);
  }

  private static String queryOf(String url) {
    String query = url.substring(url.indexOf('?') + 1);
    return url.contains("?") && query.matches("[A-Za-z0-9%&=+._~:,-]*") ? query : "";
  }

  private RestResult<JsonNode> send(HttpRequest.Builder builder) throws InterruptedException {
    HttpRequest request = builder.header("Authorization", authorization).build();
    CompletableFuture<HttpResponse<Optional<byte[]>>> response =
        http.sendAsync(request, _ -> new BoundedResponseBody(MOST_BYTES));
    try {
      return read(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new Unreachable<>(
          "%s gives no answer within %d s".formatted(request.uri().getHost(), timeout.toSeconds()));
    } catch (ExecutionException e) {
      String what = e.getCause() instanceof IOException cause ? cause.toString() : "a fault";
      return new Unreachable<>("%s: %s".formatted(request.uri().getHost(), what));
    } finally {
      response.cancel(true);
    }
  }

  private static RestResult<JsonNode> read(HttpResponse<Optional<byte[]>> response) {
    JsonNode json;
    try {
      json = JSON.readTree(response.body().orElse(new byte[0]));
    } catch (JsonProcessingException e) {
      json = JSON.missingNode();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
    int status = response.statusCode();
    if (status / 100 != 2) {
      JsonNode code = json.path("code");
      return new Refused<>(status, code.canConvertToInt() ? (Integer) code.intValue() : null);
    }
    return json.isObject()
        ? new Given<>(json)
        : new Unreachable<>(response.uri().getHost() + " answers with something else than JSON");
  }

  private static <T> RestResult<T> then(RestResult<JsonNode> reply, Function<JsonNode, T> reader) {
    return switch (reply) {
      case Given<JsonNode>(JsonNode json) -> new Given<>(reader.apply(json));
      case Refused<JsonNode>(int status, Integer code) -> new Refused<>(status, code);
      case Unreachable<JsonNode>(String why) -> new Unreachable<>(why);
    };
  }

  private static IncomingNumber number(JsonNode json) {
    var values = new EnumMap<Field, String>(Field.class);
    for (Field field : Field.values()) {
      values.put(field, json.path(field.json()).asText(""));
    }
    String sid = json.path("sid").asText("");
    boolean fax = json.path("voice_receive_mode").asText("voice").equals("fax");
    return new IncomingNumber(
        sid.matches("PN\\w{1,64}") ? sid : "PN0",
        new PhoneNumber(json.path("phone_number").asText("")),
        json.path("capabilities").path("voice").asBoolean(true) && !fax,
        text(json, "voice_application_sid"),
        text(json, "trunk_sid"),
        values);
  }

  private static Alert alert(JsonNode json) {
    String code = json.path("error_code").asText("");
    return new Alert(
        code.matches("[0-9]{1,9}") ? Integer.parseInt(code) : 0,
        json.path("log_level").asText().equals("error"),
        instant(json.path("date_generated").asText(json.path("date_created").asText(""))),
        text(json, "request_url"),
        text(json, "resource_sid"));
  }

  /// A text; Twilio sends null or nothing for one that is empty.
  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
