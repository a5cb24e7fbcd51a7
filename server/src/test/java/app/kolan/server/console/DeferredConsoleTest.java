package app.kolan.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.PublicUrl;
import app.kolan.server.web.PublicConsole.Arrival;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class DeferredConsoleTest {
  @Test
  void who_asks_for_a_console_that_cannot_be_opened_is_told_so_in_both_languages()
      throws Exception {
    Vertx vertx = Vertx.vertx();
    try (var console =
            new DeferredConsole(
                vertx,
                _ -> {
                  throw new IllegalStateException("no templates");
                });
        var client = HttpClient.newHttpClient()) {
      var arrival =
          new Arrival(
              "127.0.0.1", PublicUrl.parse("http://127.0.0.1").orElseThrow(), false, () -> {});
      int port =
          vertx
              .createHttpServer()
              .requestHandler(request -> console.handle(request, arrival))
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS)
              .actualPort();

      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/console")).build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("אי אפשר לפתוח את קולן כרגע", "cannot be opened right now")
          .contains("השיחות נענות כרגיל");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }
}
