package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.SocketMessage;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Frames both ways over the socket of a Kolan, which echoes them: all of them, unchanged, soon,
/// and large ones too; then a regular close.
final class MediaEchoCheck implements Check {
  private static final int FRAMES = 25;
  private static final int LARGE = 24_000;
  private static final Duration SLOW = Duration.ofMillis(400);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Examination examination;

  MediaEchoCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "frames both ways";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (examination.stream().isEmpty()
        || !examination.echoes()
        || examination.cause(Symptom.SOCKET).isPresent()) {
      return List.of();
    }
    Optional<EchoExchange> open = EchoExchange.open(examination, Duration.ZERO);
    if (open.isEmpty()) {
      return List.of(unsteady());
    }
    try (EchoExchange exchange = open.get()) {
      Finding finding = judge(exchange);
      if (finding.level() == Finding.Level.BROKEN) {
        examination.blame(Symptom.SOCKET, finding.what());
      }
      return List.of(finding);
    }
  }

  private Finding judge(EchoExchange exchange) throws InterruptedException {
    boolean open = true;
    for (int i = 0; i < FRAMES && open; i++) {
      open = exchange.send(sound(i, Mulaw.FRAME));
    }
    if (!exchange.hasBinary()) {
      exchange.awaitFrames(exchange.sent(), TIMEOUT);
    }
    if (exchange.hasBinary()) {
      return binary();
    }
    if (exchange.end().isPresent()) {
      return SocketCloseCauses.explain(examination, exchange.end().get(), exchange.sent());
    }
    if (exchange.instance().isPresent() && isStranger(exchange.instance().get())) {
      return anotherKolan();
    }
    if (exchange.received() == 0) {
      return Finding.broken(
              "no frame comes back",
              "the socket is open, and nothing arrives through it: %s holds what it should pass on"
                  .formatted(examination.proxy().title()),
              "Switch off the buffering of WebSockets. "
                  + Directive.UPGRADE.in(examination.proxy()))
          .raising(31903);
    }
    if (exchange.nonsense().isPresent()
        || !exchange.isFaithful()
        || exchange.received() < exchange.sent()) {
      return Finding.broken(
              "frames come back changed: %d of %d, %s"
                  .formatted(
                      exchange.received(),
                      exchange.sent(),
                      exchange.nonsense().orElse("with other sounds")),
              "%s changes what goes through the socket".formatted(examination.proxy().title()),
              "Let it pass WebSockets as they are.")
          .raising(31951);
    }
    Duration roundTrip = exchange.usualRoundTrip();
    exchange.send(sound(3, LARGE));
    exchange.awaitFrames(exchange.sent(), TIMEOUT);
    if (exchange.end().isPresent() || exchange.received() < exchange.sent()) {
      return Finding.broken(
              "a message of %d KB breaks the socket".formatted(LARGE * 4 / 3 / 1024),
              "%d frames of 20 ms came back, and a long message did not".formatted(FRAMES),
              "Raise the largest message or frame of %s.".formatted(examination.proxy().title()))
          .raising(31903, 31924);
    }
    exchange.stop(TIMEOUT);
    return ended(exchange, roundTrip);
  }

  /// Whether the Kolan that holds the stream is none of those that the webhooks reach, and shares
  /// no database with them. They are asked once more: it may have been started since.
  private boolean isStranger(String instance) throws InterruptedException {
    if (examination.servers().include(instance)) {
      return false;
    }
    examination.request(EndpointCheck.echo(examination));
    return !examination.servers().include(instance);
  }

  private Finding ended(EchoExchange exchange, Duration roundTrip) {
    String seen =
        "%d frames and a message of %d KB come back, a frame after %d ms"
            .formatted(FRAMES, LARGE * 4 / 3 / 1024, roundTrip.toMillis());
    boolean closed =
        exchange.end().orElse(null) instanceof SocketMessage.Closed(var code, _) && code == 1000;
    if (!closed) {
      return Finding.warning(
              seen + "; the server's close does not arrive",
              "%s cuts the connection before the close gets through"
                  .formatted(examination.proxy().title()),
              "Let it pass WebSockets as they are, to their end.")
          .raising(31903);
    }
    return roundTrip.compareTo(SLOW) > 0
        ? Finding.warning(
            seen,
            "callers notice half of that as a delay of every answer",
            "Bring the server nearer to Twilio's region, or see what buffers on the way.")
        : Finding.fine(seen + "; the socket closes with 1000");
  }

  private Finding binary() {
    return Finding.broken(
            "text messages come back as binary ones",
            "something between here and Kolan turns them, such as a WebSocket gateway; Twilio takes"
                + " texts alone, so callers hear nothing",
            Directive.FRAMES.in(examination.proxy()))
        .raising(31950);
  }

  private Finding anotherKolan() {
    return Finding.broken(
            "the stream reaches another Kolan than the webhooks",
            "its path leads to another server, which knows nothing of the call and refuses its ticket",
            "Let all paths of this name lead to one Kolan, or to several of one database. "
                + Directive.SERVERS.in(examination.proxy()))
        .raising(31921);
  }

  private Finding unsteady() {
    examination.blame(Symptom.SOCKET, "the socket opens once and then not again");
    if (examination.isDoubled()) {
      return UpgradeCheck.mirrored(examination, "it opens once and then not again");
    }
    return Finding.broken(
            "the socket opens once and then not again",
            "%s limits connections, or a check of the server's does"
                .formatted(examination.proxy().title()),
            Directive.RATE.in(examination.proxy()))
        .raising(31920);
  }

  static Mulaw sound(int seed, int length) {
    var codes = new byte[length];
    for (int i = 0; i < length; i++) {
      codes[i] = (byte) (seed * 31 + i * 7);
    }
    return Mulaw.of(codes);
  }
}
