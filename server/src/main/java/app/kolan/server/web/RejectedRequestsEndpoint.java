package app.kolan.server.web;

import app.kolan.server.rejection.Rejection;
import app.kolan.server.rejection.Rejections;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// What was rejected with 403 and why, as JSON.
final class RejectedRequestsEndpoint {
  private final Rejections rejections;

  RejectedRequestsEndpoint(Rejections rejections) {
    this.rejections = rejections;
  }

  void serve(RoutingContext context) {
    var refused = new JsonArray();
    rejections.latest().forEach(rejection -> refused.add(json(rejection)));
    context.response().putHeader("Cache-Control", "no-store");
    context.json(new JsonObject().put("refused", refused));
  }

  private static JsonObject json(Rejection rejection) {
    var json =
        new JsonObject()
            .put("last", rejection.last().toString())
            .put("first", rejection.first().toString())
            .put("count", rejection.count())
            .put("route", rejection.route())
            .put("method", rejection.method())
            .put("url", rejection.url())
            .put("parameters", new JsonArray(rejection.parameters()))
            .put("peer", rejection.peer());
    if (!rejection.client().isEmpty()) {
      json.put("client", rejection.client());
    }
    if (rejection.doctors()) {
      json.put("doctor", true);
    }
    json.put("diagnosis", rejection.name()).put("what", rejection.what());
    if (rejection.publicUrl() != null) {
      json.put("publicUrl", rejection.publicUrl());
    }
    return json.put("remedies", new JsonArray(rejection.remedies()));
  }
}
