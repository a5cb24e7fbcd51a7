package app.kolan.server.campaign;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.Refusal;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people and programs do with campaigns: make one of a file, start, pause, resume and end it.
/// All of it is in the audit log. Any thread may use it; it blocks for the disk.
///
/// @param wake says that something may be due; must not wait
public record Campaigns(
    CampaignStore store,
    OutboundCalls calls,
    BusinessDirectory directory,
    Runnable wake,
    InstantSource clock) {
  /// What comes of making a campaign.
  public sealed interface Made {
    /// It was made, and waits to be started.
    record Draft(Campaign campaign) implements Made {}

    /// One was made of the same file before.
    record Before(Campaign campaign) implements Made {}
  }

  /// What a campaign has used.
  ///
  /// @param calls that were placed
  /// @param minutes of them that have begun
  /// @param dollars about what that has cost
  public record Used(long calls, long minutes, BigDecimal dollars) {
    static final Used NOTHING = new Used(0, 0, BigDecimal.ZERO);
  }

  /// Makes a campaign of a file; nobody is called before it is started.
  ///
  /// @param again whether the same file may have been used before
  /// @throws InvalidCampaign with the remedy when the words name what the file has not
  public Made make(
      long business, CampaignPlan plan, CampaignFile file, boolean again, AuditActor by) {
    var unknown = new TreeSet<>(Placeholders.unknown(plan.words(), file.columns()));
    String task = plan.task();
    if (task != null) {
      unknown.addAll(Placeholders.unknown(task, file.columns()));
    }
    if (!unknown.isEmpty()) {
      String names = String.join(", ", unknown);
      throw new InvalidCampaign(
          InvalidCampaign.Kind.NO_COLUMN,
          names,
          "the file has no column " + names + "; name it there, or leave it out");
    }
    Optional<Campaign> before = store.findByFile(business, file.hash());
    if (before.isPresent() && !again) {
      return new Made.Before(before.get());
    }
    String key = again ? file.hash() + ":" + UUID.randomUUID() : file.hash();
    var draft = new CampaignStore.Draft(business, plan, file.rows(), file.hash(), key, by.name());
    String rows = Integer.toString(file.rows().size());
    CampaignStore.Added added =
        AuditedChange.makeSeveral(
            made ->
                made instanceof CampaignStore.Added(Campaign campaign, boolean isNew) && isNew
                    ? List.of(entry(by, campaign, "campaign.make", "rows", rows))
                    : List.of(),
            () -> store.add(draft, clock.instant()));
    return added.isNew() ? new Made.Draft(added.campaign()) : new Made.Before(added.campaign());
  }

  /// Has people called, from the beginning or where it was paused.
  ///
  /// @return whether it was a draft or paused
  public boolean start(Campaign campaign, AuditActor by) {
    return move(
        campaign,
        Set.of(Campaign.State.DRAFT, Campaign.State.PAUSED),
        Campaign.State.RUNNING,
        null,
        by,
        "campaign.start");
  }

  /// Has nobody called any more for now; calls under way go on.
  ///
  /// @return whether it ran
  public boolean pause(Campaign campaign, AuditActor by) {
    boolean paused =
        move(
            campaign,
            Set.of(Campaign.State.RUNNING),
            Campaign.State.PAUSED,
            null,
            by,
            "campaign.pause");
    if (paused) {
      int _ = calls.store().cancelCampaign(campaign.id(), clock.instant());
    }
    return paused;
  }

  /// Ends a campaign; calls under way go on.
  ///
  /// @return whether it was not over
  public boolean cancel(Campaign campaign, AuditActor by) {
    boolean cancelled =
        move(
            campaign,
            Set.of(Campaign.State.DRAFT, Campaign.State.RUNNING, Campaign.State.PAUSED),
            Campaign.State.CANCELLED,
            null,
            by,
            "campaign.cancel");
    if (cancelled) {
      int _ = calls.store().cancelCampaign(campaign.id(), clock.instant());
      store.cancelRows(campaign.id());
    }
    return cancelled;
  }

  /// Changes how fast and how often people are called, when, and within which caps, of a campaign
  /// that calls nobody at the moment. What is said stays.
  ///
  /// @param bounds as [CampaignPlanJson] has them; what is not there stays, and null is for none
  /// @return whether it was a draft or paused
  /// @throws InvalidCampaign with the remedy when something cannot be used
  public boolean changeBounds(Campaign campaign, JsonNode bounds, AuditActor by) {
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    CampaignPlanJson.write(campaign.plan(), plan);
    for (String name : CampaignPlanJson.BOUNDS) {
      if (bounds.has(name)) {
        plan.set(name, bounds.get(name));
      }
    }
    CampaignPlan changed = CampaignPlanJson.read(plan);
    return AuditedChange.make(
        _ -> entry(by, campaign, "campaign.change", "name", campaign.plan().name()),
        () ->
            store.plan(
                campaign,
                Set.of(Campaign.State.DRAFT, Campaign.State.PAUSED),
                changed,
                clock.instant()));
  }

  private boolean move(
      Campaign campaign,
      Set<Campaign.State> from,
      Campaign.State to,
      @Nullable String why,
      AuditActor by,
      String action) {
    boolean moved =
        AuditedChange.make(
            _ -> entry(by, campaign, action, "name", campaign.plan().name()),
            () -> store.move(campaign, from, to, why, by.name(), clock.instant()));
    if (moved) {
      wake.run();
    }
    return moved;
  }

  /// Makes a campaign that runs another state by itself.
  ///
  /// @param why it is paused; null when it is not
  /// @return whether it ran
  boolean moveItself(
      Campaign campaign,
      Campaign.State to,
      @Nullable String why,
      String action,
      AuditActor itself,
      Instant at) {
    return AuditedChange.make(
        _ ->
            why == null
                ? entry(itself, campaign, action, "name", campaign.plan().name())
                : entry(itself, campaign, action, "why", why),
        () -> store.move(campaign, Set.of(Campaign.State.RUNNING), to, why, null, at));
  }

  /// What it has used so far.
  public Used used(Campaign campaign) {
    var used = calls.store().usedBy(campaign.id());
    return new Used(used.calls(), used.minutes(), store.progress(campaign.id()).dollars());
  }

  /// About what it costs at most to call everybody once, a minute each, in US dollars, by the
  /// business's price of a minute.
  public BigDecimal estimate(Campaign campaign) {
    int waiting = store.progress(campaign.id()).of(CampaignRow.State.WAITING);
    return business(campaign)
        .map(business -> business.profile().calling().costAMinute())
        .orElse(BigDecimal.ZERO)
        .multiply(BigDecimal.valueOf(waiting));
  }

  /// What would keep somebody of a campaign from being called now, the hours aside. It is asked
  /// again when his call is ordered.
  public Optional<Refusal> inTheWay(Campaign campaign, CampaignRow row) {
    PhoneNumber number = row.number();
    return number == null
        ? Optional.of(Refusal.NUMBER)
        : business(campaign)
            .flatMap(business -> calls.inTheWay(business, campaign.plan().purpose(), number));
  }

  /// The next moment at which a campaign may call, when it may not now.
  public Optional<Instant> quietUntil(Campaign campaign) {
    Instant now = clock.instant();
    return business(campaign)
        .map(business -> Pacing.allowedFrom(business, campaign.plan().hours(), now))
        .filter(now::isBefore);
  }

  /// What somebody of a campaign is told, with what his row of the file has.
  public static String wordsFor(Campaign campaign, CampaignRow row) {
    return Placeholders.fill(campaign.plan().words(), row.fields());
  }

  Optional<Business> business(Campaign campaign) {
    return directory.current(campaign.business()).map(BusinessSettings::business);
  }

  private AuditEntry entry(
      AuditActor by, Campaign campaign, String action, String name, String value) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode().put(name, value);
    return by.entry(
        clock.instant(),
        action,
        campaign.business(),
        Long.toString(campaign.id()),
        detail.toString());
  }
}
