package app.kolan.server.web;

import io.vertx.core.http.HttpServerRequest;

/// What answers the requests below `/api/` and at `/mcp` on the public listener.
public interface PublicApi {
  /// Where its requests are.
  String PATHS = "/api/*";

  /// Where agents of businesses ask by the Model Context Protocol.
  String MCP = "/mcp";

  /// Answers nothing but that there is nothing.
  PublicApi NONE = (request, _, _) -> request.response().setStatusCode(404).end();

  /// Answers a request, on its event loop, without blocking it.
  ///
  /// @param address where it comes from
  /// @param verified to be run on the event loop once it is known who asks
  void handle(HttpServerRequest request, String address, Runnable verified);
}
