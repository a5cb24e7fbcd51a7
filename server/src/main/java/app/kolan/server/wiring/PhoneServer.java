package app.kolan.server.wiring;

import app.kolan.carrier.signature.SignatureCheck;
import app.kolan.server.attendant.Ladder;
import app.kolan.server.call.CallThreads;
import app.kolan.server.call.Hearing;
import app.kolan.server.config.Config;
import app.kolan.server.config.Secret;
import app.kolan.server.http.WebServer;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.line.Admission;
import app.kolan.server.line.CallsUnderWay;
import app.kolan.server.line.MediaSockets;
import app.kolan.server.line.Reception;
import app.kolan.server.line.Webhooks;
import app.kolan.server.line.echo.ProofGate;
import app.kolan.server.seen.TurnWatch;
import app.kolan.server.speech.PromptLibrary;
import app.kolan.server.tape.Tapes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Kolan.
///
/// Safe to share; [#close] stops it: no new talks, time for those under way to end, then the rest.
public final class PhoneServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneServer.class);

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Config config;
  private final Foundations foundations;
  private final CallThreads callThreads = new CallThreads();
  private final CallsUnderWay underWay;
  private final ExecutorService webhookThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final Tapes tapes;
  private final Staffing staffing;
  private final Watching watching;
  private final Vertx vertx;
  private final MediaSockets sockets;
  private final WebServer web;

  private PhoneServer(
      Config config, Foundations foundations, TurnWatch alsoWatching, InstantSource clock)
      throws IOException {
    this.config = config;
    this.foundations = foundations;
    underWay = new CallsUnderWay(clock);
    PromptLibrary prompts = foundations.prompts();
    Ledger ledger = foundations.ledger();
    WarmUp.run(ledger);
    Hearing hearing = config.hearing().loaded();
    tapes =
        Tapes.open(
            config.taping(),
            config.data(),
            config.business(),
            hearing,
            prompts,
            ledger,
            draining::get);
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setUseDaemonThread(true));
    watching = Watching.begin(config.traces(), ledger, callThreads::count, alsoWatching, clock);
    var admission = new Admission(config.limits(), System::nanoTime, watching.meters()::turnedAway);
    watching.meters().watchPlaces(admission::taken);
    staffing = Staffing.open(config, ledger, watching.watch(), clock);
    var reception =
        new Reception(
            ledger,
            foundations.audioFiles(),
            config.business(),
            hearing,
            new Ladder(staffing.staff(), prompts, watching.watch()),
            isSimulated(config),
            callThreads,
            underWay,
            admission,
            clock);
    var tokens = config.twilio().authTokens().stream().map(Secret::value).toList();
    var proofs = new ProofGate(tokens, clock);
    sockets = new MediaSockets(vertx, reception, proofs, tapes);
    var webhooks =
        new Webhooks(
            ledger,
            config.business(),
            prompts,
            foundations.jobs()::fetchRecording,
            underWay,
            admission,
            draining::get,
            clock);
    try {
      web =
          WebServer.start(
              vertx,
              config,
              new SignatureCheck(tokens),
              proofs,
              webhooks,
              sockets,
              prompts,
              tapes,
              webhookThreads,
              sid -> ledger.call(sid).isPresent(),
              draining::get,
              watching.meters()::text,
              clock);
    } catch (IOException e) {
      vertx.close();
      tapes.close();
      staffing.close();
      watching.close();
      throw e;
    }
  }

  /// Starts a server.
  ///
  /// @throws IOException when the port cannot be had
  /// @throws app.kolan.server.ledger.LedgerException when the data folder cannot be used
  /// @throws app.kolan.server.speech.BrokenPrompts when a sound is missing or broken
  public static PhoneServer start(Config config) throws IOException {
    return start(config, InstantSource.system());
  }

  /// Starts a server whose talks somebody else watches, too.
  ///
  /// @throws IOException when the port cannot be had
  public static PhoneServer start(Config config, TurnWatch alsoWatching) throws IOException {
    return start(config, alsoWatching, InstantSource.system());
  }

  static PhoneServer start(Config config, InstantSource clock) throws IOException {
    return start(config, TurnWatch.NOBODY, clock);
  }

  private static PhoneServer start(Config config, TurnWatch alsoWatching, InstantSource clock)
      throws IOException {
    Foundations foundations = Foundations.open(config);
    try {
      return new PhoneServer(config, foundations, alsoWatching, clock);
    } catch (IOException | RuntimeException e) {
      foundations.close();
      throw e;
    }
  }

  /// Twilio's interface is never on this machine; a simulator's is.
  private static boolean isSimulated(Config config) {
    String host = String.valueOf(config.twilio().apiUrl().getHost());
    return host.equals("localhost") || host.startsWith("127.");
  }

  /// The port that is listened on.
  public int port() {
    return web.port();
  }

  public Config config() {
    return config;
  }

  public Ledger ledger() {
    return foundations.ledger();
  }

  /// How many stories of calls are being told.
  public int liveCalls() {
    return callThreads.count();
  }

  /// Stops at once but in order: calls under way are closed, and what they said is kept.
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /// Stops: new callers leave a message, and calls under way have this long to end by themselves.
  /// Twilio is then told what to do with those that are cut off, as far as it asks at once.
  public void close(Duration grace) {
    if (draining.getAndSet(true)) {
      return;
    }
    try {
      boolean over = callThreads.awaitAll(grace) && underWay.awaitNone(grace);
      if (!over) {
        LOG.atWarn().addKeyValue("streams", sockets.count()).log("calls are cut off by the stop");
      }
      sockets.closeAll();
      callThreads.awaitAll(LAST_WORDS);
      if (!over && !grace.isZero()) {
        underWay.awaitNone(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    web.close();
    vertx.close();
    webhookThreads.close();
    tapes.close();
    staffing.close();
    watching.close();
    foundations.close();
  }
}
