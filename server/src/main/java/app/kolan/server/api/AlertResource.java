package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertReplay;
import app.kolan.server.notify.AlertState;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The alerts of a business, and their rules.
record AlertResource(
    AlertStore store,
    Alerts alerts,
    BusinessDirectory settings,
    Replays replays,
    AuditLog audit,
    InstantSource clock) {
  /// How many deliveries of each alert a list shows.
  private static final int LATEST = 10;

  void addTo(Map<String, Operation> operations) {
    operations.put("listAlerts", this::list);
    operations.put("getAlert", this::get);
    operations.put("sendAlertAgain", this::sendAgain);
    operations.put("testAlerts", this::test);
    operations.put("replayAlerts", this::replay);
    operations.put("listAlertRules", this::rules);
  }

  private ApiAnswer list(ApiRequest request) {
    note(request, "alert.list", request.in().slug());
    List<Alert> found =
        store.find(
            new AlertQuery(
                request.in().id(),
                request.asked("state").map(AlertState::valueOf).orElse(null),
                request.asked("kind").map(AlertResource::kind).orElse(null),
                request.asked("channel").map(AlertResource::channel).orElse(null),
                request.asked("call").orElse(null),
                CrmRequests.instant("since", request.asked("since").orElse(null)),
                CrmRequests.instant("until", request.asked("until").orElse(null)),
                ApiJson.position(request),
                request.limit() + 1));
    Map<String, List<Alert.Delivery>> deliveries =
        store.deliveries(found.stream().map(Alert::id).toList(), LATEST);
    AlertJson json = json(request);
    return ApiJson.page(
        found,
        request.limit(),
        alert -> json.alert(alert, deliveries.getOrDefault(alert.id(), List.of())),
        alert -> ApiJson.cursor(alert.createdAt(), alert.id()));
  }

  private ApiAnswer get(ApiRequest request) {
    Alert alert = alert(request);
    note(request, "alert.read", alert.id());
    return ApiAnswer.ok(form(request, alert));
  }

  private ApiAnswer sendAgain(ApiRequest request) {
    Alert alert = alert(request);
    if (!alerts.sendAgain(request.in().id(), alert.id())) {
      throw new ApiProblem(Kind.CONFLICT, "It is being sent at this moment.");
    }
    note(request, "alert.send", alert.id());
    return ApiAnswer.accepted(form(request, alert(request)));
  }

  private ApiAnswer test(ApiRequest request) {
    String id = request.field("rule");
    String to = request.field("to");
    List<AlertRule> chosen =
        rulesOf(request).stream()
            .filter(rule -> id == null || id.equals(alerts.ruleId(request.in().id(), rule)))
            .filter(rule -> to == null || to.equals(rule.destination()))
            .toList();
    if (chosen.isEmpty()) {
      throw CrmRequests.invalid(
          id != null ? "/rule" : to != null ? "/to" : "/",
          "no rule of the published settings",
          "give one of listAlertRules, or write it into the settings and publish them");
    }
    List<Alert> sent = alerts.test(request.in().id(), chosen::contains);
    note(request, "alert.test", id == null ? request.in().slug() : id);
    AlertJson json = json(request);
    return ApiAnswer.accepted(ApiJson.items(sent, made -> json.alert(made, List.of())));
  }

  private ApiAnswer replay(ApiRequest request) {
    String rule = request.field("rule");
    Optional<AlertRule> chosen =
        rulesOf(request).stream()
            .filter(each -> alerts.ruleId(request.in().id(), each).equals(rule))
            .findFirst();
    if (rule != null && chosen.isEmpty()) {
      throw CrmRequests.invalid(
          "/rule", "no rule of the published settings", "give one of listAlertRules");
    }
    String word = request.field("channel");
    Channel channel =
        word != null ? channel(word) : chosen.map(AlertRule::channel).orElse(Channel.WEBHOOK);
    if (chosen.isPresent() && chosen.get().channel() != channel) {
      throw CrmRequests.invalid("/channel", "not that of the rule", "leave it out");
    }
    String call = request.field("call");
    OptionalInt replayed =
        replays.send(
            request.in(),
            new AlertReplay(
                request.in().id(),
                channel,
                call,
                CrmRequests.instant("/since", request.field("since")),
                CrmRequests.instant("/until", request.field("until")),
                chosen.map(AlertRule::address).orElse(null)),
            request.actor());
    if (replayed.isEmpty()) {
      throw CrmRequests.invalid(
          "/since",
          "more than %d alerts".formatted(Replays.MOST),
          "take a shorter span of time, and the next when these were sent");
    }
    ObjectNode answer = ApiJson.object();
    answer.put("replayed", replayed.getAsInt());
    return ApiAnswer.accepted(answer);
  }

  private ApiAnswer rules(ApiRequest request) {
    AlertJson json = json(request);
    Instant now = clock.instant();
    return ApiAnswer.ok(ApiJson.items(rulesOf(request), rule -> json.rule(rule, now)));
  }

  private List<AlertRule> rulesOf(ApiRequest request) {
    return settings.all().stream()
        .filter(each -> each.business().id() == request.in().id())
        .findFirst()
        .map(each -> each.business().profile().alerts())
        .orElse(List.of());
  }

  private Alert alert(ApiRequest request) {
    return store
        .find(request.in().id(), request.inPath("alert"))
        .orElseThrow(() -> ApiProblem.unknown("alert"));
  }

  private ObjectNode form(ApiRequest request, Alert alert) {
    return json(request).alert(alert, store.deliveries(alert.id()));
  }

  private AlertJson json(ApiRequest request) {
    long business = request.in().id();
    return new AlertJson(
        business,
        alerts,
        AccessPolicy.allows(request.who(), Permission.SETTINGS_READ, business),
        AccessPolicy.allows(request.who(), Permission.TRANSCRIPTS_READ, business));
  }

  private static AlertKind kind(String word) {
    return Arrays.stream(AlertKind.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static Channel channel(String word) {
    return Arrays.stream(Channel.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private void note(ApiRequest request, String action, String subject) {
    audit.append(request.actor().entry(clock.instant(), action, request.in().id(), subject, null));
  }
}
