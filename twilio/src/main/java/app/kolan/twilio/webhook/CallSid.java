package app.kolan.twilio.webhook;

/// The SID of one call: `CA` and 32 hexadecimal digits.
///
/// Any letters and digits are taken after the prefix, so that it is always safe as a file name.
public record CallSid(String value) {
  public CallSid {
    Sids.require("CallSid", "CA", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
