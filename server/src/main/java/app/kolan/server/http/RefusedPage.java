package app.kolan.server.http;

import app.kolan.server.refusal.Refusal;
import app.kolan.server.refusal.Refusals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// What was refused with 403 and why, as JSON, for whoever asks on this machine. To everybody else
/// it is not there.
final class RefusedPage {
  static final String PATH = "/diagnostics/refused";

  private final Refusals refusals;

  RefusedPage(Refusals refusals) {
    this.refusals = refusals;
  }

  void serve(RoutingContext context) {
    if (!LocalOnly.allows(context.request())) {
      context.response().setStatusCode(404).end();
      return;
    }
    var refused = new JsonArray();
    refusals.latest().forEach(refusal -> refused.add(json(refusal)));
    context.response().putHeader("Cache-Control", "no-store");
    context.json(new JsonObject().put("refused", refused));
  }

  private static JsonObject json(Refusal refusal) {
    var json =
        new JsonObject()
            .put("last", refusal.last().toString())
            .put("first", refusal.first().toString())
            .put("count", refusal.count())
            .put("route", refusal.route())
            .put("method", refusal.method())
            .put("url", refusal.url())
            .put("parameters", new JsonArray(refusal.parameters()))
            .put("peer", refusal.peer());
    if (!refusal.client().isEmpty()) {
      json.put("client", refusal.client());
    }
    json.put("diagnosis", refusal.name()).put("what", refusal.what());
    if (refusal.publicUrl() != null) {
      json.put("publicUrl", refusal.publicUrl());
    }
    return json.put("remedies", new JsonArray(refusal.remedies()));
  }
}
