package app.kolan.server.campaign;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.Business;
import app.kolan.server.jobs.Claims;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.Announcement.Occasion;
import app.kolan.server.outbound.AnnouncementCall;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrderStore;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.outbound.Refusal;
import app.kolan.server.store.Contact;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes through the campaigns: takes down what came of calls, and orders the next ones.
/*
 *   WAITING ──taken, ordered──▶ ORDERED ──┬─ busy, no answer, a machine, no agent free: WAITING until
 *      ▲                                  │  it is worth it
 *      │                                  ├─ paused, expired, quiet: WAITING, and it counts for nothing
 *      └──────────────────────────────────┴─ anything else, or often enough: OVER
 *
 * A row is taken by a statement that counts what is under way, so that the pace holds for all
 * servers of the database together. Its order is found again by its key: a row whose server died
 * before it noted the order is ordered again after a while, and that is no second call.
 */
public final class CampaignRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignRunner.class);

  /// How long an order waits for its turn before it is given back.
  private static final Duration WORTH_WAITING = Duration.ofMinutes(30);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// How long a row may be taken without an order before another server orders its call.
  private static final Duration TO_ORDER = Claims.LENGTH;

  /// When what came of calls is looked at, while there are some.
  private static final Duration WHILE_CALLING = Duration.ofSeconds(2);

  private static final AuditActor ITSELF = new AuditActor(Contact.BY_KOLAN, null);

  /// What keeps every call of a business from being placed, until somebody does something.
  private static final Set<Refusal> FOR_PEOPLE =
      Set.of(
          Refusal.NO_REGISTRY,
          Refusal.NO_NUMBER_OF_OURS,
          Refusal.NO_ACCOUNT,
          Refusal.NO_PUBLIC_URL);

  private final Campaigns campaigns;
  private final Function<CallSid, BigDecimal> providersCost;

  /// @param providersCost about what providers charge for the talk of a call, in US dollars
  public CampaignRunner(Campaigns campaigns, Function<CallSid, BigDecimal> providersCost) {
    this.campaigns = campaigns;
    this.providersCost = providersCost;
  }

  /// Does what is due.
  ///
  /// @param latest the next round comes then in any case
  /// @return when the next round comes
  public Instant round(Instant now, Instant latest) {
    Instant next = latest;
    for (Campaign campaign : campaigns.store().active()) {
      Instant due = round(campaign, now, latest);
      next = due.isBefore(next) ? due : next;
    }
    return next;
  }

  private Instant round(Campaign campaign, Instant now, Instant latest) {
    var business = campaigns.business(campaign);
    if (business.isEmpty()) {
      return latest;
    }
    List<CampaignRow> underWay = campaigns.store().ordered(campaign.id());
    for (CampaignRow row : underWay) {
      String order = row.order();
      if (order == null) {
        recover(campaign, row, now);
      } else {
        collect(campaign, business.get(), row, order, now);
      }
    }
    // What came of a call may have paused it, as may somebody meanwhile.
    Campaign.State state =
        campaigns
            .store()
            .find(campaign.business(), campaign.id())
            .map(Campaign::state)
            .orElse(Campaign.State.CANCELLED);
    if (state != Campaign.State.RUNNING) {
      int _ = campaigns.calls().store().cancelCampaign(campaign.id(), now);
      return underWay.isEmpty() ? latest : now.plus(WHILE_CALLING);
    }
    return order(campaign, business.get(), now, latest);
  }

  private Instant order(Campaign campaign, Business business, Instant now, Instant latest) {
    CampaignStore store = campaigns.store();
    int underWay = store.ordered(campaign.id()).size();
    Instant nextDue = store.nextDue(campaign.id()).orElse(null);
    if (nextDue == null) {
      if (underWay == 0) {
        finish(campaign, now);
        return latest;
      }
      return now.plus(WHILE_CALLING);
    }
    CampaignPlan plan = campaign.plan();
    // To know it takes a walk through all rows, and there is a round every two seconds.
    Campaigns.Used used = plan.caps().isAny() ? campaigns.used(campaign) : Campaigns.Used.NOTHING;
    String reached = plan.caps().reached(used.minutes(), used.dollars());
    if (reached != null) {
      pause(campaign, reached, now);
      return now.plus(WHILE_CALLING);
    }
    Instant allowed = Pacing.allowedFrom(business, plan.hours(), now);
    if (allowed.isAfter(now)) {
      return underWay > 0 ? now.plus(WHILE_CALLING) : allowed;
    }
    List<Instant> last = store.orderedSince(campaign.id(), now.minus(MINUTE));
    int free = Math.min(Pacing.free(plan.pace(), underWay, last, now), room(plan, used, underWay));
    for (CampaignRow row :
        free == 0 ? List.<CampaignRow>of() : store.due(campaign.id(), now, free)) {
      int most = (int) Math.min(plan.pace().atOnce(), (long) underWay + room(plan, used, underWay));
      if (!store.take(row, most, plan.pace().aMinute(), now) || !order(campaign, row, now)) {
        return now.plus(WHILE_CALLING);
      }
    }
    Instant inMinute = Pacing.nextInMinute(plan.pace(), last, now);
    Instant next = nextDue.isAfter(inMinute) ? nextDue : inMinute;
    Instant soon = now.plus(WHILE_CALLING);
    return free > 0 && next.isAfter(now) && underWay == 0 ? next : soon;
  }

  /// How many more calls there is room for below the cap of minutes: each takes one at least.
  private static int room(CampaignPlan plan, Campaigns.Used used, int underWay) {
    Integer minutes = plan.caps().minutes();
    return minutes == null
        ? Integer.MAX_VALUE
        : (int) Math.max(0, minutes - used.minutes() - underWay);
  }

  /// Somebody has taken a row, and has noted no order of it: he is about to, or is gone.
  private void recover(Campaign campaign, CampaignRow row, Instant now) {
    Instant taken = row.orderedAt();
    if (taken != null && taken.plus(TO_ORDER).isAfter(now)) {
      return;
    }
    if (campaign.state() == Campaign.State.RUNNING) {
      boolean _ = order(campaign, row, now);
      return;
    }
    String key = key(row);
    campaigns
        .calls()
        .store()
        .findByKey(campaign.business(), key)
        .ifPresentOrElse(order -> campaigns.store().ordered(row, order.id()), () -> release(row));
  }

  /// Gives back a row that is taken, without an order.
  private void release(CampaignRow row) {
    settle(row, row.with(CampaignRow.State.WAITING, row.result(), row.reason(), row.dueAt()));
  }

  /// By which the order of a row that is taken is found again.
  private static String key(CampaignRow row) {
    return "campaign:%d:%d:%d".formatted(row.campaign(), row.place(), row.tries() + 1);
  }

  /// Orders the call to a row that is taken.
  ///
  /// @return whether the campaign goes on
  private boolean order(Campaign campaign, CampaignRow waiting, Instant now) {
    CampaignPlan plan = campaign.plan();
    CampaignRow row =
        waiting.with(
            CampaignRow.State.ORDERED, waiting.result(), waiting.reason(), waiting.dueAt());
    PhoneNumber number = row.number();
    if (number == null) {
      end(row, row, CampaignRowResult.REFUSED, Refusal.NUMBER.word());
      return true;
    }
    String task = plan.task();
    Ordered ordered =
        campaigns
            .calls()
            .announce(
                new AnnouncementCall(
                    campaign.business(),
                    key(row),
                    plan.purpose(),
                    number,
                    row.fields().get("name"),
                    null,
                    new Announcement(
                        Placeholders.fill(plan.words(), row.fields()),
                        new Occasion.OfCampaign(campaign.id()),
                        task == null ? null : Placeholders.fill(task, row.fields())),
                    new AuditActor(by(campaign), null),
                    1,
                    now.plus(WORTH_WAITING)));
    switch (ordered) {
      case Ordered.Taken(var order) -> campaigns.store().ordered(row, order.id());
      case Ordered.KeyUsed() -> end(row, row, CampaignRowResult.FAILED, "key");
      case Ordered.Refused(var why) when FOR_PEOPLE.contains(why) -> {
        release(row);
        pause(campaign, why.word(), now);
        return false;
      }
      case Ordered.Refused(var why) -> end(row, row, CampaignRowResult.REFUSED, why.word());
    }
    return true;
  }

  private static String by(Campaign campaign) {
    String starter = campaign.startedBy();
    return starter == null ? campaign.madeBy() : starter;
  }

  private void collect(
      Campaign campaign, Business business, CampaignRow row, String id, Instant now) {
    CallOrder order = campaigns.calls().store().find(campaign.business(), id).orElse(null);
    if (order == null) {
      // It was erased with the person.
      end(row, row, CampaignRowResult.CANCELLED, null);
      return;
    }
    CallResult result = order.result();
    if (result == null) {
      return;
    }
    CampaignRow counted = counted(business, row, order);
    CampaignRowResult came = CampaignRowResult.of(order, result);
    if (isForLater(campaign, order, came)) {
      String problem = order.problem();
      boolean isForAll = came == CampaignRowResult.REFUSED && isForPeople(problem);
      Instant due = came == CampaignRowResult.REFUSED && !isForAll ? now.plus(WORTH_WAITING) : now;
      settle(row, counted.with(CampaignRow.State.WAITING, row.result(), null, due));
      if (isForAll) {
        pause(campaign, Objects.requireNonNull(problem), now);
      }
      return;
    }
    // Who has answered and could talk with nobody is called again, as who has not answered.
    boolean isTurnedAway = came == CampaignRowResult.FAILED && order.progress().turnedAway();
    CampaignRowResult asIf = isTurnedAway ? CampaignRowResult.NOT_REACHED : came;
    Duration pause = campaign.plan().retries().after(asIf, counted.attempts());
    if (pause != null && campaign.state() != Campaign.State.CANCELLED) {
      settle(row, counted.with(CampaignRow.State.WAITING, came, null, now.plus(pause)));
    } else {
      end(row, counted, came, came == CampaignRowResult.TALKED ? null : order.problem());
    }
  }

  /// Whether nothing came of the order that has to do with the person. Somebody who took it back by
  /// itself wants him not to be called.
  private static boolean isForLater(Campaign campaign, CallOrder order, CampaignRowResult came) {
    String problem = order.problem();
    return campaign.state() != Campaign.State.CANCELLED
        && switch (came) {
          case CANCELLED ->
              order.result() == CallResult.EXPIRED
                  || CallOrderStore.CAMPAIGN_STOPPED.equals(problem);
          case REFUSED ->
              Refusal.QUIET.word().equals(problem)
                  || Refusal.DAY_IS_FULL.word().equals(problem)
                  || Refusal.COST_IS_REACHED.word().equals(problem)
                  || isForPeople(problem);
          case TALKED, MESSAGE_LEFT, BUSY, NOT_REACHED, FAILED -> false;
        };
  }

  private static boolean isForPeople(@Nullable String problem) {
    return FOR_PEOPLE.stream().anyMatch(why -> why.word().equals(problem));
  }

  /// The row with what the order has used.
  private CampaignRow counted(Business business, CampaignRow row, CallOrder order) {
    int seconds = order.progress().seconds();
    boolean placed = order.attempts() > 0 && order.call() != null;
    BigDecimal cost =
        business
            .profile()
            .calling()
            .costAMinute()
            .multiply(BigDecimal.valueOf((seconds + 59) / 60));
    CallSid call = order.call();
    if (call != null && order.isTalk()) {
      cost = cost.add(providersCost.apply(call));
    }
    return row.called(placed, seconds, cost);
  }

  /// Nobody calls him any more.
  private void end(
      CampaignRow row, CampaignRow counted, CampaignRowResult result, @Nullable String reason) {
    boolean neverCalled = result == CampaignRowResult.REFUSED && counted.attempts() == 0;
    CampaignRow.State state = neverCalled ? CampaignRow.State.REFUSED : CampaignRow.State.OVER;
    settle(row, counted.with(state, result, reason, row.dueAt()));
  }

  private void settle(CampaignRow before, CampaignRow after) {
    boolean _ = campaigns.store().settle(before, after);
  }

  private void pause(Campaign campaign, String why, Instant now) {
    if (campaigns.moveItself(campaign, Campaign.State.PAUSED, why, "campaign.pause", ITSELF, now)) {
      LOG.atInfo()
          .addKeyValue("campaign", campaign.id())
          .addKeyValue("why", why)
          .log("a campaign is paused");
      int _ = campaigns.calls().store().cancelCampaign(campaign.id(), now);
    }
  }

  private void finish(Campaign campaign, Instant now) {
    boolean _ =
        campaigns.moveItself(
            campaign, Campaign.State.FINISHED, null, "campaign.finish", ITSELF, now);
  }
}
