package app.kolan.server.console.page;

import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.Alerts;
import app.kolan.server.notify.push.PushDevices;
import app.kolan.server.notify.push.PushEndpoint;
import app.kolan.server.notify.push.PushSubscription;
import java.util.List;

/// The browsers in which somebody gets a business's alerts: his own alone. Each is switched on by a
/// script in that browser, and off from anywhere.
public record DevicePages(PushDevices devices, Alerts alerts) {
  private static final int LONGEST_NAME = 60;
  private static final int MOST = 20;
  private static final String PATH = "/b/{business}/alerts/devices";

  public void addTo(Routes routes) {
    var reader = PageAdmission.with(Permission.ALERTS_READ);
    routes.post(PATH, reader, this::add);
    routes.post(PATH + "/{device}", reader, this::change);
  }

  /// His browsers, for the page of alerts.
  ///
  /// @param key that a browser subscribes to; empty for who may not be told what callers said
  public record Devices(List<PushSubscription> own, String key) {
    public Devices {
      own = List.copyOf(own);
    }

    public boolean allowed() {
      return !key.isEmpty();
    }
  }

  Devices of(PageRequest request) {
    return request.may(Permission.TRANSCRIPTS_READ)
        ? new Devices(devices.ofUser(request.in().id(), request.user()), devices.publicKey())
        : new Devices(List.of(), "");
  }

  private PageAnswer add(PageRequest request) {
    if (!request.may(Permission.TRANSCRIPTS_READ)) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    Form form = request.form();
    PushEndpoint endpoint =
        PushEndpoint.of(form.text("endpoint"), form.text("key"), form.text("auth"))
            .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
    if (devices.ofUser(request.in().id(), request.user()).size() >= MOST) {
      throw new PageProblem(Kind.CHANGED);
    }
    String name = form.text("device").strip();
    devices.add(
        request.in().id(),
        request.user(),
        endpoint,
        name.substring(0, Math.min(LONGEST_NAME, name.length())),
        form.has("shabbat"),
        request.actor());
    return request.go(request.inBusiness("/alerts"), Flash.of("flash.device-on"));
  }

  /// Tests one of his browsers, or switches it off.
  private PageAnswer change(PageRequest request) {
    PushSubscription device =
        devices.ofUser(request.in().id(), request.user()).stream()
            .filter(own -> own.id().equals(request.inPath("device")))
            .findFirst()
            .orElseThrow(PageProblem::unknown);
    if (request.form().has("test")) {
      List<Alert> made = alerts.test(request.in().id(), rule -> rule.address().equals(device.id()));
      return request.go(
          request.inBusiness("/alerts"),
          Flash.of(made.isEmpty() ? "flash.alert-not-tested" : "flash.alert-tested"));
    }
    boolean removed =
        devices.remove(request.in().id(), device.id(), request.user(), request.actor());
    return request.go(
        request.inBusiness("/alerts"),
        Flash.of(removed ? "flash.device-off" : "flash.alert-not-tested"));
  }
}
