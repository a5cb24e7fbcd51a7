package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A part of a server that its first request opens, over a real socket.
@Tag("socket")
class DeferredRoutesTest {
  @Test
  void a_part_that_cannot_be_opened_refuses_its_requests_and_no_other_and_is_tried_again()
      throws Exception {
    Vertx vertx = Vertx.vertx();
    var isGone = new AtomicBoolean(true);
    var clock = new AtomicLong();
    try (var broken =
            new DeferredRoutes<String>(
                vertx,
                "console",
                _ -> {
                  if (isGone.get()) {
                    throw new IllegalStateException("the disk is gone");
                  }
                  return "a page";
                },
                _ -> {},
                clock::get);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(
                  request -> {
                    if ("/webhook".equals(request.path())) {
                      request.response().end("a document");
                    } else {
                      broken.handle(
                          request,
                          page -> request.response().end(page),
                          _ -> request.response().setStatusCode(503).end());
                    }
                  })
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      for (int i = 0; i < 2; i++) {
        assertThat(status(http, server, "/console")).isEqualTo(503);
        assertThat(status(http, server, "/webhook")).isEqualTo(200);
      }
      isGone.set(false);
      clock.addAndGet(Duration.ofSeconds(9).toNanos());
      assertThat(status(http, server, "/console")).isEqualTo(503);
      clock.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(status(http, server, "/console")).isEqualTo(200);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static int status(HttpClient http, HttpServer server, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).statusCode();
  }
}
