package app.kolan.server.console.page;

import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.http.Ui;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What makes the console an application that can be installed: its manifest, its service worker,
/// and the page that is shown without a network. None of it is anybody's data.
public record AppPages() {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLOUR = "#0b6e69";

  public void addTo(Routes routes) {
    routes.get("/manifest.webmanifest", PageAdmission.ANYBODY, this::manifest);
    routes.get("/worker.js", PageAdmission.ANYBODY, this::worker);
    routes.get("/offline", PageAdmission.ANYBODY, request -> request.show("page/offline", "", ""));
  }

  /// The manifest (W3C Web Application Manifest), in the language that is chosen.
  private PageAnswer manifest(PageRequest request) {
    Ui ui = request.ui();
    ObjectNode manifest = JSON.createObjectNode();
    manifest
        .put("id", ui.href("/"))
        .put("name", ui.t("app.name"))
        .put("short_name", ui.t("brand"))
        .put("description", ui.t("app.description"))
        .put("lang", ui.language().tag())
        .put("dir", ui.language().direction())
        .put("start_url", ui.href("/"))
        .put("scope", ui.href("/"))
        .put("display", "standalone")
        .put("theme_color", COLOUR)
        .put("background_color", "#ffffff");
    ArrayNode icons = manifest.putArray("icons");
    icon(icons, ui.asset("icon.svg"), "any", "image/svg+xml", "any");
    icon(icons, ui.asset("icon-192.png"), "192x192", "image/png", "any");
    icon(icons, ui.asset("icon-512.png"), "512x512", "image/png", "any");
    icon(icons, ui.asset("icon-maskable.png"), "512x512", "image/png", "maskable");
    return PageAnswer.text(
        200, "application/manifest+json; charset=utf-8", manifest.toPrettyString());
  }

  private static void icon(
      ArrayNode icons, String source, String sizes, String type, String purpose) {
    icons
        .addObject()
        .put("src", source)
        .put("sizes", sizes)
        .put("type", type)
        .put("purpose", purpose);
  }

  /// The service worker, at the top of what it works for. It is the same for everybody.
  private PageAnswer worker(PageRequest request) {
    return PageAnswer.text(
        200, "text/javascript; charset=utf-8", request.site().assets().text("worker.js"));
  }
}
