package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.api.ContractFilter;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.Permission;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks a server's API with a key. Every answer is held against the contract.
final class ApiByHand implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final String key;

  private ApiByHand(int port, String key) {
    this.port = port;
    this.key = key;
  }

  /// @param business null for all
  static ApiByHand of(PhoneServer server, @Nullable Long business, Set<Permission> scopes) {
    String key =
        server
            .identity()
            .keys()
            .add("test", business, scopes, null, AuditActor.COMMAND)
            .text()
            .value();
    return new ApiByHand(server.port(), key);
  }

  JsonNode get(String path) throws Exception {
    return done(200, send("GET", path, null, null, Map.of()));
  }

  JsonNode post(int status, String path, String json) throws Exception {
    return done(status, send("POST", path, "application/json", json, Map.of()));
  }

  JsonNode patch(String path, String json) throws Exception {
    return done(200, send("PATCH", path, "application/json", json, Map.of()));
  }

  int status(String method, String path, @Nullable String json) throws Exception {
    return send(method, path, json == null ? null : "application/json", json, Map.of())
        .statusCode();
  }

  private static JsonNode done(int status, HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> send(
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + key)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (type != null) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    ContractFilter.check(
        method,
        path,
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(""),
        answer.body());
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
