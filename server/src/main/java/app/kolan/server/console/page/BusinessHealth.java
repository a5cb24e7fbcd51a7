package app.kolan.server.console.page;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.usage.MonthlyUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Whether a business has what its calls need, as it is known in memory.
///
/// @param shares what a business has used of its limits in this month
/// @param isFailing whether a provider fails at the moment; the job is as in metrics, such as `tts`
public record BusinessHealth(
    BusinessDirectory directory,
    Function<Business, List<MonthlyUsage.Share>> shares,
    BiPredicate<String, ProviderSettings> isFailing) {

  /// The providers that fail at the moment, each once.
  List<String> failingProviders(long business) {
    Optional<BusinessSettings> settings = directory.current(business);
    if (settings.isEmpty()) {
      return List.of();
    }
    ProviderSelection providers = settings.get().providers();
    var failing = new ArrayList<String>();
    addFailing("realtime", providers.speechModels(), failing);
    addFailing("stt", providers.speechToTexts(), failing);
    addFailing("llm", providers.languageModels(), failing);
    addFailing("tts", providers.voices(), failing);
    return failing.stream().distinct().toList();
  }

  private void addFailing(String job, List<ProviderSettings> providers, List<String> failing) {
    providers.stream()
        .filter(provider -> isFailing.test(job, provider))
        .map(ProviderSettings::provider)
        .forEach(failing::add);
  }

  /// How much of the limit that is nearest is used, in percent; 0 without a limit.
  int usedPercent(long business) {
    return directory
        .current(business)
        .map(settings -> shares.apply(settings.business()))
        .orElse(List.of())
        .stream()
        .mapToInt(MonthlyUsage.Share::percent)
        .max()
        .orElse(0);
  }
}
