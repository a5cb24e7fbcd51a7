package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.SocketMessage;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Whether a socket survives a server that sends nothing for a while, as during a caller's long
/// turn. The caller's frames flow all the time.
final class IdleSocketCheck implements Check {
  private static final Duration AFTERWARDS = Duration.ofMillis(400);

  /// The server itself closes a connection that is idle for a minute.
  private static final Duration KOLANS_OWN_LIMIT = Duration.ofSeconds(58);

  private static final Duration LONGER = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Examination examination;

  IdleSocketCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "a quiet server, for %d s".formatted(examination.target().quiet().toSeconds());
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Duration quiet = examination.target().quiet();
    if (examination.stream().isEmpty()
        || !examination.echoes()
        || quiet.toSeconds() == 0
        || examination.cause(Symptom.SOCKET).isPresent()) {
      return List.of();
    }
    Optional<EchoExchange> idle = EchoExchange.open(examination, Duration.ZERO);
    long begin = System.nanoTime();
    Duration heldFor = hold(quiet, quiet.plus(AFTERWARDS));
    if (heldFor.isZero() && idle.isPresent()) {
      idle.get().close();
      return List.of(onlyOne());
    }
    if (heldFor.compareTo(quiet) < 0) {
      idle.ifPresent(EchoExchange::close);
      Finding finding = explain(heldFor);
      examination.blame(Symptom.SOCKET, finding.what());
      return List.of(finding);
    }
    Optional<Duration> cut = idle.isPresent() ? idleUntil(idle.get(), begin) : Optional.empty();
    return List.of(
        cut.map(this::cutWhenIdle)
            .orElseGet(
                () ->
                    Finding.fine(
                        "sockets survive %d s in which the server says nothing, and in which nobody"
                                .formatted(quiet.toSeconds())
                            + " does")));
  }

  private Finding onlyOne() {
    return Finding.broken(
            "a second socket at the same time is refused",
            "%s limits the number of connections, so two callers cannot talk at once"
                .formatted(examination.proxy().title()),
            Directive.RATE.in(examination.proxy()))
        .raising(31920);
  }

  /// When a socket without any traffic was cut; empty when it was not.
  private static Optional<Duration> idleUntil(EchoExchange idle, long begin)
      throws InterruptedException {
    try (idle) {
      idle.listen(Duration.ZERO);
      return idle.end()
          .map(end -> end instanceof SocketMessage.Broken(_, var at) ? at : begin)
          .map(at -> Duration.ofNanos(at - begin))
          .filter(
              held -> held.compareTo(Duration.ZERO) > 0 && held.compareTo(KOLANS_OWN_LIMIT) < 0);
    }
  }

  private Finding cutWhenIdle(Duration held) {
    long seconds = Math.round(held.toMillis() / 1000.0);
    return Finding.warning(
            "a socket on which nothing passes is cut after %d s".formatted(seconds),
            "%s times out idle sockets (%s). Twilio sends 50 frames a second, which keep it alive; it"
                    .formatted(examination.proxy().title(), timeouts())
                + " is cut in mid-call when the way from Twilio stalls for that long",
            Directive.IDLE.in(examination.proxy()))
        .raising(31903);
  }

  /// Whether idleness cuts it, or its age alone.
  private Finding explain(Duration heldFor) throws InterruptedException {
    long seconds = Math.round(heldFor.toMillis() / 1000.0);
    Duration talking = heldFor.plus(LONGER);
    boolean survivesTraffic = hold(Duration.ZERO, talking).compareTo(talking) >= 0;
    String title = examination.proxy().title();
    return survivesTraffic
        ? Finding.broken(
                "the socket breaks after %d s in which the server says nothing".formatted(seconds),
                "%s cuts a connection when nothing came from the server for %d s (%s), though the"
                        .formatted(title, seconds, timeouts())
                    + " caller talks; one on which both talk lives on",
                Directive.IDLE.in(examination.proxy()))
            .raising(31903)
        : Finding.broken(
                "the socket breaks after %d s, whether both talk or not".formatted(seconds),
                "%s lets no connection live longer".formatted(title),
                Directive.IDLE.in(examination.proxy()))
            .raising(31903);
  }

  private String timeouts() {
    return switch (examination.proxy()) {
      case NGINX -> "proxy_read_timeout, proxy_send_timeout";
      case HAPROXY -> "timeout tunnel, or timeout client and timeout server";
      case CLOUDFLARE -> "its limit of 100 s";
      case VARNISH -> "pipe_timeout";
      case APACHE -> "ProxyTimeout";
      case CADDY, LIGHTTPD, SQUID, TRAEFIK, NGROK -> "its read timeout";
      case TERMINATOR -> "such as TIMEOUTidle of stunnel";
      case UNKNOWN -> "such as proxy_read_timeout in nginx";
    };
  }

  /// Sends frames for this long, and returns how long the socket stayed open.
  private Duration hold(Duration silence, Duration whole) throws InterruptedException {
    Optional<EchoExchange> open = EchoExchange.open(examination, silence);
    if (open.isEmpty()) {
      return Duration.ZERO;
    }
    try (EchoExchange exchange = open.get()) {
      long begin = System.nanoTime();
      boolean goesOn = true;
      while (goesOn && System.nanoTime() - begin < whole.toNanos()) {
        goesOn = exchange.send(Mulaw.SILENT_FRAME);
      }
      if (goesOn) {
        exchange.awaitFrames(1, TIMEOUT);
      }
      boolean cut =
          exchange.end().filter(SocketMessage::isEnd).isPresent() || exchange.received() == 0;
      return cut ? Duration.ofNanos(System.nanoTime() - begin) : whole;
    }
  }
}
