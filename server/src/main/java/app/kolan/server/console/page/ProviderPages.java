package app.kolan.server.console.page;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.SettingsAccess.Obstacle;
import app.kolan.server.console.settings.ProvidersPart;
import app.kolan.server.console.settings.SettingsState;
import app.kolan.server.console.text.Numbers;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.identity.Permission;
import app.kolan.server.probe.ProviderProbe;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.store.UsageJob;
import app.kolan.server.usage.MonthlyReport;
import app.kolan.server.usage.UsageReports;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Who talks with the callers of a business: whether they are well, by whose keys, what they cost,
/// and whether they answer a word now.
///
/// @param isFailing whether calls leave a provider alone for a job, as it has failed
public record ProviderPages(
    SettingsAccess settings,
    UsageReports usage,
    BiPredicate<String, ProviderSettings> isFailing,
    ProviderCalls calls,
    PageAudit audit) {
  private static final String PATH = "/b/{business}/providers";

  public void addTo(Routes routes) {
    routes.get(PATH, PageAdmission.with(Permission.SETTINGS_READ), this::show);
    routes.post(PATH + "/try", PageAdmission.with(Permission.SETTINGS_WRITE), this::tryOne);
  }

  /// Whose key a provider is asked with.
  public enum KeyOwner {
    /// The business's own.
    BUSINESS,
    /// The server's, which the operator has.
    SERVER,
    /// It needs none.
    NONE
  }

  /// What came of a word.
  ///
  /// @param millis until the whole answer was there
  /// @param failure null when it works
  public record Trial(long millis, @Nullable FailureKind failure) {}

  /// A provider for a job.
  ///
  /// @param position in the order in which they are asked, from 0
  /// @param trial null when it was not tried
  public record Row(
      UsageJob job,
      int position,
      String provider,
      String model,
      String voice,
      KeyOwner key,
      boolean failing,
      @Nullable Trial trial) {}

  /// A row of the month's cost.
  ///
  /// @param dollars null where the price list has no price
  public record Cost(UsageJob job, String provider, String model, @Nullable String dollars) {}

  /// The month until now.
  public record Month(long calls, long minutes, List<Cost> costs, String total, boolean complete) {
    public Month {
      costs = List.copyOf(costs);
    }
  }

  /// @param draft whether settings wait to be published, so that this may soon be otherwise
  /// @param month null for who may not see it
  /// @param obstacle null when he may change who talks
  public record Providers(
      List<Row> rows, @Nullable Month month, boolean draft, @Nullable Obstacle obstacle) {
    public Providers {
      rows = List.copyOf(rows);
    }
  }

  /// One that is tried.
  private record Chosen(UsageJob job, int position) {}

  private PageAnswer show(PageRequest request) {
    return show(request, null, null);
  }

  private PageAnswer show(PageRequest request, @Nullable Chosen chosen, @Nullable Trial trial) {
    SettingsState state = settings.state(request);
    var rows = new ArrayList<Row>();
    ProviderSelection providers = providers(request);
    for (UsageJob job : UsageJob.values()) {
      List<ProviderSettings> ofJob = of(job, providers);
      for (int i = 0; i < ofJob.size(); i++) {
        boolean tried = new Chosen(job, i).equals(chosen);
        rows.add(row(state.published(), job, i, ofJob.get(i), tried ? trial : null));
      }
    }
    return request.show(
        "page/providers",
        "providers",
        new Providers(rows, month(request), state.hasDraft(), SettingsAccess.obstacle(request)));
  }

  private static ProviderSelection providers(PageRequest request) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .map(BusinessSettings::providers)
        .orElse(ProviderSelection.NONE);
  }

  private static List<ProviderSettings> of(UsageJob job, ProviderSelection providers) {
    return switch (job) {
      case REALTIME -> providers.speechModels();
      case STT -> providers.speechToTexts();
      case LLM -> providers.languageModels();
      case TTS -> providers.voices();
      case TELEPHONY -> List.of();
    };
  }

  private Row row(
      @Nullable SettingsVersion published,
      UsageJob job,
      int position,
      ProviderSettings provider,
      @Nullable Trial trial) {
    return new Row(
        job,
        position,
        provider.provider(),
        provider.model(),
        provider.voice(),
        keyOwner(published, provider),
        isFailing.test(job.id(), provider),
        trial);
  }

  private static KeyOwner keyOwner(@Nullable SettingsVersion published, ProviderSettings provider) {
    if (provider.key() == null) {
      return KeyOwner.NONE;
    }
    List<String> own =
        published == null
            ? List.of()
            : ProvidersPart.keysOf(SettingsAccess.tree(published.document()));
    boolean isOwn =
        own.stream()
            .anyMatch(
                name ->
                    provider.provider().equals(name) || provider.provider().startsWith(name + "-"));
    return isOwn ? KeyOwner.BUSINESS : KeyOwner.SERVER;
  }

  private @Nullable Month month(PageRequest request) {
    if (!request.may(Permission.USAGE_READ)) {
      return null;
    }
    var zone = request.times().zone();
    MonthlyReport report =
        usage.month(request.in().id(), zone, YearMonth.from(request.at().atZone(zone)));
    return new Month(
        report.calls(),
        report.minutes(),
        report.cost().items().stream()
            .map(
                item ->
                    new Cost(
                        item.usage().job(),
                        item.usage().provider(),
                        item.usage().model(),
                        item.dollars() == null ? null : Numbers.dollars(item.dollars())))
            .toList(),
        Numbers.dollars(report.cost().dollars()),
        report.cost().isComplete());
  }

  /// Asks one of them for a word, past the circuit breakers.
  private PageAnswer tryOne(PageRequest request) {
    Chosen chosen = chosen(request);
    List<ProviderSettings> ofJob = of(chosen.job(), providers(request));
    if (chosen.position() >= ofJob.size()) {
      throw new PageProblem(Kind.CHANGED);
    }
    ProviderSettings provider = ofJob.get(chosen.position());
    audit.note(request, "provider.try", chosen.job().id() + ":" + provider.provider());
    long from = System.nanoTime();
    FailureKind failure = null;
    try {
      String _ =
          calls.call(provider.provider(), () -> ProviderProbe.request(chosen.job(), provider));
    } catch (ProviderFailure e) {
      failure = e.kind();
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    return show(request, chosen, new Trial(millis, failure));
  }

  private static Chosen chosen(PageRequest request) {
    String position = request.form().text("position");
    for (UsageJob job : UsageJob.values()) {
      if (job.name().equals(request.form().text("job")) && position.matches("[0-9]{1,3}")) {
        return new Chosen(job, Integer.parseInt(position));
      }
    }
    throw new PageProblem(Kind.MALFORMED);
  }
}
