package app.kolan.bench.turns;

import app.kolan.bench.console.BenchUser;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Config;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// People who watch calls on the console's live page, each by an event stream of his own, and one
/// who reads when the server has had each event: by the API's stream, which says so.
final class LivePageWatchers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String origin;
  private final List<InputStream> streams = new ArrayList<>();
  private final Map<String, Instant> known = new ConcurrentHashMap<>();
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

  /// Words that came to a page.
  private record Arrival(String event, Instant at) {}

  private LivePageWatchers(int port) {
    origin = "http://127.0.0.1:" + port;
  }

  /// Begins to watch the server's own business; does nothing for nobody.
  static LivePageWatchers open(Config config, int port, int people)
      throws IOException, InterruptedException {
    var watch = new LivePageWatchers(port);
    if (people == 0) {
      return watch;
    }
    try (Administration administration = Administration.open(config)) {
      BenchUser.add(administration);
    }
    watch.read("/api/v1/businesses/main/events", "Authorization", "Bearer " + watch.token(), true);
    for (int person = 0; person < people; person++) {
      watch.read(
          "/console/b/main/live/events",
          "Cookie",
          BenchUser.signIn(watch.http, watch.origin),
          false);
    }
    return watch;
  }

  private String token() throws IOException, InterruptedException {
    String body =
        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(BenchUser.EMAIL, BenchUser.PASSWORD);
    HttpResponse<String> answer =
        http.send(
            to("/api/v1/sessions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return JSON.readTree(answer.body()).path("token").asText();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(origin + path));
  }

  private void read(String path, String header, String value, boolean tellsWhen)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(to(path).header(header, value).build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " gave " + answer.statusCode());
    }
    streams.add(answer.body());
    Thread.ofVirtual().name("watch-" + path).start(() -> read(answer.body(), tellsWhen));
  }

  private void read(InputStream stream, boolean tellsWhen) {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String id = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
          Instant now = Instant.now();
          JsonNode data = JSON.readTree(line.substring(5));
          if (tellsWhen) {
            known.put(id, Instant.parse(data.path("at").asText()));
          } else if (data.path("words").isTextual()) {
            arrivals.add(new Arrival(id, now));
          }
        }
      }
    } catch (IOException _) {
      // It is over.
    }
  }

  /// From the server's having the words until a page has them.
  Distribution latencies() {
    return Distribution.of(
        arrivals.stream()
            .filter(arrival -> known.containsKey(arrival.event()))
            .map(arrival -> Duration.between(known.get(arrival.event()), arrival.at()).toNanos())
            .toList());
  }

  @Override
  public void close() throws IOException {
    for (InputStream stream : streams) {
      stream.close();
    }
    http.shutdownNow();
  }
}
