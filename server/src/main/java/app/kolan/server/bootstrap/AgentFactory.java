package app.kolan.server.bootstrap;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.agent.SystemPrompt;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.llm.FallbackLanguageModel;
import app.kolan.server.llm.LanguageModel;
import app.kolan.server.llm.LanguageModels;
import app.kolan.server.llm.ProviderLanguageModel;
import app.kolan.server.normalize.Lexicon;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.SharedCircuitBreakers;
import app.kolan.server.provider.VoiceGender;
import app.kolan.server.provider.WrittenLanguage;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.FallbackRealtimeModel;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.Stores;
import app.kolan.server.stt.FallbackSpeechToText;
import app.kolan.server.stt.SpeechToTexts;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tool.ToolSources;
import app.kolan.server.tool.mcp.McpTools;
import app.kolan.server.tts.AudioCache;
import app.kolan.server.tts.CachedTextToSpeech;
import app.kolan.server.tts.FallbackTextToSpeech;
import app.kolan.server.tts.TextToSpeech;
import app.kolan.server.tts.TextToSpeeches;
import app.kolan.server.tts.VoicesByLanguage;
import app.kolan.server.usage.MeteredLanguageModel;
import app.kolan.server.usage.MeteredRealtimeModel;
import app.kolan.server.usage.MeteredSpeechToText;
import app.kolan.server.usage.MeteredTextToSpeech;
import app.kolan.server.usage.UsageMeter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the agents that understand, from what is set for a business: its tools, its instructions,
/// its lexicon and its providers.
///
/// What was made for a version of a business's settings is kept for the calls that follow, so that
/// a change is live at the next call, and a call under way goes on with what it has. Safe to share.
public final class AgentFactory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentFactory.class);

  /// The newest of a business, and that of calls that came in right before a change.
  private static final int VERSIONS_KEPT = 2;

  /// @param of what it was made of: a version's secrets can change where they are referred to
  /// @param prompts null where they keep their own audio
  private record Made(
      BusinessSettings of,
      ToolBox tools,
      @Nullable AgentServices services,
      @Nullable VoicedPrompts prompts) {
    boolean isStillOf(BusinessSettings settings) {
      return of.equals(settings)
          || (of.business().equals(settings.business())
              && of.providers().equals(settings.providers()));
    }
  }

  private static final int MOST_STRANGERS = 100;

  private final ProviderHttp http = new ProviderHttp();
  private final SharedCircuitBreakers breakers = new SharedCircuitBreakers();
  private final BusinessDirectory directory;
  private final ReplyTiming timing;
  private final Stores stores;
  private final CallListener watch;
  private final InstantSource clock;
  private final @Nullable AudioCache audioCache;
  private final UsageMeter meter;
  private final Function<Business, ToolSources> sources;
  private final McpTools mcp = new McpTools();
  private final Map<Long, Map<Long, Made>> made = new HashMap<>();

  /// The boxes whose tools may be in use, those of earlier versions among them.
  private final Set<ToolBox> boxes = Collections.newSetFromMap(new WeakHashMap<>());

  private AgentFactory(
      ReplyTiming timing,
      BusinessDirectory directory,
      Stores stores,
      CallListener watch,
      InstantSource clock,
      @Nullable AudioCache audioCache,
      UsageMeter meter,
      Function<Business, ToolSources> sources) {
    this.meter = meter;
    this.sources = sources;
    this.timing = timing;
    this.directory = directory;
    this.stores = stores;
    this.watch = watch;
    this.clock = clock;
    this.audioCache = audioCache;
  }

  /// Makes what the businesses of now need; no provider is asked for anything yet.
  ///
  /// @param timing how long a caller may hear nothing
  /// @param audioCache for prompts in the provider's voice; null where they keep their own audio
  public static AgentFactory open(
      ReplyTiming timing,
      BusinessDirectory directory,
      Stores stores,
      CallListener watch,
      InstantSource clock,
      @Nullable AudioCache audioCache) {
    return open(
        timing,
        directory,
        stores,
        watch,
        clock,
        audioCache,
        UsageMeter.NONE,
        business -> ToolSources.of(business, stores));
  }

  /// @param meter takes what calls use of the providers
  /// @param sources what the tools of a business stand on besides its stores
  public static AgentFactory open(
      ReplyTiming timing,
      BusinessDirectory directory,
      Stores stores,
      CallListener watch,
      InstantSource clock,
      @Nullable AudioCache audioCache,
      UsageMeter meter,
      Function<Business, ToolSources> sources) {
    var factory =
        new AgentFactory(timing, directory, stores, watch, clock, audioCache, meter, sources);
    directory.all().forEach(factory::made);
    return factory;
  }

  /// The circuit breakers of the providers of all businesses.
  SharedCircuitBreakers breakers() {
    return breakers;
  }

  /// What the agents of a business need; null when nobody but the scripted agent is there.
  public @Nullable AgentServices forBusiness(BusinessSettings settings) {
    AgentServices services = made(settings).services();
    if (services != null) {
      services.tools().prepare();
    }
    return services;
  }

  /// Opens connections to the providers of a business whose caller is being greeted.
  void connect(BusinessSettings settings) {
    AgentServices services = made(settings).services();
    if (services != null && services.realtimeModel() == null) {
      services.connect();
    }
  }

  /// The prompts of a call of this business that begins now.
  ///
  /// @param library those that are set for the business
  public PromptLibrary prompts(BusinessSettings settings, PromptLibrary library) {
    VoicedPrompts voiced = made(settings).prompts();
    return voiced == null ? library : voiced.of(library);
  }

  private synchronized Made made(BusinessSettings settings) {
    Map<Long, Made> versions =
        made.computeIfAbsent(settings.business().id(), _ -> new LinkedHashMap<>());
    Made known = versions.get(settings.version());
    if (known != null && known.isStillOf(settings)) {
      return known;
    }
    forgetClosed();
    Made fresh = make(settings);
    versions.put(settings.version(), fresh);
    if (versions.size() > VERSIONS_KEPT) {
      versions.remove(Collections.min(versions.keySet()));
    }
    return fresh;
  }

  /// What was made for businesses that are no longer called is no longer kept: their providers'
  /// last connections close by themselves.
  private void forgetClosed() {
    if (made.size() > MOST_STRANGERS) {
      var called = new HashSet<Long>();
      directory.all().forEach(settings -> called.add(settings.business().id()));
      made.keySet().retainAll(called);
    }
  }

  private Made make(BusinessSettings settings) {
    Business business = settings.business();
    ToolSources own = sources.apply(business).with(mcp.of(business.id(), business.profile()));
    ToolBox tools = BusinessTools.open(business, stores, own, clock);
    boxes.add(tools);
    ProviderSelection providers = settings.providers();
    if (providers.speechModels().isEmpty() && providers.languageModels().isEmpty()) {
      return new Made(settings, tools, null, null);
    }
    List<ProviderLanguageModel> languageModels =
        all(providers.languageModels(), LanguageModels::open);
    warmUp(http, languageModels, tools);
    List<TextToSpeech> voices =
        metered(providers.voices(), TextToSpeeches::open, MeteredTextToSpeech::new);
    var spokenForm =
        new SpokenForm(
            new Lexicon(business.profile().lexicon()),
            TextToSpeeches.readNiqqud(providers.voices()));
    VoicedPrompts prompts =
        audioCache == null || voices.isEmpty()
            ? null
            : new VoicedPrompts(
                new CachedTextToSpeech(
                    voices.getFirst(), providers.voices().getFirst(), audioCache),
                spokenForm);
    return new Made(
        settings,
        tools,
        new AgentServices(
            ofAll(
                metered(providers.speechModels(), RealtimeModels::open, MeteredRealtimeModel::new),
                models ->
                    new FallbackRealtimeModel(
                        models, breakers.of(providers.speechModels()), watch::providerFailed)),
            ofAll(
                metered(providers.speechToTexts(), SpeechToTexts::open, MeteredSpeechToText::new),
                several ->
                    new FallbackSpeechToText(
                        several, breakers.of(providers.speechToTexts()), watch::providerFailed)),
            ofAll(
                metered(languageModels, providers.languageModels()),
                models ->
                    new FallbackLanguageModel(
                        models, breakers.of(providers.languageModels()), watch::providerFailed)),
            ofAll(
                voices,
                several ->
                    inTheCallersLanguage(
                        new FallbackTextToSpeech(
                            several, breakers.of(providers.voices()), watch::providerFailed),
                        providers)),
            new SystemPrompt(
                business, VoiceGender.of(heard(providers)), providers.otherLanguages(), clock),
            spokenForm,
            tools,
            timing,
            watch),
        prompts);
  }

  private TextToSpeech inTheCallersLanguage(TextToSpeech usual, ProviderSelection providers) {
    if (providers.otherVoices().isEmpty()) {
      return usual;
    }
    var others = new EnumMap<WrittenLanguage, TextToSpeech>(WrittenLanguage.class);
    for (ProviderSettings chosen : providers.otherVoices()) {
      List<TextToSpeech> voice =
          metered(List.of(chosen), TextToSpeeches::open, MeteredTextToSpeech::new);
      WrittenLanguage.ofTag(chosen.language())
          .ifPresent(
              language ->
                  others.put(
                      language,
                      new FallbackTextToSpeech(
                          voice, breakers.of(List.of(chosen)), watch::providerFailed)));
    }
    return new VoicesByLanguage(usual, others);
  }

  /// Those whose voices callers hear: speech-to-speech models have their own.
  private static List<ProviderSettings> heard(ProviderSelection providers) {
    return Stream.concat(providers.speechModels().stream(), providers.voices().stream()).toList();
  }

  /// Gives up what is under way.
  @Override
  public synchronized void close() {
    boxes.forEach(ToolBox::close);
    mcp.close();
    http.close();
  }

  /// Loads what the first answer needs, so that the first caller does not wait for it. Nobody is
  /// asked.
  private static void warmUp(
      ProviderHttp http, List<ProviderLanguageModel> languageModels, ToolBox tools) {
    Thread.ofVirtual()
        .name("warm-up")
        .start(
            () -> {
              http.client();
              tools.warmUp();
              try {
                for (ProviderLanguageModel languageModel : languageModels) {
                  languageModel.warmUp();
                }
              } catch (InterruptedException e) {
                LOG.debug("the language models were not warmed up", e);
              }
            });
  }

  /// The providers of a job as one; null when none is set.
  private static <P> @Nullable P ofAll(List<P> providers, Function<List<P>, P> fallback) {
    return providers.isEmpty() ? null : fallback.apply(providers);
  }

  private <P> List<P> all(
      List<ProviderSettings> chosen, BiFunction<ProviderSettings, ProviderHttp, P> open) {
    return chosen.stream().map(settings -> open.apply(settings, http)).toList();
  }

  /// Puts a meter around a provider.
  private interface Metering<P> {
    P of(P provider, ProviderSettings settings, UsageMeter meter);
  }

  private <P> List<P> metered(
      List<ProviderSettings> chosen,
      BiFunction<ProviderSettings, ProviderHttp, P> open,
      Metering<P> metering) {
    return chosen.stream()
        .map(settings -> metering.of(open.apply(settings, http), settings, meter))
        .toList();
  }

  private List<LanguageModel> metered(
      List<? extends LanguageModel> opened, List<ProviderSettings> chosen) {
    var metered = new ArrayList<LanguageModel>();
    for (int i = 0; i < opened.size(); i++) {
      metered.add(new MeteredLanguageModel(opened.get(i), chosen.get(i), meter));
    }
    return metered;
  }
}
