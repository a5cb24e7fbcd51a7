package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignFile;
import app.kolan.server.campaign.CampaignPlan;
import app.kolan.server.campaign.CampaignPlanJson;
import app.kolan.server.campaign.CampaignRow;
import app.kolan.server.campaign.CampaignRowResult;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.campaign.InvalidCampaign;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/// Campaigns: many people of a file whom a business has called.
record CampaignResource(Campaigns campaigns, AuditLog audit, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listCampaigns", this::list);
    operations.put("makeCampaign", this::make);
    operations.put("getCampaign", this::get);
    operations.put("changeCampaign", this::change);
    operations.put("changeCampaignBounds", this::changeBounds);
    operations.put("listCampaignRows", this::rows);
  }

  private ApiAnswer list(ApiRequest request) {
    note(request, "campaign.list", request.in().slug());
    return ApiJson.page(
        campaigns
            .store()
            .find(request.in().id(), place(request, Long.MAX_VALUE), request.limit() + 1),
        request.limit(),
        this::form,
        campaign -> Long.toString(campaign.id()));
  }

  /// The same file twice is refused with the campaign that was made of it, unless that is meant.
  private ApiAnswer make(ApiRequest request) {
    CampaignFile file;
    CampaignPlan plan;
    try {
      file = CampaignFile.read(request.json().path("csv").asText(), locale(request).country());
    } catch (InvalidCampaign e) {
      throw CrmRequests.invalid("/csv", "not used", e.remedy());
    }
    try {
      plan = CampaignPlanJson.read(request.json());
      boolean again = request.json().path("again").asBoolean(false);
      return switch (campaigns.make(request.in().id(), plan, file, again, request.actor())) {
        case Campaigns.Made.Draft(var campaign) -> ApiAnswer.created(form(campaign));
        case Campaigns.Made.Before(var campaign) ->
            throw new ApiProblem(
                Kind.CONFLICT,
                "Campaign %d was made of this file; send `again` to make another."
                    .formatted(campaign.id()));
      };
    } catch (InvalidCampaign e) {
      throw CrmRequests.invalid("", "a plan that cannot be used", e.remedy());
    }
  }

  private BusinessLocale locale(ApiRequest request) {
    return campaigns
        .directory()
        .current(request.in().id())
        .map(settings -> settings.business().locale())
        .orElse(BusinessLocale.ISRAEL);
  }

  private ApiAnswer get(ApiRequest request) {
    Campaign campaign = campaign(request);
    note(request, "campaign.read", Long.toString(campaign.id()));
    return ApiAnswer.ok(form(campaign));
  }

  private ApiAnswer change(ApiRequest request) {
    Campaign campaign = campaign(request);
    boolean done =
        switch (request.field("state", "")) {
          case "RUNNING" -> campaigns.start(campaign, request.actor());
          case "PAUSED" -> campaigns.pause(campaign, request.actor());
          default -> campaigns.cancel(campaign, request.actor());
        };
    if (!done) {
      throw new ApiProblem(
          Kind.CONFLICT,
          "The campaign is %s."
              .formatted(campaign(request).state().name().toLowerCase(Locale.ROOT)));
    }
    return ApiAnswer.ok(form(campaign(request)));
  }

  private ApiAnswer changeBounds(ApiRequest request) {
    Campaign campaign = campaign(request);
    try {
      if (!campaigns.changeBounds(campaign, request.json(), request.actor())) {
        throw new ApiProblem(Kind.CONFLICT, "The campaign runs or is over; pause it first.");
      }
    } catch (InvalidCampaign e) {
      throw CrmRequests.invalid("", "a plan that cannot be used", e.remedy());
    }
    return ApiAnswer.ok(form(campaign(request)));
  }

  private ApiAnswer rows(ApiRequest request) {
    Campaign campaign = campaign(request);
    note(request, "campaign.rows", Long.toString(campaign.id()));
    return ApiJson.page(
        campaigns.store().rows(campaign.id(), (int) place(request, 0), request.limit() + 1),
        request.limit(),
        CampaignResource::form,
        row -> Integer.toString(row.place()));
  }

  /// Where a page begins.
  private static long place(ApiRequest request, long first) {
    String after = request.asked("after").orElse("");
    if (after.isEmpty()) {
      return first;
    }
    if (!after.matches("[0-9]{1,9}")) {
      throw ApiRequest.noCursor();
    }
    return Long.parseLong(after);
  }

  private Campaign campaign(ApiRequest request) {
    return campaigns
        .store()
        .find(request.in().id(), request.numberInPath("campaign"))
        .orElseThrow(() -> ApiProblem.unknown("campaign"));
  }

  private ObjectNode form(Campaign campaign) {
    CampaignStore.Progress progress = campaigns.store().progress(campaign.id());
    Campaigns.Used used = campaigns.used(campaign);
    ObjectNode form = ApiJson.object();
    form.put("id", campaign.id());
    CampaignPlanJson.write(campaign.plan(), form);
    form.put("state", campaign.state().name());
    form.put("pausedFor", campaign.pausedFor());
    form.put("madeAt", campaign.madeAt().toString());
    form.put("madeBy", campaign.madeBy());
    form.put("startedAt", ApiJson.instant(campaign.startedAt()));
    form.put("overAt", ApiJson.instant(campaign.overAt()));
    form.put("rows", progress.rows());
    form.put("waiting", progress.of(CampaignRow.State.WAITING));
    form.put("underWay", progress.of(CampaignRow.State.ORDERED));
    ObjectNode results = form.putObject("results");
    for (CampaignRowResult result : CampaignRowResult.values()) {
      results.put(result.name(), progress.results().getOrDefault(result, 0));
    }
    form.put("calls", used.calls());
    form.put("minutes", used.minutes());
    form.put("cost", used.dollars().toPlainString());
    return form;
  }

  private static ObjectNode form(CampaignRow row) {
    CampaignRowResult result = row.result();
    ObjectNode form = ApiJson.object();
    form.put("line", row.place());
    form.put("given", row.given());
    form.put("number", row.number() == null ? null : row.number().value());
    ObjectNode fields = form.putObject("fields");
    row.fields().forEach(fields::put);
    form.put("state", row.state().name());
    form.put("result", result == null ? null : result.name());
    form.put("reason", row.reason());
    form.put("attempts", row.attempts());
    form.put("seconds", row.seconds());
    form.put("order", row.order());
    return form;
  }

  private void note(ApiRequest request, String action, String subject) {
    audit.append(request.actor().entry(clock.instant(), action, request.in().id(), subject, null));
  }
}
