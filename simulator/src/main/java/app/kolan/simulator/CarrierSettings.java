package app.kolan.simulator;

import app.kolan.simulator.account.SimulatedAccount;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.simulator.fault.Faults;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the simulated carrier is set up, as an account and a number would be in Twilio's console.
/// The auth token never prints.
///
/// @param accountSid the account, `AC…`
/// @param authToken the key of all signatures, and the password of the REST interface
/// @param caller who calls
/// @param called the number that is called
/// @param voiceUrl the number's "a call comes in"
/// @param fallbackUrl the number's "primary handler fails"
/// @param statusCallbackUrl the number's "call status changes"
/// @param edges proxies on the way to the server
/// @param recordingReadyAfter how long after its end a recording becomes available, in the call's
///   time
/// @param pace how many seconds of a call pass in one second of real time
/// @param webhookTimeout how long the server may take to answer, in real time
/// @param handshakeTimeout how long a stream may take to open, in real time
/// @param dial the outcome of every `<Dial>`
/// @param decoder decodes MP3
/// @param faults the network's faults
/// @param assumptions Twilio's behaviour where its documentation leaves it open
/// @param trusted certificate authorities that are trusted besides the JDK's
/// @param restPort where the REST interface listens; 0 for any free port
public record CarrierSettings(
    String accountSid,
    String authToken,
    PhoneNumber caller,
    PhoneNumber called,
    URI voiceUrl,
    @Nullable URI fallbackUrl,
    @Nullable URI statusCallbackUrl,
    List<Edge> edges,
    Duration recordingReadyAfter,
    double pace,
    Duration webhookTimeout,
    Duration handshakeTimeout,
    DialOutcome dial,
    SoundDecoder decoder,
    Faults faults,
    Assumptions assumptions,
    List<X509Certificate> trusted,
    int restPort) {
  /// The pace of a telephone.
  public static final double REAL_TIME = 1;

  public CarrierSettings {
    edges = List.copyOf(edges);
    trusted = List.copyOf(trusted);
    if (authToken.isEmpty()) {
      throw new IllegalArgumentException("a carrier signs with an auth token");
    }
    if (!(pace > 0)) {
      throw new IllegalArgumentException("a pace is more than 0");
    }
    if (restPort < 0 || restPort > 65_535) {
      throw new IllegalArgumentException("a port is from 0 to 65535");
    }
  }

  /// The usual settings of a carrier that calls this URL.
  public static CarrierSettings of(String accountSid, String authToken, URI voiceUrl) {
    return new CarrierSettings(
        accountSid,
        authToken,
        new PhoneNumber("+972500000001"),
        new PhoneNumber("+972720000002"),
        voiceUrl,
        null,
        null,
        List.of(),
        Duration.ofSeconds(2),
        REAL_TIME,
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        new DialOutcome.Answered(Duration.ofSeconds(2), Duration.ofSeconds(5)),
        SoundDecoder.NONE,
        Faults.NONE,
        Assumptions.USUAL,
        List.of(),
        0);
  }

  public CarrierSettings withCaller(PhoneNumber caller) {
    return with(draft -> draft.caller = caller);
  }

  public CarrierSettings withCalled(PhoneNumber called) {
    return with(draft -> draft.called = called);
  }

  public CarrierSettings withVoiceUrl(URI voiceUrl) {
    return with(draft -> draft.voiceUrl = voiceUrl);
  }

  public CarrierSettings withFallbackUrl(@Nullable URI fallbackUrl) {
    return with(draft -> draft.fallbackUrl = fallbackUrl);
  }

  public CarrierSettings withStatusCallbackUrl(@Nullable URI statusCallbackUrl) {
    return with(draft -> draft.statusCallbackUrl = statusCallbackUrl);
  }

  public CarrierSettings withEdge(Edge edge) {
    return withEdges(Stream.concat(edges.stream(), Stream.of(edge)).toList());
  }

  public CarrierSettings withEdges(List<Edge> edges) {
    return with(draft -> draft.edges = edges);
  }

  public CarrierSettings withRecordingReadyAfter(Duration recordingReadyAfter) {
    return with(draft -> draft.recordingReadyAfter = recordingReadyAfter);
  }

  public CarrierSettings withPace(double pace) {
    return with(draft -> draft.pace = pace);
  }

  public CarrierSettings withWebhookTimeout(Duration webhookTimeout) {
    return with(draft -> draft.webhookTimeout = webhookTimeout);
  }

  public CarrierSettings withHandshakeTimeout(Duration handshakeTimeout) {
    return with(draft -> draft.handshakeTimeout = handshakeTimeout);
  }

  public CarrierSettings withDial(DialOutcome dial) {
    return with(draft -> draft.dial = dial);
  }

  public CarrierSettings withDecoder(SoundDecoder decoder) {
    return with(draft -> draft.decoder = decoder);
  }

  public CarrierSettings withFaults(Faults faults) {
    return with(draft -> draft.faults = faults);
  }

  public CarrierSettings withTrusted(List<X509Certificate> trusted) {
    return with(draft -> draft.trusted = trusted);
  }

  public CarrierSettings withAssumptions(Assumptions assumptions) {
    return with(draft -> draft.assumptions = assumptions);
  }

  public CarrierSettings withRestPort(int restPort) {
    return with(draft -> draft.restPort = restPort);
  }

  /// An active account whose number is configured by these settings.
  SimulatedAccount account() {
    SimulatedNumber number =
        SimulatedNumber.of(NewSid.of("PN"), called, voiceUrl.toString())
            .with(SimulatedNumber.FALLBACK_URL, fallbackUrl == null ? "" : fallbackUrl.toString())
            .with(
                SimulatedNumber.STATUS_CALLBACK,
                statusCallbackUrl == null ? "" : statusCallbackUrl.toString());
    return SimulatedAccount.of(accountSid, authToken, number);
  }

  private CarrierSettings with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /// Shows everything but the auth token, and numbers masked.
  @Override
  public String toString() {
    return "CarrierSettings[%s, %s → %s, %s, edges %s, pace %s]"
        .formatted(accountSid, caller, called, voiceUrl, edges, pace);
  }

  /// A mutable copy of the settings, for the `with` methods.
  private static final class Draft {
    private final String accountSid;
    private final String authToken;
    private PhoneNumber caller;
    private PhoneNumber called;
    private URI voiceUrl;
    private @Nullable URI fallbackUrl;
    private @Nullable URI statusCallbackUrl;
    private List<Edge> edges;
    private Duration recordingReadyAfter;
    private double pace;
    private Duration webhookTimeout;
    private Duration handshakeTimeout;
    private DialOutcome dial;
    private SoundDecoder decoder;
    private Faults faults;
    private Assumptions assumptions;
    private List<X509Certificate> trusted;
    private int restPort;

    Draft(CarrierSettings settings) {
      accountSid = settings.accountSid;
      authToken = settings.authToken;
      caller = settings.caller;
      called = settings.called;
      voiceUrl = settings.voiceUrl;
      fallbackUrl = settings.fallbackUrl;
      statusCallbackUrl = settings.statusCallbackUrl;
      edges = settings.edges;
      recordingReadyAfter = settings.recordingReadyAfter;
      pace = settings.pace;
      webhookTimeout = settings.webhookTimeout;
      handshakeTimeout = settings.handshakeTimeout;
      dial = settings.dial;
      decoder = settings.decoder;
      faults = settings.faults;
      assumptions = settings.assumptions;
      trusted = settings.trusted;
      restPort = settings.restPort;
    }

    CarrierSettings settings() {
      return new CarrierSettings(
          accountSid,
          authToken,
          caller,
          called,
          voiceUrl,
          fallbackUrl,
          statusCallbackUrl,
          edges,
          recordingReadyAfter,
          pace,
          webhookTimeout,
          handshakeTimeout,
          dial,
          decoder,
          faults,
          assumptions,
          trusted,
          restPort);
    }
  }
}
