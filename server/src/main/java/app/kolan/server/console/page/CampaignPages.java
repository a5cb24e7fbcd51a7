package app.kolan.server.console.page;

import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignFile;
import app.kolan.server.campaign.CampaignPlan;
import app.kolan.server.campaign.CampaignPlanJson;
import app.kolan.server.campaign.CampaignRow;
import app.kolan.server.campaign.CampaignRowResult;
import app.kolan.server.campaign.CampaignStore.Progress;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.campaign.InvalidCampaign;
import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.text.Numbers;
import app.kolan.server.crm.CsvTable;
import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Campaigns: the list with the form that makes one of a file, and one of them with what came of
/// each person.
public record CampaignPages(Campaigns campaigns, PageAudit audit) {
  private static final int SHOWN = 20;
  private static final int ROWS = 100;
  private static final String PATH = "/campaigns";
  private static final String IN_BUSINESS = "/b/{business}" + PATH;
  private static final String ONE = IN_BUSINESS + "/{campaign}";
  private static final String NAMES = "name purpose words task hours minutesCap costCap";
  private static final String NUMBERS =
      "callsAtOnce callsAMinute attempts busyMinutes noAnswerMinutes machineMinutes";

  /// As the form comes.
  private static final Map<String, String> USUAL =
      Map.of(
          "purpose", "SERVICE",
          "callsAtOnce", "2",
          "callsAMinute", "6",
          "attempts", "3",
          "busyMinutes", "10",
          "noAnswerMinutes", "120");

  /// What an empty field is that must have a value.
  private static final Map<String, JsonNode> NONE =
      Map.of(
          "callsAtOnce", IntNode.valueOf(2),
          "callsAMinute", IntNode.valueOf(6),
          "attempts", IntNode.valueOf(3),
          "busyMinutes", IntNode.valueOf(10),
          "noAnswerMinutes", IntNode.valueOf(120),
          "hours", TextNode.valueOf(""));

  public void addTo(Routes routes) {
    routes.get(IN_BUSINESS, PageAdmission.with(Permission.CALLS_READ), this::list);
    routes.post(IN_BUSINESS, PageAdmission.with(Permission.CALLS_PLACE), this::make);
    routes.get(ONE, PageAdmission.with(Permission.CONTACTS_READ), this::show);
    routes.post(ONE, PageAdmission.with(Permission.CALLS_PLACE), this::change);
    routes.get(ONE + "/results.csv", PageAdmission.with(Permission.CONTACTS_READ), this::export);
  }

  /// The list.
  ///
  /// @param typed what the form holds, by the names of its fields
  /// @param problem why nothing was made; null when nothing was wrong
  /// @param before the campaign that was made of the same file; null for none
  public record Listed(
      List<Line> lines,
      @Nullable String next,
      Map<String, String> typed,
      @Nullable String problem,
      @Nullable Campaign before,
      boolean writable) {
    public Listed {
      lines = List.copyOf(lines);
      typed = Map.copyOf(typed);
    }

    public String value(String name) {
      return typed.getOrDefault(name, "");
    }
  }

  /// A campaign of the list.
  public record Line(Campaign campaign, Progress progress) {
    /// How many of its people nobody calls any more.
    public int done() {
      return progress.of(CampaignRow.State.OVER) + progress.of(CampaignRow.State.REFUSED);
    }
  }

  /// One campaign.
  ///
  /// @param estimate what it costs to call everybody who waits once, a minute each
  /// @param pausedFor why it was paused by itself, in words; null for no reason
  /// @param quietUntil when it may call next; null when that is now, or it calls nobody any more
  /// @param example what the first person shown is told; null when it has no names in braces
  /// @param bounds what the form holds, by the names of its fields
  /// @param problem why the bounds were not changed; null when nothing was wrong
  public record One(
      Line line,
      Campaigns.Used used,
      String cost,
      String estimate,
      @Nullable String pausedFor,
      @Nullable Instant quietUntil,
      @Nullable String example,
      List<Shown> rows,
      @Nullable String next,
      boolean writable,
      Map<String, String> bounds,
      @Nullable String problem) {
    public One {
      rows = List.copyOf(rows);
      bounds = Map.copyOf(bounds);
    }

    public Campaign campaign() {
      return line.campaign();
    }

    public List<CampaignRowResult> results() {
      return Arrays.stream(CampaignRowResult.values())
          .filter(result -> line.progress().results().containsKey(result))
          .toList();
    }

    public boolean canStart() {
      return campaign().state() == Campaign.State.DRAFT
          || campaign().state() == Campaign.State.PAUSED;
    }

    /// Whether the page is to be looked at again soon.
    public boolean isMoving() {
      return campaign().state() == Campaign.State.RUNNING
          || line.progress().of(CampaignRow.State.ORDERED) > 0;
    }
  }

  /// A person, and why he is not called, in words.
  ///
  /// @param ahead whether he is one who would not be called, as things are now
  public record Shown(CampaignRow row, @Nullable String reason, boolean ahead) {
    public String name() {
      return row.fields().getOrDefault("name", "");
    }
  }

  private PageAnswer list(PageRequest request) {
    audit.note(request, "campaign.list");
    return list(request, 200, USUAL, null, null);
  }

  private PageAnswer list(
      PageRequest request,
      int status,
      Map<String, String> typed,
      @Nullable String problem,
      @Nullable Campaign before) {
    long after = Cursor.number(request.query().text("after"), Long.MAX_VALUE);
    List<Campaign> found = campaigns.store().find(request.in().id(), after, SHOWN + 1);
    List<Campaign> shown = found.subList(0, Math.min(SHOWN, found.size()));
    var page =
        new Listed(
            shown.stream().map(this::line).toList(),
            found.size() > SHOWN ? Query.of("after", Long.toString(shown.getLast().id())) : null,
            typed,
            problem,
            before,
            request.may(Permission.CALLS_PLACE));
    return request.show(status, "page/campaigns", "campaigns", page);
  }

  private Line line(Campaign campaign) {
    return new Line(campaign, campaigns.store().progress(campaign.id()));
  }

  private PageAnswer make(PageRequest request) {
    Form form = request.form();
    Campaigns.Made made;
    try {
      CampaignFile file =
          CampaignFile.read(
              CsvTable.text(form.file("file")), request.site().locale(request.in()).country());
      CampaignPlan plan = CampaignPlanJson.read(json(form));
      made = campaigns.make(request.in().id(), plan, file, form.has("again"), request.actor());
    } catch (InvalidCampaign e) {
      String why = request.texts().name(e.kind());
      return list(
          request, 422, typed(form), e.detail().isEmpty() ? why : why + " " + e.detail(), null);
    }
    return switch (made) {
      case Campaigns.Made.Draft(var campaign) ->
          request.go(
              request.inBusiness(PATH + "/" + campaign.id()), Flash.of("flash.campaign-made"));
      case Campaigns.Made.Before(var campaign) -> list(request, 409, typed(form), null, campaign);
    };
  }

  /// What was typed, as the API takes it. What is no number is one that cannot be used.
  private static ObjectNode json(Form form) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    each(NAMES, name -> form.filled(name).ifPresent(text -> json.put(name, text.strip())));
    each(NUMBERS, name -> form.filled(name).ifPresent(text -> json.put(name, number(text))));
    json.remove("minutesCap");
    form.filled("minutesCap").ifPresent(text -> json.put("minutesCap", number(text)));
    return json;
  }

  private static int number(String text) {
    String plain = text.strip();
    return plain.matches("[0-9]{1,7}") ? Integer.parseInt(plain) : 0;
  }

  private static void each(String names, Consumer<String> use) {
    Arrays.stream(names.split(" ", -1)).forEach(use);
  }

  private static Map<String, String> typed(Form form) {
    var typed = new HashMap<String, String>();
    each(NAMES + " " + NUMBERS, name -> typed.put(name, form.text(name)));
    return typed;
  }

  private PageAnswer show(PageRequest request) {
    Campaign campaign = campaign(request);
    return show(request, 200, campaign, bounds(campaign), null);
  }

  private PageAnswer show(
      PageRequest request,
      int status,
      Campaign campaign,
      Map<String, String> bounds,
      @Nullable String problem) {
    audit.note(request, "campaign.read", Long.toString(campaign.id()));
    int after = (int) Math.min(Integer.MAX_VALUE, Cursor.number(request.query().text("after"), 0));
    List<CampaignRow> found = campaigns.store().rows(campaign.id(), after, ROWS + 1);
    List<CampaignRow> shown = found.subList(0, Math.min(ROWS, found.size()));
    Campaigns.Used used = campaigns.used(campaign);
    var page =
        new One(
            line(campaign),
            used,
            Numbers.dollars(used.dollars()),
            Numbers.dollars(campaigns.estimate(campaign)),
            CampaignReasonText.pausedFor(campaign, request.texts()),
            campaign.state().isOver() ? null : campaigns.quietUntil(campaign).orElse(null),
            example(campaign, shown),
            shown.stream().map(row -> shown(request, campaign, row)).toList(),
            found.size() > ROWS
                ? Query.of("after", Integer.toString(shown.getLast().place()))
                : null,
            request.may(Permission.CALLS_PLACE),
            bounds,
            problem);
    return request.show(status, "page/campaign", "campaigns", page);
  }

  /// Before it is started, whoever waits and would not be called is told apart.
  private Shown shown(PageRequest request, Campaign campaign, CampaignRow row) {
    boolean looksAhead =
        row.state() == CampaignRow.State.WAITING
            && (campaign.state() == Campaign.State.DRAFT
                || campaign.state() == Campaign.State.PAUSED);
    Optional<Refusal> ahead =
        looksAhead ? campaigns.inTheWay(campaign, row) : Optional.<Refusal>empty();
    return ahead
        .map(why -> new Shown(row, request.texts().name(why), true))
        .orElseGet(
            () -> new Shown(row, CampaignReasonText.of(row.reason(), request.texts()), false));
  }

  private static @Nullable String example(Campaign campaign, List<CampaignRow> shown) {
    return shown.stream()
        .findFirst()
        .map(row -> Campaigns.wordsFor(campaign, row))
        .filter(words -> !words.equals(campaign.plan().words()))
        .orElse(null);
  }

  private static Map<String, String> bounds(Campaign campaign) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    CampaignPlanJson.write(campaign.plan(), json);
    var bounds = new HashMap<String, String>();
    CampaignPlanJson.BOUNDS.forEach(
        name -> bounds.put(name, json.hasNonNull(name) ? json.get(name).asText() : ""));
    return bounds;
  }

  /// Changes the bounds to what was typed; an empty field is as usual, or no bound.
  private PageAnswer changeBounds(PageRequest request, Campaign campaign) {
    ObjectNode typed = json(request.form());
    CampaignPlanJson.BOUNDS.stream()
        .filter(name -> !typed.has(name))
        .forEach(name -> typed.set(name, NONE.getOrDefault(name, NullNode.getInstance())));
    try {
      return done(
          request,
          campaign,
          campaigns.changeBounds(campaign, typed, request.actor()),
          "flash.campaign-changed");
    } catch (InvalidCampaign e) {
      String why = request.texts().name(e.kind());
      return show(
          request,
          422,
          campaign,
          typed(request.form()),
          e.detail().isEmpty() ? why : why + " " + e.detail());
    }
  }

  private PageAnswer change(PageRequest request) {
    Campaign campaign = campaign(request);
    return switch (request.form().text("action")) {
      case "bounds" -> changeBounds(request, campaign);
      case "start" ->
          done(
              request, campaign, campaigns.start(campaign, request.actor()), "flash.campaign-runs");
      case "pause" ->
          done(
              request,
              campaign,
              campaigns.pause(campaign, request.actor()),
              "flash.campaign-paused");
      case "cancel" ->
          done(
              request,
              campaign,
              campaigns.cancel(campaign, request.actor()),
              "flash.campaign-ended");
      default -> throw new PageProblem(Kind.MALFORMED);
    };
  }

  private static PageAnswer done(
      PageRequest request, Campaign campaign, boolean done, String flash) {
    if (!done) {
      throw new PageProblem(Kind.CHANGED);
    }
    return request.go(request.inBusiness(PATH + "/" + campaign.id()), Flash.of(flash));
  }

  private PageAnswer export(PageRequest request) {
    Campaign campaign = campaign(request);
    audit.note(request, "campaign.export", Long.toString(campaign.id()));
    return CampaignResultsFile.of(campaign, campaigns.store());
  }

  private Campaign campaign(PageRequest request) {
    return campaigns
        .store()
        .find(request.in().id(), request.numberInPath("campaign"))
        .orElseThrow(PageProblem::unknown);
  }
}
