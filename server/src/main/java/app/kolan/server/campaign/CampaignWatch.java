package app.kolan.server.campaign;

import app.kolan.server.business.AlertKind;
import app.kolan.server.notify.AlertWatch;
import app.kolan.server.notify.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Tells that a campaign was paused by itself, once for each time: because its calls cannot be
/// placed, or because it has used what it may. One that was paused long ago is not told any more,
/// as after a stop of the server that lasted longer.
public final class CampaignWatch implements AlertWatch {
  private static final Duration WORTH_TELLING = Duration.ofDays(1);

  private final CampaignStore store;

  /// What was told, so that the store of alerts is asked once.
  private final Set<String> told = new HashSet<>();

  public CampaignWatch(CampaignStore store) {
    this.store = store;
  }

  @Override
  public void look(Instant now, Alerts alerts) {
    for (CampaignStore.Stopped stopped : store.stopped()) {
      Campaign campaign = stopped.campaign();
      String cause = "campaign:%d:%d".formatted(campaign.id(), stopped.at().toEpochMilli());
      if (stopped.at().plus(WORTH_TELLING).isAfter(now) && !told.contains(cause)) {
        int _ =
            alerts.raise(
                campaign.business(),
                Campaign.isCap(stopped.why()) ? AlertKind.LIMIT_NEAR : AlertKind.CALL_BROKEN,
                cause,
                null,
                facts ->
                    facts
                        .put("campaign", campaign.plan().name())
                        .put("campaignId", campaign.id())
                        .put("pausedFor", stopped.why()));
        told.add(cause);
      }
    }
  }
}
