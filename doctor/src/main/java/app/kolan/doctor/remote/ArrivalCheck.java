package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares a signed call as it arrived with what was sent, part by part.
final class ArrivalCheck implements Check {
  private static final Duration LARGEST_SKEW = Duration.ofSeconds(60);

  private final Examination examination;

  ArrivalCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "what arrives of a call";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (!examination.echoes()) {
      return List.of();
    }
    WireRequest request = EndpointCheck.echo(examination);
    if (!(examination.request(request) instanceof Answered answer)) {
      return List.of();
    }
    Optional<EchoReport> echo = EchoReport.parse(answer.body());
    if (echo.isEmpty()) {
      return List.of();
    }
    EchoReport facts = echo.get();
    if (!examination.isOfLatestProof(facts)) {
      Finding cached = ResponseFate.cached(examination.proxy(), "POST");
      examination.blame(Symptom.VOICE, cached.what());
      examination.echoIsUnreliable();
      return List.of(cached);
    }
    var findings =
        new ArrayList<>(compare(examination.voiceUrl(), request, facts, examination.proxy()));
    for (Finding finding : findings) {
      if (finding.level() == Level.BROKEN) {
        if (!facts.signatureIsGenuine() || !facts.method().equals(request.method())) {
          examination.blame(Symptom.SIGNATURE, finding.what());
        }
        examination.blame(Symptom.LINKS, finding.what());
      }
    }
    skew(facts).ifPresent(findings::add);
    if (findings.isEmpty()) {
      findings.add(
          Finding.fine(
              "path, query, %d headers and %d bytes of form arrive as they were sent; the signature"
                      .formatted(request.headers().fields().size(), facts.bodyLength())
                  + " is taken for "
                  + facts.base()));
    }
    return findings;
  }

  /// All differences, the likeliest cause of a rejection first. A pure function.
  static List<Finding> compare(URI called, WireRequest request, EchoReport facts, ProxyKind proxy) {
    boolean refused = !facts.signatureIsGenuine();
    var findings = new ArrayList<Finding>();
    signature(request, facts, proxy).ifPresent(findings::add);
    if (!facts.method().equals(request.method())) {
      findings.add(
          Finding.broken(
                  "%s arrives as %s".formatted(request.method(), facts.method()),
                  proxy.title() + " changes the method, and what is a webhook becomes none",
                  Directive.METHOD.in(proxy))
              .raising(11200));
    }
    target(called, request, facts, proxy, refused).ifPresent(findings::add);
    BodyChange.between(request.body().bytes(), facts)
        .map(change -> body(change, proxy))
        .ifPresent(findings::add);
    BaseChange.explain(called, facts, proxy).ifPresent(findings::add);
    if (refused && findings.isEmpty()) {
      findings.add(
          Finding.broken(
                  "the server takes the signature for a wrong one",
                  "it would check it over %s, and nothing else that arrives differs from what was"
                          .formatted(facts.signedUrls())
                      + " sent",
                  facts.configured() != null && facts.configured().contains("/webhook")
                      ? "KOLAN_PUBLIC_URL is %s there: let it end before /webhook, since it is the"
                              .formatted(facts.configured())
                          + " base of all URLs."
                      : "Look for a difference between this URL and the one in the Console, letter"
                          + " by letter.")
              .raising(11200));
    }
    harmless(request, facts, proxy, refused).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> signature(
      WireRequest request, EchoReport facts, ProxyKind proxy) {
    Optional<String> came = facts.header(DoctorCall.SIGNATURE);
    if (came.equals(request.headers().first(DoctorCall.SIGNATURE))) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.broken(
                came.isEmpty()
                    ? "X-Twilio-Signature does not arrive"
                    : "X-Twilio-Signature arrives changed",
                "%s %s; without it nobody can tell Twilio from others, so the server refuses every"
                        .formatted(
                            proxy.title(), came.isEmpty() ? "takes the header off" : "changes it")
                    + " webhook",
                Directive.HEADERS.in(proxy))
            .raising(11200, 31920));
  }

  private static Optional<Finding> target(
      URI called, WireRequest request, EchoReport facts, ProxyKind proxy, boolean refused) {
    boolean checkedAsSigned = facts.signedUrls().contains(DoctorCall.signedUrl(called));
    if (checkedAsSigned) {
      return Optional.empty();
    }
    String path = String.valueOf(called.getRawPath());
    String came = facts.target().replaceFirst("\\?.*", "");
    boolean shorter = path.endsWith(came) && !path.equals(came);
    return TargetChange.between(request.target(), facts.target())
        .map(
            change ->
                refused
                    ? change
                        .finding(
                            Level.BROKEN,
                            "%s changes the URL on its way, and Twilio has signed the one that it"
                                    .formatted(proxy.title())
                                + " calls",
                            proxy,
                            11200)
                        .curedAlsoBy(
                            shorter ? "Or let KOLAN_PUBLIC_URL end with what is taken off." : "")
                    : change.finding(Level.WARNING, proxy.title() + " changes it", proxy));
  }

  private static Finding body(BodyChange change, ProxyKind proxy) {
    String remedy = Directive.BODY.in(proxy);
    return change.breaksSignature()
        ? Finding.broken(
                change.what(),
                "%s changes the body, and Twilio has signed its parameters"
                    .formatted(proxy.title()),
                remedy)
            .raising(11200)
        : Finding.warning(
            change.what(),
            "%s changes the body; the parameters are the same, so the signature holds"
                .formatted(proxy.title()),
            remedy);
  }

  /// Differences that do not matter to this server.
  private static Optional<Finding> harmless(
      WireRequest request, EchoReport facts, ProxyKind proxy, boolean refused) {
    var differences = new ArrayList<String>();
    String host = facts.header("Host").orElse("");
    String sent = request.endpoint().authority();
    if (facts.configured() != null && !host.equalsIgnoreCase(sent)) {
      differences.add("Host arrives as “%s”".formatted(host));
    }
    List<String> missing =
        HeaderComparison.missing(request.headers().without(DoctorCall.SIGNATURE), facts.headers());
    if (!missing.isEmpty()) {
      differences.add("lost: " + String.join(", ", missing));
    }
    List<String> changed =
        HeaderComparison.changed(request.headers().without(DoctorCall.SIGNATURE), facts.headers());
    if (!changed.isEmpty()) {
      differences.add("changed: " + String.join(", ", changed));
    }
    if (differences.isEmpty() || refused) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Level.NOTE,
            "headers that differ: " + String.join("; ", differences),
            "%s changes them; it does not matter to Kolan%s"
                .formatted(
                    proxy.title(),
                    facts.configured() == null ? "" : ", since KOLAN_PUBLIC_URL is set"),
            null,
            List.of()));
  }

  private static Optional<Finding> skew(EchoReport facts) {
    Duration skew = Duration.ofMillis(Math.abs(System.currentTimeMillis() - facts.millis()));
    return skew.compareTo(LARGEST_SKEW) < 0
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "the server's clock and this machine's differ by %d s".formatted(skew.toSeconds()),
                "one of them is not set by NTP",
                "timedatectl set-ntp true"));
  }
}
