package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.echo.EchoOptions;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Repeats a rejected request with one change at a time: the one that passes shows the reason for
/// the rejection.
final class RequestVariations {
  private static final Set<Integer> SEEN_BY_APPLICATION = Set.of(101, 200, 204, 400, 401, 403);

  /// One change, and what it shows if the request then passes.
  private record Variation(WireRequest request, String why, Directive remedy) {}

  private final Examination examination;
  private final WireRequest refused;
  private final List<Variation> variations = new ArrayList<>();

  private RequestVariations(Examination examination, WireRequest refused) {
    this.examination = examination;
    this.refused = refused;
  }

  static RequestVariations of(Examination examination, WireRequest refused) {
    var variations = new RequestVariations(examination, refused);
    variations.collect();
    return variations;
  }

  private void collect() {
    vary(
        refused.with("User-Agent", "Mozilla/5.0"),
        "the same request passes when its User-Agent is not Twilio's (%s)"
            .formatted(refused.headers().first("User-Agent").orElse("")),
        Directive.AGENT);
    vary(
        refused.with("Origin", origin()).with("Referer", origin() + "/"),
        "the same request passes with the Origin and the Referer of a browser, which Twilio does not"
            + " send",
        Directive.ACCESS);
    vary(
        refused.with("Accept", "text/html,application/xml").with("Accept-Language", "en"),
        "the same request passes with the Accept headers of a browser, which Twilio does not send",
        Directive.ACCESS);
    for (String header :
        List.of(
            DoctorCall.SIGNATURE,
            "I-Twilio-Idempotency-Token",
            "X-Home-Region",
            "Accept-Encoding")) {
      vary(
          refused.without(header),
          "the same request passes without its header %s".formatted(header),
          Directive.ACCESS);
    }
    if (isUpgrade()) {
      vary(
          refused.without("Upgrade").without("Connection"),
          "a plain GET of the same path passes, and the upgrade does not",
          Directive.UPGRADE);
    }
    if (refused.body().length() > 2) {
      vary(
          refused.withBody("a=" + "x".repeat(refused.body().length() - 2)),
          "the same request passes with another form of the same size: a rule refuses something that"
              + " is in the form",
          Directive.ACCESS);
      vary(
          refused.withBody("a=1"),
          "the same request passes with a tiny body: the form is too large" + " for it",
          Directive.BODY_SIZE);
    }
    if (refused.method().equals("POST")) {
      vary(
          refused.withMethod("GET").withBody("").without("Content-Type"),
          "the same request passes as a GET: POST is refused",
          Directive.METHOD);
    }
    String target = refused.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    if (query >= 0) {
      vary(refused.withTarget(path), "the same request passes without its query", Directive.ACCESS);
    }
    if (path.contains("%")) {
      vary(
          refused.withTarget(path.replaceAll("%[0-9A-Fa-f]{2}", "x")),
          "the same request passes when its path has no escapes (%20): the path is decoded on its way,"
              + " and not encoded again",
          Directive.PATH);
    }
    vary(
        refused.withTarget(path.endsWith("/") ? path.replaceAll("/+$", "") : path + "/"),
        "the same request passes with the path %s"
            .formatted(path.endsWith("/") ? "cut by its slash" : path + "/"),
        Directive.PATH);
    if (refused.headers().has(EchoOptions.HEADER)) {
      vary(
          refused.with(EchoOptions.HEADER, EchoOptions.USUAL.text()),
          "the same request passes when its answer holds no text: a rule refuses what answers hold,"
              + " such as Hebrew letters or URLs",
          Directive.ANSWER);
    }
    if (examination.isKolan()) {
      vary(
          refused.withTarget(WireRequest.target(examination.kolanUrl(TwilioPaths.ECHO))),
          "another path of Kolan's is passed on, and this one is not",
          Directive.ROUTE);
      vary(refused.withTarget("/"), "the root is passed on, and this path is not", Directive.ROUTE);
    }
  }

  private void vary(WireRequest request, String why, Directive remedy) {
    variations.add(new Variation(request, why, remedy));
  }

  private boolean isUpgrade() {
    return refused.headers().has("Upgrade");
  }

  private String origin() {
    return (refused.endpoint().secure() ? "https://" : "http://") + refused.endpoint().authority();
  }

  /// The cause, if the request passes with one of the changes.
  ///
  /// @param seen the result of the unchanged request
  Optional<Finding> cause(String seen) throws InterruptedException {
    int first = status(examination.request(examination.renewed(refused)));
    if (first == 0 && variations.isEmpty()) {
      return Optional.empty();
    }
    for (Variation variation : variations) {
      WireResult result = examination.request(examination.renewed(variation.request));
      if (getsThrough(result, first)) {
        return Optional.of(
            Finding.broken(
                    seen,
                    "%s refuses Twilio's requests: %s"
                        .formatted(examination.proxy().title(), variation.why),
                    variation.remedy.in(examination.proxy()))
                .raising(11200));
      }
      if (result instanceof WireResult.Failed failed
          && failed.failure() == WireResult.Failure.SILENT) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean getsThrough(WireResult result, int blocked) {
    if (!(result instanceof Answered answer)) {
      return false;
    }
    return examination.isKolan()
        ? answer.status() == 101 || ProxyKind.isKolan(answer) || isEcho(answer)
        : answer.status() != blocked && SEEN_BY_APPLICATION.contains(answer.status());
  }

  private static boolean isEcho(Answered answer) {
    return EchoReport.parse(answer.body()).isPresent();
  }

  private static int status(WireResult result) {
    return result instanceof Answered answer ? answer.status() : 0;
  }
}
