package app.kolan.server.web;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// A parameter of a request's query, which a stranger may have malformed.
final class QueryParameter {
  private QueryParameter() {}

  /// The first value; null when there is none, or the query cannot be decoded.
  static @Nullable String of(HttpServerRequest request, String name) {
    try {
      return request.getParam(name);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
