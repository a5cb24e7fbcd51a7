package app.kolan.twilio.webhook;

/// Twilio's name for one media stream: `MZ` and 32 hexadecimal digits.
public record StreamSid(String value) {
  public StreamSid {
    Sids.require("StreamSid", "MZ", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
