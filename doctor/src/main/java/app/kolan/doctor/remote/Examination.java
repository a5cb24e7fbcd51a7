package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Target;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.doctor.remote.wire.WireExchange;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.echo.DoctorProof;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.twiml.Twiml;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The state of an examination that its checks share. They run one after the other on one thread.
final class Examination {
  private static final Duration BREATH = Duration.ofMillis(1100);
  private static final int MOST_BREATHS = 12;
  private static final int TRIES = 4;

  /// How often a request is sent anew whose copy has spent the proof: each is a race between the
  /// two.
  private static final int RACES = 20;

  private final Target target;
  private final HostAddresses hostAddresses;
  private final DoctorCall call;
  private final Map<Symptom, String> causes = new EnumMap<>(Symptom.class);
  private final Set<String> nonces = new HashSet<>();
  private final AnsweringServers servers = new AnsweringServers();
  private List<InetAddress> reachable = List.of();
  private boolean oneServer = true;
  private ProxyKind proxy = ProxyKind.UNKNOWN;
  private boolean doubled;
  private String lastNonce = "";
  private int token;
  private int breaths;
  private int throttled;
  private boolean kolan;
  private boolean echoes;
  private @Nullable EchoReport arrived;
  private @Nullable Twiml twiml;
  private @Nullable URI stream;
  private @Nullable WireRequest voiceAsk;
  private @Nullable WireResult voiceResult;

  Examination(Target target) {
    this(target, HostAddresses.SYSTEM);
  }

  Examination(Target target, HostAddresses hostAddresses) {
    this.target = target;
    this.hostAddresses = hostAddresses;
    this.call = new DoctorCall(target);
    this.kolan = target.kolan();
  }

  Target target() {
    return target;
  }

  /// Whether the server is Kolan, as the operator says or as its responses show.
  boolean isKolan() {
    return kolan;
  }

  /// Records that the server has shown to be Kolan.
  void markAsKolan() {
    kolan = true;
  }

  DoctorCall call() {
    return call;
  }

  /// How long to wait for a response.
  Duration timeout() {
    return target.timeout();
  }

  URI voiceUrl() {
    return target.voiceUrl();
  }

  Endpoint endpoint() {
    return Endpoint.of(target.voiceUrl());
  }

  /// The addresses of the host.
  List<InetAddress> addresses() throws UnknownHostException {
    return hostAddresses.of(endpoint());
  }

  /// Those that accept connections, and that Twilio may take: it calls by IPv4 if it can.
  List<InetAddress> reachable() {
    List<InetAddress> byIpv4 = reachable.stream().filter(Inet4Address.class::isInstance).toList();
    return byIpv4.isEmpty() ? reachable : byIpv4;
  }

  void reachableAre(List<InetAddress> addresses) {
    reachable = List.copyOf(addresses);
  }

  /// Records that the addresses of the host lead to different servers.
  void serversDifferByAddress() {
    oneServer = false;
  }

  /// Whether all addresses of the host lead to one server, as far as is known.
  boolean isOneServerAtAllAddresses() {
    return oneServer;
  }

  /// Sends a request. A `Retry-After` is noted, and obeyed.
  WireResult request(WireRequest request) throws InterruptedException {
    WireResult result = once(request);
    for (int tries = 1; isThrottled(result) && tries < TRIES && breaths < MOST_BREATHS; tries++) {
      breaths++;
      breathe();
      WireResult again = once(renewed(request));
      throttled += isThrottled(again) ? 0 : 1;
      result = again;
      breaths = tries + 1 == TRIES && isThrottled(again) ? MOST_BREATHS : breaths;
    }
    for (int tries = 1; isRepeated(result) && tries < RACES; tries++) {
      result = once(renewed(request));
    }
    return result;
  }

  /// Sends a request, whatever its result.
  WireResult once(WireRequest request) {
    WireResult result = WireExchange.exchange(request, timeout());
    if (result instanceof Answered answer) {
      observe(answer);
    }
    return result;
  }

  private void observe(Answered answer) {
    if (ProxyKind.of(answer) != ProxyKind.UNKNOWN) {
      proxy = ProxyKind.of(answer);
    }
    doubled |= isRepeated(answer);
    EchoReport.parse(answer.body())
        .ifPresent(
            report -> {
              servers.answered(report);
              doubled |= report.repeated().stream().anyMatch(nonces::contains);
            });
  }

  /// A request with a proof of its own, if it has one at all.
  WireRequest renewed(WireRequest request) {
    return request.headers().has(DoctorProof.HEADER)
        ? request.with(DoctorProof.HEADER, proof())
        : request;
  }

  private static boolean isRepeated(WireResult result) {
    return result instanceof Answered answer && ProxyKind.isKolan(answer, EchoReport.REPEATED);
  }

  /// Whether a report answers the latest request that had a proof; otherwise a cache answers.
  boolean isOfLatestProof(EchoReport report) {
    return report.nonce().equals(lastNonce);
  }

  /// Whether a request of the doctor's has reached a server more than once.
  boolean isDoubled() {
    return doubled;
  }

  /// The servers that have answered.
  AnsweringServers servers() {
    return servers;
  }

  /// Requests the voice webhook of a server that is not Kolan; the response is kept, so that one
  /// call is enough.
  WireResult voice(WireRequest request) throws InterruptedException {
    voiceAsk = request;
    voiceResult = request(request);
    return voiceResult;
  }

  /// The request to the voice webhook, and its result.
  Optional<WireResult> voiceResult() {
    return Optional.ofNullable(voiceResult);
  }

  Optional<WireRequest> voiceAsk() {
    return Optional.ofNullable(voiceAsk);
  }

  private static boolean isThrottled(WireResult result) {
    return result instanceof Answered answer
        && !ProxyKind.isKolan(answer)
        && (answer.status() == 429 || answer.status() == 503);
  }

  private static void breathe() throws InterruptedException {
    long end = System.nanoTime() + BREATH.toNanos();
    for (long left = BREATH.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /// How many requests were answered only after a retry.
  int throttled() {
    return throttled;
  }

  ProxyKind proxy() {
    return proxy;
  }

  void proxyIs(ProxyKind kind) {
    proxy = kind;
  }

  /// The token that the server is known to accept, or the usual one.
  Optional<String> token() {
    return target.tokens().isEmpty() ? Optional.empty() : Optional.of(target.tokens().get(token));
  }

  void tokenIs(int index) {
    token = index;
  }

  /// A new proof, valid for one request.
  String proof() {
    DoctorProof proof = DoctorProof.of(token().orElse("-"), Instant.now());
    nonces.add(proof.nonce());
    lastNonce = proof.nonce();
    return proof.text();
  }

  /// The voice webhook's request as it arrived, once the echo has reported it.
  Optional<EchoReport> arrived() {
    return Optional.ofNullable(arrived);
  }

  void arrivedIs(EchoReport facts) {
    arrived = facts;
    echoes = true;
  }

  /// Records that echoes are changed on their way back, so that no more are requested.
  void echoIsUnreliable() {
    echoes = false;
  }

  /// Whether the server answers echo requests.
  boolean echoes() {
    return echoes;
  }

  Optional<Twiml> twiml() {
    return Optional.ofNullable(twiml);
  }

  void twimlIs(Twiml found) {
    twiml = found;
  }

  /// The URL of the media socket, by `ws` or `wss`; empty when there is none to check.
  Optional<URI> stream() {
    return Optional.ofNullable(stream);
  }

  void streamIs(URI found) {
    stream = found;
  }

  /// The first cause of a symptom stays.
  void blame(Symptom symptom, String cause) {
    causes.putIfAbsent(symptom, cause);
  }

  Optional<String> cause(Symptom symptom) {
    return Optional.ofNullable(causes.get(symptom));
  }

  /// The cause of whichever of these was found first.
  Optional<String> causeOfAny(Symptom... symptoms) {
    for (Symptom symptom : symptoms) {
      if (causes.containsKey(symptom)) {
        return cause(symptom);
      }
    }
    return Optional.empty();
  }

  /// A symptom whose cause was reported before.
  static Finding followUp(String what, String cause) {
    return new Finding(
        Finding.Level.NOTE,
        what,
        "It follows from what was found above: " + cause,
        null,
        List.of());
  }

  /// The base URL of Kolan's paths.
  URI kolanUrl(String path) {
    String url = DoctorCall.signedUrl(target.voiceUrl());
    int query = url.indexOf('?');
    String plain = query < 0 ? url : url.substring(0, query);
    int known = plain.lastIndexOf(TwilioPaths.INCOMING_CALL);
    int base = known >= 0 ? known : plain.indexOf('/', plain.indexOf("://") + 3);
    return URI.create((base < 0 ? plain : plain.substring(0, base)) + path);
  }
}
