package app.kolan.server.rejection;

import app.kolan.twilio.signature.FormPairs;

/// How the calls that the doctor plays are distinguished from others: by the beginning of the
/// CallSid, and by a caller's number that Twilio reserves for tests. No call of Twilio's has both.
///
/// Nothing is allowed because of it: anybody can write both.
public final class DoctorCalls {
  public static final String SID_PREFIX = "CAd0c7";
  public static final String CALLER = "+15005550006";

  private DoctorCalls() {}

  /// Whether a webhook's form is about one.
  static boolean isOne(FormPairs form) {
    return form.first("CallSid").orElse("").startsWith(SID_PREFIX)
        && form.first("From").orElse("").equals(CALLER);
  }
}
