package app.kolan.server.console.page;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.DevicePages.Devices;
import app.kolan.server.identity.Permission;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertState;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The alerts of a business: their rules, what was sent, and whether it arrived.
public record AlertPages(AlertStore store, Alerts alerts, DevicePages devices, PageAudit audit) {
  private static final int ROWS = 50;

  /// How many deliveries of each alert are shown.
  private static final int LATEST = 5;

  private static final String PATH = "/b/{business}/alerts";

  public void addTo(Routes routes) {
    routes.get(PATH, PageAdmission.with(Permission.ALERTS_READ), this::show);
    routes.post(PATH, PageAdmission.with(Permission.ALERTS_WRITE), this::test);
    routes.post(PATH + "/{alert}", PageAdmission.with(Permission.ALERTS_WRITE), this::sendAgain);
  }

  /// The page.
  ///
  /// @param state null for any
  /// @param kind null for any
  /// @param next the query of the page after this one; null for none
  /// @param replays what can be sent again together, as the forms for it come
  public record Shown(
      List<Rule> rules,
      List<Sent> log,
      @Nullable AlertState state,
      @Nullable AlertKind kind,
      @Nullable String next,
      boolean writable,
      List<ReplayPages.Choice> replays,
      Devices devices) {
    public Shown {
      rules = List.copyOf(rules);
      log = List.copyOf(log);
      replays = List.copyOf(replays);
    }

    public AlertState[] states() {
      return AlertState.values();
    }

    public AlertKind[] kinds() {
      return AlertKind.values();
    }

    public boolean filtered() {
      return state != null || kind != null;
    }
  }

  /// Whom the settings have told of what.
  ///
  /// @param to the address, without what he may not know
  /// @param quietUntil null when nothing is held back now
  public record Rule(
      String id,
      AlertRule.Channel channel,
      String to,
      List<AlertKind> kinds,
      @Nullable Instant quietUntil) {
    public Rule {
      kinds = List.copyOf(kinds);
    }
  }

  /// One alert, with what became of it.
  public record Sent(Alert alert, String to, List<Alert.Delivery> deliveries) {
    public Sent {
      deliveries = List.copyOf(deliveries);
    }

    /// The identifier of the campaign that it is about; null for none.
    public @Nullable String campaign() {
      String[] parts = alert.cause().split(":", -1);
      return parts.length > 1 && parts[0].equals("campaign") ? parts[1] : null;
    }

    /// How the tag of its state looks.
    public String tone() {
      return switch (alert.state()) {
        case SENT -> "good";
        case FAILED -> "bad";
        case HELD -> "warn";
        case WAITING, SENDING -> "accent";
      };
    }
  }

  private PageAnswer show(PageRequest request) {
    audit.note(request, "alert.list");
    AlertState state = constant(AlertState.values(), request.query().text("state"));
    AlertKind kind = constant(AlertKind.values(), request.query().text("kind"));
    List<Alert> found =
        store.find(
            new AlertQuery(
                request.in().id(),
                state,
                kind,
                null,
                null,
                null,
                null,
                Cursor.position(request.query().text("after")),
                ROWS + 1));
    List<Alert> shown = found.subList(0, Math.min(ROWS, found.size()));
    Map<String, List<Alert.Delivery>> deliveries =
        store.deliveries(shown.stream().map(Alert::id).toList(), LATEST);
    boolean full = request.may(Permission.SETTINGS_READ);
    String after =
        found.size() > ROWS ? Cursor.of(shown.getLast().createdAt(), shown.getLast().id()) : "";
    var page =
        new Shown(
            rulesOf(request).stream().map(rule -> rule(request, rule, full)).toList(),
            shown.stream()
                .map(
                    alert ->
                        new Sent(
                            alert,
                            full
                                ? alert.address()
                                : AlertRule.masked(alert.channel(), alert.address()),
                            deliveries.getOrDefault(alert.id(), List.of())))
                .toList(),
            state,
            kind,
            after.isEmpty()
                ? null
                : Query.of(
                    "state", state == null ? "" : state.name(),
                    "kind", kind == null ? "" : kind.name(),
                    "after", after),
            request.may(Permission.ALERTS_WRITE),
            Arrays.stream(ReplayPages.What.values())
                .map(what -> ReplayPages.Choice.usual(request, what))
                .toList(),
            devices.of(request));
    return request.show("page/alerts", "alerts", page);
  }

  private Rule rule(PageRequest request, AlertRule rule, boolean full) {
    Instant free = rule.quiet().endAt(request.at());
    return new Rule(
        alerts.ruleId(request.in().id(), rule),
        rule.channel(),
        full ? rule.address() : AlertRule.masked(rule.channel(), rule.address()),
        AlertKind.ofRules().stream().filter(rule.kinds()::contains).toList(),
        free.isAfter(request.at()) ? free : null);
  }

  private static List<AlertRule> rulesOf(PageRequest request) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .map(found -> found.business().profile().alerts())
        .orElse(List.of());
  }

  /// Sends a test by one rule.
  private PageAnswer test(PageRequest request) {
    String id = request.form().text("rule");
    Optional<AlertRule> chosen =
        rulesOf(request).stream()
            .filter(rule -> alerts.ruleId(request.in().id(), rule).equals(id))
            .findFirst();
    AlertRule rule = chosen.orElseThrow(PageProblem::unknown);
    List<Alert> made = alerts.test(request.in().id(), rule::equals);
    if (!made.isEmpty()) {
      audit.note(request, "alert.test", id);
    }
    return request.go(
        request.inBusiness("/alerts"),
        Flash.of(made.isEmpty() ? "flash.alert-not-tested" : "flash.alert-tested"));
  }

  private PageAnswer sendAgain(PageRequest request) {
    Alert alert =
        store.find(request.in().id(), request.inPath("alert")).orElseThrow(PageProblem::unknown);
    boolean sent = alerts.sendAgain(request.in().id(), alert.id());
    if (sent) {
      audit.note(request, "alert.send", alert.id());
    }
    return request.go(
        request.inBusiness("/alerts"), Flash.of(sent ? "flash.alert-again" : "flash.alert-busy"));
  }

  private static <T extends Enum<T>> @Nullable T constant(T[] constants, String name) {
    return Arrays.stream(constants)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
