package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tells once a day, at the hour of a rule by the clocks of its business, what the day brought and
/// what waits. On a day without anything of it nothing is sent. What is due in a quiet time is held
/// like any other alert.
public final class DailyDigest implements AlertWatch {
  /// A server that was off tells a digest that is not older than this.
  private static final Duration LATE = Duration.ofHours(6);

  private static final DateTimeFormatter DUE =
      DateTimeFormatter.ofPattern("d.M HH:mm", Locale.ROOT);

  private final AlertStore store;
  private final BusinessDirectory directory;

  /// The last one that was looked at of each rule, so that the store is asked once.
  private final Map<String, Instant> looked = new HashMap<>();

  public DailyDigest(AlertStore store, BusinessDirectory directory) {
    this.store = store;
    this.directory = directory;
  }

  @Override
  public void look(Instant now, Alerts alerts) {
    for (BusinessSettings settings : directory.all()) {
      for (AlertRule rule : settings.business().profile().alerts()) {
        if (rule.kinds().contains(AlertKind.DAILY_DIGEST)) {
          look(settings, rule, now, alerts);
        }
      }
    }
  }

  private void look(BusinessSettings settings, AlertRule rule, Instant now, Alerts alerts) {
    long business = settings.business().id();
    ZoneId zone = settings.business().locale().zone();
    Instant due = latest(rule.digestAt(), zone, now);
    String key = business + ":" + rule.destination();
    if (due.plus(LATE).isBefore(now) || due.equals(looked.get(key))) {
      return;
    }
    Instant since = due.atZone(zone).minusDays(1).toInstant();
    Digest digest = store.digest(business, since, due);
    if (!digest.isEmpty()) {
      LocalDate day = due.atZone(zone).toLocalDate();
      var _ =
          alerts.raise(
              business,
              AlertKind.DAILY_DIGEST,
              "digest:%s:%s".formatted(day, alerts.ruleId(business, rule)),
              null,
              facts -> put(facts, digest, day, zone),
              rule::equals);
    }
    looked.put(key, due);
  }

  /// The last time that it was this late.
  static Instant latest(LocalTime at, ZoneId zone, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    Instant due = today.atTime(at).atZone(zone).toInstant();
    return due.isAfter(now) ? today.minusDays(1).atTime(at).atZone(zone).toInstant() : due;
  }

  private static void put(AlertFacts facts, Digest digest, LocalDate day, ZoneId zone) {
    facts.put("day", day.toString());
    facts.put("calls", digest.calls());
    facts.put("leads", digest.leads());
    facts.put("messages", digest.messages());
    facts.put("missed", digest.missed());
    facts.put("broken", digest.broken());
    facts.put("waiting", digest.waiting());
    facts.put("promises", digest.promises());
    facts.put("overdue", digest.overdue());
    facts.put("failedAlerts", digest.failedAlerts());
    List<String> next =
        digest.next().stream()
            .map(due -> "%s %s".formatted(DUE.format(due.at().atZone(zone)), due.words()))
            .toList();
    facts.put("next", next);
  }
}
