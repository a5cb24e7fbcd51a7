package app.kolan.server.bootstrap;

import app.kolan.server.campaign.CampaignRunner;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.campaign.sql.SqlCampaignStore;
import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.PromisedCalls;
import app.kolan.server.store.Stores;
import app.kolan.server.usage.PriceList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The calls that the server orders by itself: those of campaigns, and those that were promised. A
/// thread of its own goes through them, the first time a moment after the start.
final class CampaignServices implements AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Campaigns campaigns;
  private final PollingLoop loop;

  private CampaignServices(
      Infrastructure foundations,
      OutboundCalls outbound,
      Supplier<PriceList> prices,
      InstantSource clock) {
    loop = new PollingLoop("campaigns", new Rounds(foundations, outbound, prices, clock));
    campaigns =
        new Campaigns(
            new SqlCampaignStore(OutboundServices.audited(foundations)),
            outbound,
            foundations.directory(),
            loop::wake,
            clock);
  }

  static CampaignServices start(
      Infrastructure foundations,
      OutboundCalls outbound,
      Supplier<PriceList> prices,
      InstantSource clock) {
    var services = new CampaignServices(foundations, outbound, prices, clock);
    services.loop.start();
    return services;
  }

  Campaigns campaigns() {
    return campaigns;
  }

  private final class Rounds implements PollingLoop.Work {
    private final PromisedCalls promised;
    private final Supplier<CampaignRunner> rounds;
    private final InstantSource clock;
    private Instant next = Instant.EPOCH;

    Rounds(
        Infrastructure foundations,
        OutboundCalls outbound,
        Supplier<PriceList> prices,
        InstantSource clock) {
      Stores stores = foundations.stores();
      this.clock = clock;
      promised = new PromisedCalls(outbound, stores.crm(), foundations.directory());
      rounds =
          () ->
              new CampaignRunner(
                  campaigns,
                  call -> prices.get().estimate(stores.usage().findByCall(call)).dollars());
    }

    @Override
    public void begin() {}

    @Override
    public void round() {
      Instant now = clock.instant();
      Instant latest = now.plus(LONGEST_PAUSE);
      next = latest;
      promised.round(now);
      next = rounds.get().round(now, latest);
    }

    @Override
    public Duration pause() {
      return Duration.between(clock.instant(), next);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
