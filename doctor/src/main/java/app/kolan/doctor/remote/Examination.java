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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What an examination has learnt so far, shared by its checks. They run one after the other on one
/// thread.
final class Examination {
  private static final Duration BREATH = Duration.ofMillis(1100);
  private static final int MOST_BREATHS = 12;
  private static final int TRIES = 4;

  private final Target target;
  private final DoctorCall call;
  private final Map<Symptom, String> causes = new EnumMap<>(Symptom.class);
  private ProxyKind front = ProxyKind.UNKNOWN;
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
    this.target = target;
    this.call = new DoctorCall(target);
    this.kolan = target.kolan();
  }

  Target target() {
    return target;
  }

  /// Whether the server is Kolan, as it was said or as it has shown.
  boolean isKolan() {
    return kolan;
  }

  /// The server has shown that it is Kolan.
  void isFoundToBeKolan() {
    kolan = true;
  }

  DoctorCall call() {
    return call;
  }

  /// How long an answer is waited for.
  Duration patience() {
    return target.patience();
  }

  URI voiceUrl() {
    return target.voiceUrl();
  }

  Endpoint place() {
    return Endpoint.of(target.voiceUrl());
  }

  /// Asks. Who asks too often is told to come again; that is noted, and obeyed.
  WireResult ask(WireRequest ask) throws InterruptedException {
    WireResult result = WireExchange.exchange(ask, patience());
    for (int tries = 1; isThrottled(result) && tries < TRIES && breaths < MOST_BREATHS; tries++) {
      breaths++;
      breathe();
      WireResult again = WireExchange.exchange(ask, patience());
      throttled += isThrottled(again) ? 0 : 1;
      result = again;
      breaths = tries + 1 == TRIES && isThrottled(again) ? MOST_BREATHS : breaths;
    }
    if (result instanceof Answered answer && ProxyKind.of(answer) != ProxyKind.UNKNOWN) {
      front = ProxyKind.of(answer);
    }
    return result;
  }

  /// Asks the voice webhook of a server that is not Kolan; the answer is kept, so that one call is
  /// enough.
  WireResult voice(WireRequest ask) throws InterruptedException {
    voiceAsk = ask;
    voiceResult = ask(ask);
    return voiceResult;
  }

  /// What the voice webhook was asked, and what came of it.
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

  /// How many requests were answered only when they were sent again after a while.
  int throttled() {
    return throttled;
  }

  ProxyKind front() {
    return front;
  }

  /// The token that the server is known to take, or the usual one.
  Optional<String> token() {
    return target.tokens().isEmpty() ? Optional.empty() : Optional.of(target.tokens().get(token));
  }

  void tokenIs(int index) {
    token = index;
  }

  /// A fresh proof, to be used once.
  String proof() {
    return DoctorProof.of(token().orElse("-"), Instant.now()).text();
  }

  /// What arrived of the voice webhook, once the echo has told it.
  Optional<EchoReport> arrived() {
    return Optional.ofNullable(arrived);
  }

  void arrivedIs(EchoReport facts) {
    arrived = facts;
    echoes = true;
  }

  /// What the echo tells is changed on its way back, so nothing more is asked of it.
  void echoIsUnreliable() {
    echoes = false;
  }

  /// Whether the server answers the doctor's questions.
  boolean echoes() {
    return echoes;
  }

  Optional<Twiml> twiml() {
    return Optional.ofNullable(twiml);
  }

  void twimlIs(Twiml found) {
    twiml = found;
  }

  /// The URL of the media socket, by `ws` or `wss`; empty when there is none to look at.
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

  /// What is seen, and whose cause was told before.
  static Finding followUp(String what, String cause) {
    return new Finding(
        Finding.Level.NOTE,
        what,
        "It follows from what was found above: " + cause,
        null,
        List.of());
  }

  /// The base that Kolan's paths stand behind.
  URI kolanUrl(String path) {
    String url = DoctorCall.signedUrl(target.voiceUrl());
    int query = url.indexOf('?');
    String plain = query < 0 ? url : url.substring(0, query);
    int known = plain.lastIndexOf(TwilioPaths.INCOMING_CALL);
    int base = known >= 0 ? known : plain.indexOf('/', plain.indexOf("://") + 3);
    return URI.create((base < 0 ? plain : plain.substring(0, base)) + path);
  }
}
