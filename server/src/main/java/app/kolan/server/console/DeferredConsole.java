package app.kolan.server.console;

import app.kolan.server.console.http.ConsoleRoutes;
import app.kolan.server.console.text.Language;
import app.kolan.server.console.text.Texts;
import app.kolan.server.web.DeferredRoutes;
import app.kolan.server.web.PublicConsole;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The console, opened by its first request: templates, texts and assets are no part of a start.
public final class DeferredConsole implements PublicConsole, AutoCloseable {
  private final DeferredRoutes<ConsoleRoutes> routes;

  public DeferredConsole(Vertx vertx, Console parts) {
    this(vertx, parts::open);
  }

  DeferredConsole(Vertx vertx, Function<Vertx, ConsoleRoutes> open) {
    routes = new DeferredRoutes<>(vertx, "console", open, ConsoleRoutes::close);
  }

  @Override
  public void handle(HttpServerRequest request, Arrival arrival) {
    routes.handle(request, console -> console.handle(request, arrival), _ -> refuse(request));
  }

  /// In all languages: what somebody has chosen is for the console itself to read.
  private static void refuse(HttpServerRequest request) {
    String words;
    try {
      words =
          Arrays.stream(Language.values())
              .map(language -> Texts.in(language).text("answer.not-opened") + "\n")
              .collect(Collectors.joining());
    } catch (RuntimeException | LinkageError _) {
      words = ""; // The texts may be what could not be opened.
    }
    request
        .response()
        .setStatusCode(503)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(words);
  }

  @Override
  public void close() {
    routes.close();
  }
}
