package app.kolan.doctor.twilio;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Target;
import app.kolan.server.telephony.rest.IncomingNumber;
import java.util.List;

/// Findings about a number's settings.
final class NumberJudgement {
  private static final String FIX =
      "Set it in the Twilio Console at the number's voice configuration, or run kolan doctor"
          + " --fix.";

  private NumberJudgement() {}

  static void judge(IncomingNumber number, Target target, List<Finding> findings) {
    if (!number.voice()) {
      findings.add(
          Finding.broken(
              "the number %s takes no calls".formatted(number.number()),
              "it has no voice capability, or is set to receive faxes",
              "Take a number with voice, or set “Receive” to voice calls in the Twilio Console."));
    }
    if (!number.trunk().isEmpty()) {
      findings.add(
          Finding.broken(
              "the calls of the number %s go to a SIP trunk".formatted(number.number()),
              "the trunk %s counts, and the number's URLs do not".formatted(number.trunk()),
              "Take the number off the trunk in the Twilio Console."));
      return;
    }
    if (!number.application().isEmpty()) {
      findings.add(
          Finding.warning(
              "the calls of the number %s follow a TwiML application".formatted(number.number()),
              "the URLs of %s count, and the number's own do not".formatted(number.application()),
              "Set the application's URLs, or choose “Webhook” at the number in the Twilio"
                  + " Console."));
      return;
    }
    List<ConfigDiff> diffs = ConfigDiff.of(number, target);
    diffs.forEach(diff -> findings.add(of(number, diff)));
    if (diffs.isEmpty()) {
      findings.add(
          Finding.fine(
              "the number %s sends its calls to %s"
                  .formatted(number.number(), ConfigDiff.shown(target.voiceUrl().toString()))));
    }
  }

  private static Finding of(IncomingNumber number, ConfigDiff diff) {
    String change = "%s → should be %s".formatted(ConfigDiff.shown(diff.is()), diff.shouldBe());
    String whose = "of the number " + number.number();
    return switch (diff.field()) {
      case VOICE_URL ->
          Finding.broken(
                  "“a call comes in” %s is %s".formatted(whose, change), diff.difference(), FIX)
              .raising(11200);
      case VOICE_METHOD ->
          Finding.broken(
                  "“a call comes in” %s uses %s".formatted(whose, change),
                  "Kolan answers GET with 405, or with 403 when it is not signed so",
                  FIX)
              .raising(11200);
      case FALLBACK_URL ->
          Finding.warning(
              "“primary handler fails” %s is %s".formatted(whose, change),
              diff.difference()
                  + "; when this server does not answer, callers hear that an application error"
                  + " has occurred",
              FIX);
      case FALLBACK_METHOD ->
          Finding.warning(
                  "“primary handler fails” %s uses %s".formatted(whose, change),
                  "the fallback is then refused, just when it is needed",
                  FIX)
              .raising(11200);
      case STATUS_CALLBACK ->
          Finding.warning(
              "“call status changes” %s is %s".formatted(whose, change),
              diff.difference() + "; Kolan then does not learn how a call ended that had no stream",
              FIX);
      case STATUS_CALLBACK_METHOD ->
          Finding.warning(
                  "“call status changes” %s uses %s".formatted(whose, change),
                  "the news are then refused",
                  FIX)
              .raising(15003);
    };
  }
}
