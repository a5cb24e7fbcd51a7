package app.kolan.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.web.RequestThreads;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class ApiRoutesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;
  private ApiRoutes routes;

  @BeforeEach
  void start() throws Exception {
    routes = routes(vertx);
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> routes.handle(request, "127.0.0.1", () -> {}))
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    routes.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void a_request_is_answered_whatever_goes_wrong_inside() throws Exception {
    for (int i = 0; i < 7; i++) { // one more than there are threads
      HttpResponse<String> answer = get("/api/v1/openapi.json");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("/api/v1/problems/fault").doesNotContain("StackOverflow");
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(server.actualPort(), path)))
            .timeout(Duration.ofSeconds(60))
            .build(),
        BodyHandlers.ofString());
  }

  /// Routes whose only operation, which everybody may use, has no stack left.
  @SuppressWarnings("NullAway")
  private static ApiRoutes routes(Vertx vertx) {
    Operation deep =
        _ -> {
          throw new StackOverflowError();
        };
    return new ApiRoutes(
        vertx,
        Contract.shipped(),
        Map.of("getContract", deep),
        null,
        new Idempotency(null, null, null),
        null,
        new RequestThreads("api-", 48),
        new RateLimits(200, 20, System::nanoTime));
  }
}
