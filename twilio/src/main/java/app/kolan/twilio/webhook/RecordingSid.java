package app.kolan.twilio.webhook;

/// The SID of one recording: `RE` and 32 hexadecimal digits.
public record RecordingSid(String value) {
  public RecordingSid {
    Sids.require("RecordingSid", "RE", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
