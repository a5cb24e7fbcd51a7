package app.kolan.simulator;

import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlReader;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.TwimlReading.Finding;
import app.kolan.twilio.twiml.TwimlRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Twilio's evaluation of a webhook's answer: its status, its type and its body.
///
/// @param reading the TwiML, or why it is invalid
public record WebhookJudgement(TwimlReading reading) {
  private static final int NO_CONTENT = 204;

  /// Evaluates an answer. Pure and total.
  ///
  /// @param status the HTTP status
  /// @param contentType the answer's `Content-Type`, null when there was none
  public static WebhookJudgement judge(int status, @Nullable String contentType, byte[] body) {
    return judge(status, contentType, body, TwimlRules.DOCUMENTED);
  }

  /// Evaluates an answer, by these rules where the documentation leaves the behaviour open.
  public static WebhookJudgement judge(
      int status, @Nullable String contentType, byte[] body, TwimlRules rules) {
    if (status / 100 != 2) {
      var refusal = new Finding(Problems.HTTP_RETRIEVAL_FAILURE, "the server answered " + status);
      return new WebhookJudgement(new TwimlReading.Refused(refusal));
    }
    return new WebhookJudgement(
        status == NO_CONTENT
            ? new TwimlReading.Understood(Twiml.of(), List.of())
            : TwimlReader.read(contentType, body, rules));
  }

  /// The problems that Twilio raises for it, in order.
  public List<Finding> findings() {
    return switch (reading) {
      case TwimlReading.Understood understood -> understood.findings();
      case TwimlReading.Refused(var finding) -> List.of(finding);
    };
  }

  /// The problems of the findings.
  public List<Problem> problems() {
    return findings().stream().map(Finding::problem).toList();
  }

  /// Whether the call continues with it. If not, the fallback URL is requested, or the call ends.
  public boolean isUsable() {
    return reading instanceof TwimlReading.Understood;
  }
}
