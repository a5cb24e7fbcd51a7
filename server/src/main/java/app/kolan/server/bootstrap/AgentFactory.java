package app.kolan.server.bootstrap;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.SystemPrompt;
import app.kolan.server.llm.LanguageModels;
import app.kolan.server.llm.ProviderLanguageModel;
import app.kolan.server.normalize.Lexicon;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.settings.Config;
import app.kolan.server.store.Stores;
import app.kolan.server.stt.SpeechToTexts;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tts.TextToSpeeches;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The receptionists that understand, with the providers that are set.
public final class AgentFactory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentFactory.class);

  private final ProviderHttp http = new ProviderHttp();
  private final ToolBox tools;
  private final @Nullable AgentServices services;

  private AgentFactory(Config config, Stores stores, CallListener watch, InstantSource clock) {
    tools = BusinessTools.open(config.business(), stores, clock);
    ProviderSelection providers = config.providers();
    List<ProviderLanguageModel> languageModels =
        all(providers.languageModels(), LanguageModels::open);
    boolean scripted = providers.speechModels().isEmpty() && providers.languageModels().isEmpty();
    if (!scripted) {
      warmUp(http, languageModels);
    }
    services =
        scripted
            ? null
            : new AgentServices(
                all(providers.speechModels(), RealtimeModels::open),
                all(providers.speechToTexts(), SpeechToTexts::open),
                List.copyOf(languageModels),
                all(providers.voices(), TextToSpeeches::open),
                new CircuitBreakers(watch::providerFailed),
                new SystemPrompt(
                    config.business().name(), config.business().profile().instructions(), clock),
                new SpokenForm(new Lexicon(config.business().profile().lexicon())),
                tools,
                config.dialogue(),
                watch);
  }

  /// Opens the providers; none of them is asked for anything yet.
  public static AgentFactory open(
      Config config, Stores stores, CallListener watch, InstantSource clock) {
    return new AgentFactory(config, stores, watch, clock);
  }

  /// Null when nobody but the scripted receptionist is there.
  public @Nullable AgentServices services() {
    return services;
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    tools.close();
    http.close();
  }

  /// Loads what the first answer needs, so that the first caller does not wait for it. Nobody is
  /// asked.
  private static void warmUp(ProviderHttp http, List<ProviderLanguageModel> languageModels) {
    Thread.ofVirtual()
        .name("warm-up")
        .start(
            () -> {
              http.client();
              try {
                for (ProviderLanguageModel languageModel : languageModels) {
                  languageModel.warmUp();
                }
              } catch (InterruptedException e) {
                LOG.debug("the minds were not warmed up", e);
              }
            });
  }

  private <P> List<P> all(
      List<ProviderSettings> chosen, BiFunction<ProviderSettings, ProviderHttp, P> open) {
    return chosen.stream().map(settings -> open.apply(settings, http)).toList();
  }
}
