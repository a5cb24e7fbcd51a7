package app.kolan.server.web;

import app.kolan.server.prompts.PromptFile;
import app.kolan.server.prompts.PromptLibraries;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/// Serves the prompts as sound files for `<Play>`. A name that carries the content's hash never
/// changes; the plain name is asked for again by its ETag.
final class PromptAudioRoute {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "public, max-age=300, must-revalidate";

  private final PromptLibraries prompts;

  PromptAudioRoute(PromptLibraries prompts) {
    this.prompts = prompts;
  }

  void serve(RoutingContext context) {
    // A parameter of the path would make the router decode the query, too, which may be malformed.
    String path = Objects.requireNonNullElse(context.request().path(), "");
    Optional<PromptFile> file = prompts.mp3(path.substring(path.lastIndexOf('/') + 1));
    if (file.isEmpty()) {
      context.response().setStatusCode(404).end();
      return;
    }
    serve(context, file.get());
  }

  private static void serve(RoutingContext context, PromptFile file) {
    HttpServerResponse response = context.response();
    response.putHeader("ETag", file.etag());
    response.putHeader("Cache-Control", file.immutable() ? FOR_EVER : ASK_AGAIN);
    String known = context.request().getHeader("If-None-Match");
    if (known != null && known.contains(file.etag())) {
      response.setStatusCode(304).end();
      return;
    }
    Buffer body = Buffer.buffer(file.bytes());
    response.putHeader("Content-Type", file.contentType());
    response.putHeader("Content-Length", Integer.toString(body.length()));
    if (HttpMethod.HEAD.equals(context.request().method())) {
      response.end();
    } else {
      response.end(body);
    }
  }
}
