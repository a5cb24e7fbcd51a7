package app.kolan.doctor.provider;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.NotExamined;
import app.kolan.doctor.Section;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.store.UsageJob;
import java.util.List;

/// The checks of the configured providers: each gets one minimal request.
public final class ProviderChecks {
  private ProviderChecks() {}

  public static void plan(CheckRunner examination, ProviderSelection providers) {
    if (isEmpty(providers)) {
      examination.plan(
          Section.PROVIDERS,
          new NotExamined(
              "providers",
              "no provider is configured, so there is none to ask: the scripted agent answers"));
    }
    plan(examination, "speech model", UsageJob.REALTIME, providers.speechModels());
    plan(examination, "recogniser", UsageJob.STT, providers.speechToTexts());
    plan(examination, "mind", UsageJob.LLM, providers.languageModels());
    plan(examination, "voice", UsageJob.TTS, providers.voices());
  }

  private static boolean isEmpty(ProviderSelection providers) {
    return providers.speechModels().isEmpty()
        && providers.speechToTexts().isEmpty()
        && providers.languageModels().isEmpty()
        && providers.voices().isEmpty();
  }

  private static void plan(
      CheckRunner examination, String name, UsageJob job, List<ProviderSettings> providers) {
    for (ProviderSettings one : providers) {
      examination.plan(Section.PROVIDERS, new ProviderCheck(name, job, one));
    }
  }
}
