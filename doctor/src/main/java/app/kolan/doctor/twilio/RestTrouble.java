package app.kolan.doctor.twilio;

import app.kolan.doctor.Finding;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import org.jspecify.annotations.Nullable;

/// Explains why a request to Twilio's REST API failed.
final class RestTrouble {
  private RestTrouble() {}

  /// @param what what was requested, such as `the phone numbers`
  static Finding of(String what, Refused<?> refused) {
    Finding finding =
        Finding.warning(what + " could not be looked at", said(refused), remedy(refused.status()));
    Integer code = refused.code();
    return code == null ? finding : finding.raising(code);
  }

  static Finding of(String what, Unreachable<?> unreachable) {
    return Finding.warning(
        what + " could not be looked at",
        unreachable.why(),
        "Let this machine reach api.twilio.com, monitor.twilio.com and voice.twilio.com on port"
            + " 443; without api.twilio.com Kolan cannot fetch recordings either.");
  }

  /// Twilio's response.
  static String said(Refused<?> refused) {
    @Nullable Integer code = refused.code();
    return "Twilio answers %d%s".formatted(refused.status(), code == null ? "" : ", code " + code);
  }

  private static String remedy(int status) {
    if (status == 429) {
      return "Twilio is asked too much at once for this account; run the doctor again in a minute.";
    }
    if (status >= 500) {
      return "Twilio's interface has a fault; see https://status.twilio.com and try again later.";
    }
    return "See that the token is of this very account and region, and is no restricted API key.";
  }
}
