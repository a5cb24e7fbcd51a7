package app.kolan.server.api;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertState;
import app.kolan.server.notify.Alerts;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// Alerts and their rules in the forms of the API; secrets are never among it.
///
/// @param addresses whether they are shown in full
/// @param words whether the text of the alert is shown
record AlertJson(long business, Alerts alerts, boolean addresses, boolean words) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ObjectNode alert(Alert alert, List<Alert.Delivery> deliveries) {
    boolean isOpen = alert.state() == AlertState.HELD || alert.state() == AlertState.WAITING;
    ObjectNode form = ApiJson.object();
    form.put("id", alert.id());
    form.put("kind", alert.kind().word());
    form.put("state", alert.state().name());
    form.put("channel", alert.channel().word());
    form.put(
        "to",
        addresses
            ? alert.destination()
            : alert.channel().word() + ":" + AlertRule.masked(alert.channel(), alert.address()));
    form.put("rule", alerts.ruleId(business, alert.destination()));
    form.put("call", alert.call());
    form.put("attempts", alert.attempts());
    form.put("problem", alert.problem());
    form.put("messageStatus", alert.carrierStatus());
    form.put("createdAt", alert.createdAt().toString());
    form.put("nextAttemptAt", isOpen ? alert.dueAt().toString() : null);
    form.put("changedAt", alert.changedAt().toString());
    if (words) {
      try {
        form.set("facts", JSON.readTree(alert.facts()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an alert is stored without its facts", e);
      }
    }
    ArrayNode log = form.putArray("deliveries");
    for (Alert.Delivery delivery : deliveries) {
      log.addObject()
          .put("at", delivery.at().toString())
          .put("outcome", delivery.outcome())
          .put("code", delivery.code())
          .put("problem", delivery.detail());
    }
    return form;
  }

  ObjectNode rule(AlertRule rule, Instant now) {
    ObjectNode form = ApiJson.object();
    form.put("id", alerts.ruleId(business, rule));
    form.put("to", addresses ? rule.destination() : rule.maskedDestination());
    form.put("channel", rule.channel().word());
    ArrayNode kinds = form.putArray("kinds");
    AlertKind.ofRules().stream()
        .filter(rule.kinds()::contains)
        .map(AlertKind::word)
        .forEach(kinds::add);
    QuietTimes quiet = rule.quiet();
    ObjectNode times = form.putObject("quiet");
    times.put("shabbat", quiet.city() != null);
    times.put("zone", quiet.zone().getId());
    ArrayNode hours = times.putArray("hours");
    for (Hours each : quiet.daily()) {
      hours.add(each.from() + "-" + each.to());
    }
    Instant free = quiet.endAt(now);
    form.put("quietUntil", free.isAfter(now) ? free.toString() : null);
    form.put(
        "digestAt",
        rule.kinds().contains(AlertKind.DAILY_DIGEST) ? rule.digestAt().toString() : null);
    form.put("from", rule.from());
    form.put("template", rule.template());
    return form;
  }
}
