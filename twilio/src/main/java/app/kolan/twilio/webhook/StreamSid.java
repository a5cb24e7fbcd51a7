package app.kolan.twilio.webhook;

/// The SID of one media stream: `MZ` and 32 hexadecimal digits.
public record StreamSid(String value) {
  public StreamSid {
    Sids.require("StreamSid", "MZ", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
