package app.kolan.server.web;

import app.kolan.server.prompts.PromptFile;
import app.kolan.server.prompts.PromptLibraries;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the prompts as sound files for `<Play>`. A name that carries the content's hash never
/// changes; the plain name is asked for again by its ETag.
final class PromptAudioRoute {
  private static final Logger LOG = LoggerFactory.getLogger(PromptAudioRoute.class);
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "public, max-age=300, must-revalidate";

  /// Nobody is asked who they are here, so what has to be looked for is bounded.
  private static final int MOST_LOOKED_FOR = 4;

  private final PromptLibraries prompts;
  private final Executor threads;
  private final Semaphore lookedFor = new Semaphore(MOST_LOOKED_FOR);

  /// @param threads look for a sound that only another server has had
  PromptAudioRoute(PromptLibraries prompts, Executor threads) {
    this.prompts = prompts;
    this.threads = threads;
  }

  void serve(RoutingContext context) {
    // A parameter of the path would make the router decode the query, too, which may be malformed.
    String path = Objects.requireNonNullElse(context.request().path(), "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    Optional<PromptFile> file = prompts.mp3(name);
    if (file.isPresent()) {
      serve(context, file.get());
    } else if (!PromptLibraries.isHashed(name)) {
      context.response().setStatusCode(404).end();
    } else if (lookedFor.tryAcquire()) {
      lookFor(context, name);
    } else {
      context.response().setStatusCode(503).end();
    }
  }

  private void lookFor(RoutingContext context, String name) {
    Context loop = context.vertx().getOrCreateContext();
    try {
      threads.execute(
          () -> {
            try {
              Optional<PromptFile> file = prompts.mp3OfAny(name);
              loop.runOnContext(_ -> answer(context, file));
            } catch (RuntimeException e) {
              LOG.atWarn()
                  .addKeyValue("reason", e.getClass().getSimpleName())
                  .log("a sound of another server cannot be looked for");
              loop.runOnContext(_ -> context.response().setStatusCode(503).end());
            } finally {
              lookedFor.release();
            }
          });
    } catch (RejectedExecutionException closing) {
      lookedFor.release();
      context.response().setStatusCode(503).end();
    }
  }

  private static void answer(RoutingContext context, Optional<PromptFile> file) {
    if (context.response().closed()) {
      return;
    }
    file.ifPresentOrElse(
        found -> serve(context, found), () -> context.response().setStatusCode(404).end());
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
