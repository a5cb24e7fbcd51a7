package app.kolan.server.api;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.notify.AlertReplay;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Alerts and summaries of a business that are sent once more, those of a call or of a span of
/// time. The audit log has who did it.
public record Replays(
    AlertStore alertStore,
    Alerts alerts,
    SummaryStore summaries,
    AuditLog audit,
    InstantSource clock) {
  /// Of more than these none is sent.
  public static final int MOST = 10_000;

  /// How many would be sent now.
  public int count(AlertReplay replay) {
    return alertStore.countAgain(replay);
  }

  /// How many would be sent now.
  public int count(Summary.Replay replay) {
    return summaries.countAgain(replay);
  }

  /// Has alerts sent again.
  ///
  /// @return how many; empty when there are more than [#MOST], and none is sent then
  public OptionalInt send(BusinessRecord in, AlertReplay replay, AuditActor by) {
    return noted("alert.replay", in, replay.call(), by, alerts.sendAgain(replay, MOST));
  }

  /// Has summaries sent again.
  ///
  /// @return how many; empty when there are more than [#MOST], and none is sent then
  public OptionalInt send(BusinessRecord in, Summary.Replay replay, AuditActor by) {
    CallSid call = replay.call();
    return noted(
        "summary.replay",
        in,
        call == null ? null : call.value(),
        by,
        summaries.sendAgain(replay, MOST, clock.instant()));
  }

  private OptionalInt noted(
      String action, BusinessRecord in, @Nullable String call, AuditActor by, OptionalInt sent) {
    if (sent.isPresent()) {
      audit.append(
          by.entry(clock.instant(), action, in.id(), call == null ? in.slug() : call, null));
    }
    return sent;
  }
}
