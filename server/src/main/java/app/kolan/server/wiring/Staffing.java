package app.kolan.server.wiring;

import app.kolan.server.attendant.Instructions;
import app.kolan.server.attendant.Staff;
import app.kolan.server.config.Config;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.model.Minds;
import app.kolan.server.model.ModelMind;
import app.kolan.server.provider.Health;
import app.kolan.server.provider.LineUp;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.SpeechModels;
import app.kolan.server.recogniser.Recognisers;
import app.kolan.server.saying.Lexicon;
import app.kolan.server.saying.SpokenForm;
import app.kolan.server.seen.TurnWatch;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.voice.Voices;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The receptionists that understand, with the providers that are set.
public final class Staffing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Staffing.class);

  private final ProviderHttp http = new ProviderHttp();
  private final ToolBox tools;
  private final @Nullable Staff staff;

  private Staffing(Config config, Ledger ledger, TurnWatch watch, InstantSource clock) {
    tools = BusinessTools.open(config.business(), ledger, clock);
    LineUp lineUp = config.lineUp();
    List<ModelMind> minds = all(lineUp.minds(), Minds::open);
    boolean scripted = lineUp.speechModels().isEmpty() && lineUp.minds().isEmpty();
    if (!scripted) {
      warmUp(http, minds);
    }
    staff =
        scripted
            ? null
            : new Staff(
                all(lineUp.speechModels(), SpeechModels::open),
                all(lineUp.recognisers(), Recognisers::open),
                List.copyOf(minds),
                all(lineUp.voices(), Voices::open),
                new Health(watch::providerFailed),
                new Instructions(
                    config.business().name(), config.business().practice().instructions(), clock),
                new SpokenForm(new Lexicon(config.business().practice().lexicon())),
                tools,
                config.dialogue(),
                watch);
  }

  /// Opens the providers; none of them is asked for anything yet.
  public static Staffing open(Config config, Ledger ledger, TurnWatch watch, InstantSource clock) {
    return new Staffing(config, ledger, watch, clock);
  }

  /// Null when nobody but the scripted receptionist is there.
  public @Nullable Staff staff() {
    return staff;
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    tools.close();
    http.close();
  }

  /// Loads what the first answer needs, so that the first caller does not wait for it. Nobody is
  /// asked.
  private static void warmUp(ProviderHttp http, List<ModelMind> minds) {
    Thread.ofVirtual()
        .name("warm-up")
        .start(
            () -> {
              http.client();
              try {
                for (ModelMind mind : minds) {
                  mind.warmUp();
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
