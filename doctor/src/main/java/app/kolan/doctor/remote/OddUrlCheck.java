package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether unusual paths and queries arrive byte for byte. Kolan's own URLs are plain ones; those
/// in the Console, or of other webhooks behind the same proxy, need not be.
final class OddUrlCheck implements Check {
  private static final List<String> ODD =
      List.of("?a=1&b=2", "?q=%2B+%20%27&e=&=x", "/A%20b", "/A%20b%2fC", "/a//b");

  private final Examination examination;

  OddUrlCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "unusual URLs";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (!examination.echoes()) {
      return List.of();
    }
    String call = WireRequest.target(examination.voiceUrl());
    String echo = WireRequest.target(examination.kolanUrl(TwilioPaths.ECHO));
    boolean known = examination.cause(Symptom.SIGNATURE).isPresent();
    boolean pathsPass = !known && facts(echo).isPresent();
    var findings = new ArrayList<Finding>();
    for (String odd : ODD) {
      boolean isQuery = odd.startsWith("?");
      if (findings.isEmpty() && (isQuery && !call.contains("?") || !isQuery && pathsPass)) {
        look(isQuery ? call : echo, odd).ifPresent(findings::add);
      }
    }
    if (findings.isEmpty() && pathsPass) {
      findings.add(
          Finding.fine(
              "queries, escapes and double slashes arrive byte for byte as they were sent"));
    }
    return findings;
  }

  private Optional<Finding> look(String plain, String odd) throws InterruptedException {
    Optional<EchoReport> facts = facts(plain + odd);
    if (facts.isEmpty()) {
      return odd.contains("//")
          ? Optional.empty()
          : Optional.of(
              finding(
                  new TargetChange(
                      "a URL such as %s does not get through".formatted(plain + odd),
                      odd.startsWith("?") ? Directive.QUERY : Directive.PATH),
                  isRare(odd)));
    }
    String usual = examination.arrived().map(EchoReport::target).orElse(plain);
    String expected = odd.startsWith("?") ? usual + odd : plain + odd;
    String came = facts.get().target();
    return TargetChange.between(expected, came)
        .map(change -> finding(change, isRare(odd) || TargetChange.isNormalised(expected, came)));
  }

  /// Whether common proxies refuse or change such a path as a matter of course: an escaped slash,
  /// or two slashes.
  private static boolean isRare(String odd) {
    return odd.contains("%2f") || odd.contains("//");
  }

  private Finding finding(TargetChange change, boolean harmless) {
    return harmless
        ? new Finding(
            Level.NOTE,
            change.what(),
            "%s writes URLs in its own way; none of Kolan's has such a part, so it does not matter"
                .formatted(examination.proxy().title()),
            null,
            List.of())
        : change.finding(
            Level.WARNING,
            "%s changes URLs on their way; a webhook whose URL has such a part is refused, since"
                    .formatted(examination.proxy().title())
                + " Twilio has signed it as it was. Kolan's own URLs have none",
            examination.proxy(),
            11200);
  }

  private Optional<EchoReport> facts(String target) throws InterruptedException {
    WireRequest request = EndpointCheck.echo(examination).withTarget(target);
    return examination.request(request) instanceof Answered answer
        ? EchoReport.parse(answer.body())
        : Optional.empty();
  }
}
