package app.kolan.simulator;

import app.kolan.simulator.account.Account;
import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.webhook.PhoneNumber;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The carrier: places calls to a server as Twilio would, and answers its REST requests.
///
/// Thread-safe. Calls run concurrently, each on its own thread. Closing ends all calls and leaves
/// no thread behind.
public final class Carrier implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final CarrierSettings settings;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;
  private final SimulatedRecordings recordings = new SimulatedRecordings();
  private final CallRegister calls = new CallRegister();
  private final Callees callees = new Callees();
  private final Account account;
  private final SimulatedMessages messages;
  private final FaultyServerClient messageClient;
  private final RestApi rest;
  private volatile CallPlan callee = patientCallee();

  private Carrier(CarrierSettings settings, SimulatedAccount account, InetSocketAddress address)
      throws IOException {
    this.settings = settings;
    this.account = new Account(account);
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
    var faultsOfMessages = new CallFaults(settings.faults(), _ -> {});
    messageClient =
        new FaultyServerClient(
            new ServerClient(settings, client, executor), faultsOfMessages, settings, executor);
    messages = new SimulatedMessages(settings, messageClient, faultsOfMessages, executor);
    var placer = new CallPlacer(settings, this::place);
    this.rest =
        RestApi.start(
            settings, address, this.account, recordings, calls, placer, messages, executor);
  }

  /// Starts a carrier.
  ///
  /// @throws UncheckedIOException when there is no free port
  public static Carrier start(CarrierSettings settings) {
    return start(settings, settings.account());
  }

  /// Starts a carrier with an account of its own, as the REST interface shows it.
  ///
  /// @throws UncheckedIOException when there is no free port
  public static Carrier start(CarrierSettings settings, SimulatedAccount account) {
    return start(
        settings,
        account,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.restPort()));
  }

  /// Starts a carrier whose REST interface is at this address.
  ///
  /// @param address with the port 0 for any that is free
  /// @throws UncheckedIOException when the address cannot be bound
  public static Carrier start(CarrierSettings settings, InetSocketAddress address) {
    return start(settings, settings.account(), address);
  }

  private static Carrier start(
      CarrierSettings settings, SimulatedAccount account, InetSocketAddress address) {
    try {
      return new Carrier(settings, account, address);
    } catch (IOException e) {
      throw new UncheckedIOException("the REST interface cannot listen at " + address, e);
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

  /// The messages that the server had sent, the oldest first; the last thousand.
  public List<SentMessage> messages() {
    return messages.all();
  }

  /// Places a call to the server and returns at once.
  ///
  /// @throws IllegalArgumentException when the plan's script names an unknown sound
  public SimulatedCall call(CallPlan plan) {
    return call(plan, settings);
  }

  /// Places a call with settings of its own. The REST interface keeps the carrier's account and
  /// token.
  public SimulatedCall call(CallPlan plan, CarrierSettings settingsOfCall) {
    return place(plan, settingsOfCall, new CallOrigin.Inbound());
  }

  /// Sets who answers when the server places a call over the REST interface. The default is
  /// somebody who says hello and waits until the server ends the call.
  public void answerWith(CallPlan plan) {
    callee = plan;
  }

  /// Sets who answers at a number, whether the server places a call to it or a call dials it.
  public void answerAt(PhoneNumber number, Callee answering) {
    callees.add(number, answering);
  }

  /// Sets who answers a `<Dial>` to a number that [#answerAt] has nobody for.
  public void answerDials(Callee answering) {
    callees.dialled(answering);
  }

  /// The other ends of `<Dial>` that are over, the oldest first; the last hundred.
  public List<DialledLeg> dialledLegs() {
    return callees.legs();
  }

  /// The active calls and the newest finished ones, in the order of their start.
  public List<SimulatedCall> calls() {
    return calls.all();
  }

  /// The call with this SID; empty when there is none, or none any more.
  public Optional<SimulatedCall> find(String callSid) {
    return calls.find(callSid);
  }

  /// Answers requests below a path beside the REST interface, each on a virtual thread. The handler
  /// itself checks authorization.
  public void serve(String path, HttpHandler handler) {
    rest.serve(path, handler);
  }

  private SimulatedCall place(CarrierSettings settingsOfCall, CallOrigin origin) {
    CallPlan answering = callees.find(settingsOfCall.called()).map(Callee::plan).orElse(callee);
    return place(answering, settingsOfCall, origin);
  }

  private SimulatedCall place(CallPlan plan, CarrierSettings settingsOfCall, CallOrigin origin) {
    String callSid = NewSid.of("CA");
    var debugger = new Debugger(account, callSid, settingsOfCall.voiceUrl(), plan.listener());
    var log = new CallLog(settingsOfCall.pace(), debugger);
    ScriptedCaller person = plan.caller().get();
    var faults =
        new CallFaults(
            settingsOfCall.faults().and(plan.faults()),
            fault -> log.add(at -> new CallMoment.FaultPlayed(at, fault)));
    var serverClient = new ServerClient(settingsOfCall, client, executor);
    var faultyClient = new FaultyServerClient(serverClient, faults, settingsOfCall, executor);
    var live =
        new VerbContext(
            new CallParameters(callSid, settingsOfCall, origin),
            settingsOfCall,
            new CallLine(person, log, settingsOfCall.pace()),
            log,
            faultyClient,
            new Callbacks(faultyClient, log, executor, faults),
            recordings,
            faults,
            callees);
    var call = new SimulatedCall(live, person, rest.url(), executor);
    calls.add(call);
    executor.execute(call::run);
    return call;
  }

  private static CallPlan patientCallee() {
    try {
      return CallPlan.of(
          Script.parse("caller says \"hello\" for 0.6s\ncaller waits 14400s"), Sounds.NONE);
    } catch (MalformedScript e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ends every call, and waits only briefly for their callbacks.
  @Override
  public void close() {
    calls.all().forEach(call -> call.end(CallEnd.CARRIER_CLOSED));
    try {
      for (SimulatedCall call : calls.all()) {
        if (!call.isOverWithin(CLOSE_TIMEOUT)) {
          break;
        }
      }
      rest.close();
      messageClient.close();
      executor.shutdownNow();
      client.shutdownNow();
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          || !client.awaitTermination(CLOSE_TIMEOUT)) {
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
