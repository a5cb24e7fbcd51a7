package app.kolan.simulator;

import app.kolan.simulator.account.Account;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.simulator.script.CallerPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The carrier: places calls to a server as Twilio would, and answers its REST requests.
///
/// Any thread may use it. Calls run beside each other, each on its own thread. Closing ends what is
/// still going on and leaves no thread behind.
public final class Carrier implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CarrierSettings settings;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;
  private final Wire wire;
  private final RecordingShelf shelf = new RecordingShelf();
  private final ConcurrentHashMap<String, SimulatedCall> calls = new ConcurrentHashMap<>();
  private final Account account;
  private final RestApi rest;

  private Carrier(CarrierSettings settings, SimulatedAccount account) throws IOException {
    this.settings = settings;
    this.account = new Account(account);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(executor)
            .build();
    this.wire = new Wire(settings, client, executor);
    this.rest =
        RestApi.start(
            settings, this.account, shelf, sid -> Optional.ofNullable(calls.get(sid)), executor);
  }

  /// Starts a carrier.
  ///
  /// @throws UncheckedIOException when there is no free port
  public static Carrier start(CarrierSettings settings) {
    return start(settings, accountOf(settings));
  }

  /// Starts a carrier with an account of its own, as the REST interface shows it.
  ///
  /// @throws UncheckedIOException when there is no free port
  public static Carrier start(CarrierSettings settings, SimulatedAccount account) {
    try {
      return new Carrier(settings, account);
    } catch (IOException e) {
      throw new UncheckedIOException("the REST interface cannot listen", e);
    }
  }

  /// Where the REST interface is: what `https://api.twilio.com` is to a real account.
  public URI restUrl() {
    return rest.url();
  }

  /// The account as it is now: its numbers, and the Debugger's alerts.
  public Account account() {
    return account;
  }

  /// Places a call and returns at once.
  ///
  /// @throws IllegalArgumentException when the plan's script names a sound that there is not
  public SimulatedCall call(CallPlan plan) {
    String callSid = NewSid.of("CA");
    var debugger = new Debugger(account, callSid, settings.voiceUrl(), plan.listener());
    var log = new CallLog(settings.pace(), debugger);
    CallerPart caller = plan.caller().get();
    var live =
        new LiveCall(
            new CallFacts(callSid, settings),
            settings,
            new CallLine(caller, log, settings.pace()),
            log,
            wire,
            new Callbacks(wire, log, executor),
            shelf);
    var call = new SimulatedCall(live, caller, rest.url(), executor);
    calls.put(call.callSid(), call);
    executor.execute(call::run);
    return call;
  }

  /// An account in order, whose number is set up as these settings say.
  private static SimulatedAccount accountOf(CarrierSettings settings) {
    SimulatedNumber number =
        SimulatedNumber.of(NewSid.of("PN"), settings.called(), settings.voiceUrl().toString());
    URI fallback = settings.fallbackUrl();
    URI status = settings.statusCallbackUrl();
    return SimulatedAccount.of(
        settings.accountSid(),
        settings.authToken(),
        number
            .with(SimulatedNumber.FALLBACK_URL, fallback == null ? "" : fallback.toString())
            .with(SimulatedNumber.STATUS_CALLBACK, status == null ? "" : status.toString()));
  }

  /// Ends every call, without waiting for their callbacks for more than a moment.
  @Override
  public void close() {
    calls.values().forEach(call -> call.end(CallEnd.CARRIER_CLOSED));
    try {
      for (SimulatedCall call : calls.values()) {
        if (!call.isOverWithin(PATIENCE)) {
          break;
        }
      }
      rest.close();
      executor.shutdownNow();
      client.shutdownNow();
      if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          || !client.awaitTermination(PATIENCE)) {
        throw new IllegalStateException("something of the carrier goes on after its end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      executor.shutdownNow();
      client.shutdownNow();
    }
  }
}
