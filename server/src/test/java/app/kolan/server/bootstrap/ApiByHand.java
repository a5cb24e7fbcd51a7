package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.api.ContractFilter;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.TestPasswords;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server whose API is used by hand, over real sockets, with a key that may do everything. Every
/// answer is held against the contract.
final class ApiByHand implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String CALL = "CA11111111111111111111111111111111";

  final PhoneServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final TwilioByHand twilio;
  private final boolean isOwner;

  /// A key or a session's token; empty to show nothing.
  String credential;

  private ApiByHand(PhoneServer server) throws Exception {
    this.server = server;
    isOwner = true;
    twilio = TwilioByHand.calling(server.port());
    credential = key(null, EnumSet.allOf(Permission.class));
  }

  private ApiByHand(ApiByHand other, String credential) {
    server = other.server;
    isOwner = false;
    twilio = other.twilio;
    this.credential = credential;
  }

  /// Starts a server on a data folder.
  static ApiByHand start(Path data) throws Exception {
    return start(config(data).build());
  }

  static ApiByHand start(Config config) throws Exception {
    return new ApiByHand(PhoneServer.start(config));
  }

  static ApiByHand start(Config config, InstantSource clock) throws Exception {
    return new ApiByHand(PhoneServer.start(config, clock));
  }

  static Config.Builder config(Path data) {
    var settings =
        new TwilioSettings(
            TwilioByHand.ACCOUNT,
            List.of(new Secret(TwilioByHand.TOKEN)),
            URI.create("http://127.0.0.1:9"));
    return Config.builder(settings, data)
        .with(PasswordCost.GROUP, TestPasswords.CHEAP)
        .publicUrl(PublicUrl.parse("https://phone.example.com").orElseThrow());
  }

  String key(@Nullable Long business, Set<Permission> scopes) {
    return server
        .identity()
        .keys()
        .add("test", business, scopes, null, AuditActor.COMMAND)
        .text()
        .value();
  }

  /// Adds a business and gives its identifier.
  long business(String slug, String number) throws Exception {
    return business(slug, number, "שלום");
  }

  long business(String slug, String number, String greeting) throws Exception {
    return business(
        "slug: %s\nname: %s\nnumbers: [\"%s\"]\ngreeting: %s\n"
            .formatted(slug, slug, number, greeting));
  }

  /// Adds a business.
  ///
  /// @param settings in YAML
  long business(String settings) throws Exception {
    HttpResponse<String> answer = send("POST", "/businesses", "application/yaml", settings);
    return read(201, answer).path("id").asLong();
  }

  /// Has a call come in, and gives the document that answers it.
  String comesIn(String call, String called) throws Exception {
    Map<String, String> form = TwilioByHand.call(call);
    form.put("AccountSid", TwilioByHand.ACCOUNT);
    form.put("To", called);
    return twilio.post(TwilioPaths.INCOMING_CALL, form).body();
  }

  JsonNode get(String path) throws Exception {
    return read(200, send("GET", path));
  }

  /// The same server with another key. It is closed with this one, and not with what is returned.
  ///
  /// @param business null for all
  ApiByHand withKey(@Nullable Long business, Set<Permission> scopes) {
    return new ApiByHand(this, key(business, scopes));
  }

  JsonNode post(int status, String path, String json) throws Exception {
    return read(status, send("POST", path, json));
  }

  JsonNode patch(String path, String json) throws Exception {
    return read(200, send("PATCH", path, json));
  }

  int status(String method, String path, @Nullable String json) throws Exception {
    return send(method, path, json == null ? null : "application/json", json).statusCode();
  }

  private static JsonNode read(int status, HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> send(String method, String path) throws Exception {
    return send(method, path, null, null, Map.of());
  }

  HttpResponse<String> send(String method, String path, String json) throws Exception {
    return send(method, path, "application/json", json, Map.of());
  }

  HttpResponse<String> send(
      String method, String path, @Nullable String type, @Nullable String body) throws Exception {
    return send(method, path, type, body, Map.of());
  }

  HttpResponse<String> send(
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      Map<String, String> headers)
      throws Exception {
    HttpResponse<String> answer =
        http.send(request(method, path, type, body, headers), BodyHandlers.ofString());
    check(method, path, answer, answer.body());
    return answer;
  }

  /// The same for a sound, as what is sent or as the answer.
  HttpResponse<byte[]> sendSound(
      String method, String path, @Nullable String type, byte @Nullable [] body) throws Exception {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpResponse<byte[]> answer =
        http.send(requestOf(method, path, type, content, Map.of()), BodyHandlers.ofByteArray());
    check(method, path, answer, new String(answer.body(), StandardCharsets.UTF_8));
    return answer;
  }

  private static void check(String method, String path, HttpResponse<?> answer, String body)
      throws Exception {
    ContractFilter.check(
        method,
        path,
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(""),
        body);
  }

  /// The same for an answer of bytes, or one that does not end.
  HttpResponse<InputStream> open(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return http.send(request("GET", path, null, null, headers), BodyHandlers.ofInputStream());
  }

  HttpRequest request(
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      Map<String, String> headers) {
    BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return requestOf(method, path, type, content, headers);
  }

  private HttpRequest requestOf(
      String method,
      String path,
      @Nullable String type,
      BodyPublisher body,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60)).method(method, body);
    if (!credential.isEmpty()) {
      request.header("Authorization", "Bearer " + credential);
    }
    headers.forEach(request::header);
    if (type != null) {
      request.header("Content-Type", type);
    }
    return request.build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path);
  }

  @Override
  public void close() {
    if (isOwner) {
      server.close();
    }
    http.close();
  }
}
