package app.kolan.server.console.page;

import app.kolan.server.audit.AuditedChange;
import app.kolan.server.audit.AuditedChange.Change;
import app.kolan.server.business.Business;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.console.http.OnboardingProgress;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.settings.HoursPart;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.text.Language;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessFile;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Users;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.store.BusinessCount;
import app.kolan.server.store.FigureStore;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All businesses of a server at a glance, for its operator, and adding one.
///
/// @param ownNumbers those of the business of the server's own settings; empty when they are not
///   said
public record AgencyPages(
    FigureStore figures,
    Users users,
    BusinessAdministration administration,
    OnboardingSteps setUp,
    BusinessHealth health,
    CampaignStore campaigns,
    List<PhoneNumber> ownNumbers) {
  /// A call that shows no end for so long has lost it.
  private static final Duration LONGEST_CALL = Duration.ofHours(4);

  private static final BusinessCount NONE = new BusinessCount(0, 0, 0, 0);
  private static final int NEAR = 80;

  public void addTo(Routes routes) {
    var write = PageAdmission.everywhere(Permission.BUSINESSES_WRITE);
    routes.get("/agency", PageAdmission.everywhere(Permission.BUSINESSES_READ), this::show);
    routes.get(
        "/agency/numbers", PageAdmission.everywhere(Permission.BUSINESSES_READ), this::numbers);
    routes.get("/agency/new", write, request -> form(request, 200, Draft.EMPTY, List.of()));
    routes.post("/agency/new", write, this::add);
    routes.get(
        "/b/{business}/next-steps",
        PageAdmission.with(Permission.BUSINESSES_WRITE),
        this::showNextSteps);
  }

  /// The page.
  ///
  /// @param rows those that need somebody first
  public record Agency(List<Row> rows, List<BusinessRecord> closed) {
    public Agency {
      rows = List.copyOf(rows);
      closed = List.copyOf(closed);
    }

    public long now() {
      return rows.stream().mapToLong(Row::now).sum();
    }

    public long missed() {
      return rows.stream().mapToLong(row -> row.today().missed()).sum();
    }
  }

  /// One business.
  ///
  /// @param now calls under way
  /// @param today by its own clocks
  /// @param failing the providers that fail at the moment
  /// @param stopped how many of its campaigns were paused by themselves
  /// @param usedPercent of the limit that is nearest; 0 without a limit
  public record Row(
      BusinessRecord business,
      String name,
      long now,
      BusinessCount today,
      List<String> failing,
      long stopped,
      int usedPercent) {
    public Row {
      failing = List.copyOf(failing);
    }

    public boolean isOverLimit() {
      return usedPercent >= 100;
    }

    public boolean isNearLimit() {
      return usedPercent >= NEAR && !isOverLimit();
    }

    boolean needsSomebody() {
      return !failing.isEmpty() || stopped > 0 || usedPercent >= NEAR;
    }
  }

  private PageAnswer show(PageRequest request) {
    List<BusinessRecord> businesses =
        request.site().of(request.who()).stream()
            .sorted(Comparator.comparing(BusinessRecord::slug))
            .toList();
    Instant now = request.at();
    Map<Long, BusinessCount> latest =
        byBusiness(figures.byBusiness(now.minus(LONGEST_CALL), now.plus(Duration.ofMinutes(1))));
    var todayIn = new HashMap<ZoneId, Map<Long, BusinessCount>>();
    Map<Long, Long> stopped =
        campaigns.stopped().stream()
            .collect(
                Collectors.groupingBy(each -> each.campaign().business(), Collectors.counting()));
    var rows = new ArrayList<Row>();
    for (BusinessRecord business : businesses) {
      ZoneId zone = request.site().locale(business).zone();
      Map<Long, BusinessCount> today =
          todayIn.computeIfAbsent(zone, here -> byBusiness(today(here, now)));
      rows.add(
          new Row(
              business,
              request.site().name(business),
              latest.getOrDefault(business.id(), NONE).open(),
              today.getOrDefault(business.id(), NONE),
              health.failingProviders(business.id()),
              stopped.getOrDefault(business.id(), 0L),
              health.usedPercent(business.id())));
    }
    rows.sort(Comparator.comparing(row -> !row.needsSomebody()));
    return request.show(
        "page/agency", "agency", new Agency(rows, request.site().closed(request.who())));
  }

  /// The numbers of all businesses.
  ///
  /// @param without businesses that have none; not the server's own, which answers the rest
  public record Numbers(List<OneNumber> rows, List<BusinessRecord> without) {
    public Numbers {
      rows = List.copyOf(rows);
      without = List.copyOf(without);
    }
  }

  /// A number with whom it belongs to.
  public record OneNumber(PhoneNumber number, BusinessRecord business) {}

  private PageAnswer numbers(PageRequest request) {
    List<BusinessRecord> businesses = request.site().of(request.who());
    return request.show(
        "page/agencyNumbers",
        "agency-numbers",
        new Numbers(
            businesses.stream()
                .flatMap(
                    business ->
                        numbersOf(business).stream().map(number -> new OneNumber(number, business)))
                .sorted(Comparator.comparing(row -> row.number().value()))
                .toList(),
            businesses.stream()
                .filter(business -> business.id() != Business.FIRST && business.numbers().isEmpty())
                .sorted(Comparator.comparing(BusinessRecord::slug))
                .toList()));
  }

  private List<PhoneNumber> numbersOf(BusinessRecord business) {
    return business.id() == Business.FIRST ? ownNumbers : business.numbers();
  }

  private List<BusinessCount> today(ZoneId zone, Instant now) {
    Instant from = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    return figures.byBusiness(from, now.plus(Duration.ofMinutes(1)));
  }

  private static Map<Long, BusinessCount> byBusiness(List<BusinessCount> counts) {
    return counts.stream().collect(Collectors.toMap(BusinessCount::business, Function.identity()));
  }

  /// The form for a new business.
  ///
  /// @param number as it was typed; empty for none
  public record Draft(String slug, String name, String language, String zone, String number) {
    static final Draft EMPTY = new Draft("", "", "he-IL", "Asia/Jerusalem", "");

    static Draft of(PageRequest request) {
      return new Draft(
          request.form().text("slug").strip(),
          request.form().text("name").strip(),
          request.form().text("language").strip(),
          request.form().text("zone").strip(),
          e164(request.form().text("number").strip(), request.form().text("language").strip()));
    }

    /// A number as people dial it where the language is spoken; another one as it was typed.
    private static String e164(String typed, String language) {
      return CallbackNumber.ofKeys(typed, Locale.forLanguageTag(language).getCountry())
          .map(PhoneNumber::value)
          .orElse(typed);
    }

    /// It as a file of a business.
    String file() {
      return file(JsonNodeFactory.instance.objectNode());
    }

    /// The same with more settings.
    String file(ObjectNode file) {
      file.put("slug", slug);
      if (!number.isEmpty()) {
        file.putArray("numbers").add(number);
      }
      file.put("name", name);
      file.put("language", language);
      file.put("zone", zone);
      return file.toString();
    }
  }

  /// The form with what is wrong in it.
  ///
  /// @param first whether this is the first business that somebody sets up here
  public record NewBusiness(
      Draft draft, Map<String, List<ProblemWords.Line>> problems, boolean taken, boolean first) {
    public NewBusiness {
      problems = Map.copyOf(problems);
    }

    /// What is wrong with a field; what is wrong elsewhere stands with an empty name.
    public List<ProblemWords.Line> problems(String field) {
      return problems.getOrDefault(field, List.of());
    }

    public boolean isBad(String field) {
      return problems.containsKey(field);
    }

    public List<String> languages() {
      return List.of("he-IL", "en-US", "ar-IL", "ru-RU", "fr-FR");
    }

    public List<String> zones() {
      return HoursPart.ZONES;
    }
  }

  private static PageAnswer form(
      PageRequest request, int status, Draft draft, List<ConfigProblem> problems) {
    return request.show(
        status,
        "page/newBusiness",
        "",
        new NewBusiness(draft, atFields(request, problems), false, isFirst(request)));
  }

  private static boolean isFirst(PageRequest request) {
    return request.site().of(request.who()).stream()
        .allMatch(business -> request.site().name(business).equals(Business.UNNAMED));
  }

  static Map<String, List<ProblemWords.Line>> atFields(
      PageRequest request, List<ConfigProblem> problems) {
    Language language = request.texts().language();
    var all = new HashMap<String, List<ProblemWords.Line>>();
    for (ConfigProblem problem : problems) {
      String key = problem.key().replaceFirst("\\[.*", "");
      String field = key.equals("numbers") ? "number" : key;
      boolean own = List.of("slug", "name", "number", "language", "zone").contains(field);
      all.computeIfAbsent(own ? field : "", _ -> new ArrayList<>())
          .add(
              own
                  ? ProblemWords.atField(problem, language)
                  : ProblemWords.ofForm(problem, language));
    }
    return all;
  }

  private PageAnswer add(PageRequest request) {
    Draft draft = Draft.of(request);
    try {
      BusinessFile file = BusinessFile.parse(draft.file(), "", null);
      BusinessRecord added =
          audited(
              request,
              () ->
                  administration.add(
                      file.identity(),
                      file.document(),
                      "",
                      Author.operatorByApi(request.who().actor())));
      return request.go("/b/" + added.slug() + "/next-steps");
    } catch (InvalidSettings invalid) {
      return form(request, 400, draft, invalid.problems());
    } catch (DirectoryConflict _) {
      return request.show(
          409, "page/newBusiness", "", new NewBusiness(draft, Map.of(), true, false));
    }
  }

  /// With its entry in the audit log in the same transaction.
  static BusinessRecord audited(
      PageRequest request, Change<BusinessRecord, InvalidSettings> addition)
      throws InvalidSettings {
    return AuditedChange.of(
        written -> {
          var business = (BusinessRecord) written;
          return request
              .actor()
              .entry(request.at(), "business.add", business.id(), business.slug(), null);
        },
        addition);
  }

  /// What is left to do until a new business answers.
  ///
  /// @param webhook the URL that Twilio is to request for incoming calls
  /// @param people how many have access, operators apart
  public record NextSteps(
      OnboardingProgress setUp,
      String webhook,
      List<PhoneNumber> numbers,
      int people,
      boolean active) {
    public NextSteps {
      numbers = List.copyOf(numbers);
    }
  }

  private PageAnswer showNextSteps(PageRequest request) {
    BusinessRecord business = request.in();
    var page =
        new NextSteps(
            setUp.of(request),
            request.publicUrl(TwilioPaths.INCOMING_CALL),
            business.numbers(),
            users.list(business.id(), 0, 2).size(),
            business.state() == BusinessState.ACTIVE);
    return request.show("page/nextSteps", "", page);
  }
}
