package app.kolan.server.web;

import app.kolan.server.settings.PublicUrl;
import io.vertx.core.http.HttpServerRequest;

/// What answers the requests below `/console` on the public listener.
public interface PublicConsole {
  /// Where its requests are.
  String PATH = "/console";

  /// Answers nothing but that there is nothing.
  PublicConsole NONE = (request, _) -> request.response().setStatusCode(404).end();

  /// How a request has come in.
  ///
  /// @param address where it comes from
  /// @param base the public URL that it came in by
  /// @param secure whether the browser has it by `https`
  /// @param verified to be run on the event loop once it is known who asks
  record Arrival(String address, PublicUrl base, boolean secure, Runnable verified) {}

  /// Answers a request, on its event loop, without blocking it.
  void handle(HttpServerRequest request, Arrival arrival);
}
