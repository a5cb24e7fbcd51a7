package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether one server answers under the name, or several of one database, and gets each request
/// once.
final class ServersCheck implements Check {
  /// Finds one server among four with 99 %, besides the other requests of the examination.
  private static final int QUESTIONS = 16;

  private static final String KOLAN = "Kolan";
  private static final String UNBELIEVING = "a Kolan that does not take the doctor's auth token";

  private final Examination examination;
  private @Nullable Answered lastFailure;

  ServersCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "servers under the name";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    if (examination.echoes()) {
      Map<String, Integer> outcomes = ask();
      if (examination.servers().haveChangedOnce()) {
        ask().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
      }
      judge(outcomes, findings);
    }
    if (examination.isDoubled()) {
      findings.add(doubled());
    }
    if (findings.isEmpty() && examination.echoes() && examination.isOneServerAtAllAddresses()) {
      findings.add(Finding.fine("one server answers under the name, and gets each request once"));
    }
    return findings;
  }

  /// How often each kind of answer came.
  private Map<String, Integer> ask() throws InterruptedException {
    var outcomes = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < QUESTIONS; i++) {
      WireResult result = examination.request(EndpointCheck.echo(examination));
      String outcome = outcome(result);
      if (result instanceof Answered answer && !ProxyKind.isKolan(answer)) {
        lastFailure = outcome.equals(KOLAN) ? lastFailure : answer;
      }
      outcomes.merge(outcome, 1, Integer::sum);
    }
    return outcomes;
  }

  /// Who answered, in words.
  static String outcome(WireResult result) {
    return switch (result) {
      case Answered answer when EchoReport.parse(answer.body()).isPresent() -> KOLAN;
      case Answered answer when ProxyKind.isKolan(answer, EchoReport.REPEATED) -> KOLAN;
      case Answered answer when ProxyKind.isKolan(answer) -> UNBELIEVING;
      case Answered answer -> "an answer of %d that is not Kolan's".formatted(answer.status());
      case WireResult.Failed failed -> "no answer (%s)".formatted(failed.detail());
    };
  }

  private void judge(Map<String, Integer> outcomes, List<Finding> findings)
      throws InterruptedException {
    Answered failure = lastFailure;
    if (failure != null && BlockedRequest.isOfProxy(failure)) {
      Finding finding =
          BlockedRequest.ofCall(examination, EndpointCheck.echo(examination)).of(failure);
      examination.blame(Symptom.VOICE, finding.what());
      examination.echoIsUnreliable();
      findings.add(finding);
    } else if (isOneStartedAnew()) {
      findings.add(
          Finding.note("Kolan was started anew, or replaced by another, during the examination"));
    } else if (examination.servers().areSeveral() && !examination.servers().shareOneDatabase()) {
      findings.add(
          several(
              examination.servers().counts(),
              "what one knows of a call, its ticket"
                  + " above all, the other does not: a call works only if its webhooks and its stream"
                  + " happen to reach the same one",
              "Give all of them one PostgreSQL database and one KOLAN_SECRET_KEY, or let one alone"
                  + " answer. "
                  + Directive.SERVERS.in(examination.proxy())));
    } else if (outcomes.size() > 1) {
      findings.add(
          several(
              outcomes,
              "different servers answer by turns under one name, or one that"
                  + " fails now and then; calls that reach the wrong one fail",
              Directive.SERVERS.in(examination.proxy())));
    } else if (examination.servers().areSeveral()) {
      findings.add(
          ServersOfOneDatabase.found(
              "%d servers of one database answer by turns under this name: %s"
                  .formatted(
                      examination.servers().places(), counted(examination.servers().counts())),
              examination.servers()));
    }
  }

  /// Whether one took the place of another once: by a restart, or of a server with a database of
  /// its own. Of two that share one a balancer may choose so, too.
  private boolean isOneStartedAnew() {
    AnsweringServers servers = examination.servers();
    return servers.haveChangedOnce() && (servers.places() == 1 || !servers.shareOneDatabase());
  }

  private static String counted(Map<String, Integer> answers) {
    return answers.entrySet().stream()
        .map(answer -> "%s (%d times)".formatted(answer.getKey(), answer.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Finding several(Map<String, Integer> answers, String why, String remedy) {
    String what = "several servers answer by turns under this name: " + counted(answers);
    examination.blame(Symptom.VOICE, what);
    examination.echoIsUnreliable();
    return Finding.broken(
            what,
            "%s or the name's DNS records lead to more than one; %s"
                .formatted(examination.proxy().title(), why),
            remedy)
        .raising(11200, 31921);
  }

  /// Kolan answers a webhook that comes twice as it did before, so calls work.
  private Finding doubled() {
    return new Finding(
        Level.WARNING,
        "requests arrive twice: a copy of each reaches the server",
        "%s mirrors them, or sends them again; each webhook of Twilio's is then handled twice, and a"
                .formatted(examination.proxy().title())
            + " call may be taken for over, or a message for one that was left twice",
        Directive.MIRROR.in(examination.proxy()),
        List.of(11200));
  }
}
