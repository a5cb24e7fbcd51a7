package app.kolan.server.aftercall;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.llm.GenerationOptions;
import app.kolan.server.llm.LanguageModels;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.SpeechToTexts;
import app.kolan.server.usage.MeteredLanguageModel;
import app.kolan.server.usage.MeteredSpeechToText;
import app.kolan.server.usage.UsageMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The providers of businesses for what is done after calls: those that the settings name for
/// calls, with more patience, on connections of their own. None is opened before it is needed. Safe
/// to share.
final class AfterCallProviders implements AutoCloseable {
  /// Nobody waits on the line; a file of some minutes takes its time.
  private static final ProviderTimeouts PATIENT =
      new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(20));

  private static final GenerationOptions OPTIONS = new GenerationOptions(2048, null, null);

  private final ProviderHttp http = new ProviderHttp();
  private final UsageMeter meter;
  private final Map<Long, Opened<SpeechToText>> speechToTexts = new ConcurrentHashMap<>();
  private final Map<Long, Opened<SummaryModel>> models = new ConcurrentHashMap<>();

  /// @param of what they were made of
  private record Opened<P>(List<ProviderSettings> of, List<P> providers) {}

  /// @param meter takes what is used, for the call of the thread that uses it
  AfterCallProviders(UsageMeter meter) {
    this.meter = meter;
  }

  /// The speech-to-text providers of a business, the first choice first; empty when it has none.
  List<SpeechToText> speechToTexts(BusinessSettings settings) {
    List<ProviderSettings> chosen = settings.providers().speechToTexts();
    return speechToTexts
        .compute(
            settings.business().id(),
            (_, before) ->
                before != null && before.of().equals(chosen)
                    ? before
                    : new Opened<>(chosen, chosen.stream().map(this::speechToText).toList()))
        .providers();
  }

  /// The language models of a business, the first choice first; empty when it has none.
  List<SummaryModel> models(BusinessSettings settings) {
    List<ProviderSettings> chosen = settings.providers().languageModels();
    return models
        .compute(
            settings.business().id(),
            (_, before) ->
                before != null && before.of().equals(chosen)
                    ? before
                    : new Opened<>(chosen, chosen.stream().map(this::model).toList()))
        .providers();
  }

  private SpeechToText speechToText(ProviderSettings settings) {
    return new MeteredSpeechToText(
        SpeechToTexts.open(settings.withTimeouts(PATIENT), http), settings, meter);
  }

  private SummaryModel model(ProviderSettings settings) {
    return new SummaryModel(
        settings.provider() + "/" + settings.model(),
        new MeteredLanguageModel(
            LanguageModels.open(settings.withTimeouts(PATIENT), OPTIONS, http), settings, meter));
  }

  @Override
  public void close() {
    http.close();
  }
}
