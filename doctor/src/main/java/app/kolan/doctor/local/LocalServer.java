package app.kolan.doctor.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The server that may run on this machine, asked without any proxy.
record LocalServer(String host, int port) {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The JSON response at a path; empty when there is none, or it is not JSON.
  Optional<JsonNode> request(String path) throws InterruptedException {
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build()) {
      var address = URI.create("http://%s:%d%s".formatted(reachable(), port, path));
      var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return Optional.of(JSON.readTree(answer.body()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String reachable() {
    String here = EVERY_ADDRESS.contains(host) ? "127.0.0.1" : host;
    return here.contains(":") && !here.startsWith("[") ? "[" + here + "]" : here;
  }
}
