package app.kolan.simulator;

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
  private final RestApi rest;

  private Carrier(CarrierSettings settings) throws IOException {
    this.settings = settings;
    HttpClient.Builder clients =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(executor);
    if (!settings.trusted().isEmpty()) {
      clients.sslContext(Trust.in(settings.trusted()));
    }
    this.client = clients.build();
    this.wire = new Wire(settings, client, executor);
    this.rest =
        RestApi.start(settings, shelf, sid -> Optional.ofNullable(calls.get(sid)), executor);
  }

  /// Starts a carrier.
  ///
  /// @throws UncheckedIOException when there is no free port
  public static Carrier start(CarrierSettings settings) {
    try {
      return new Carrier(settings);
    } catch (IOException e) {
      throw new UncheckedIOException("the REST interface cannot listen", e);
    }
  }

  /// Where the REST interface is: what `https://api.twilio.com` is to a real account.
  public URI restUrl() {
    return rest.url();
  }

  /// Places a call and returns at once.
  ///
  /// @throws IllegalArgumentException when the plan's script names a sound that there is not
  public SimulatedCall call(CallPlan plan) {
    var log = new CallLog(settings.pace(), plan.listener());
    CallerPart caller = plan.caller().get();
    var faults =
        new CallFaults(
            settings.faults().and(plan.faults()),
            fault -> log.add(at -> new CallMoment.FaultPlayed(at, fault)));
    var way = new FaultyWire(wire, faults, settings, executor);
    var live =
        new LiveCall(
            new CallFacts(NewSid.of("CA"), settings),
            settings,
            new CallLine(caller, log, settings.pace()),
            log,
            way,
            new Callbacks(way, log, executor, faults),
            shelf,
            faults);
    var call = new SimulatedCall(live, caller, rest.url(), executor);
    calls.put(call.callSid(), call);
    executor.execute(call::run);
    return call;
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
