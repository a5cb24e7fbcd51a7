package app.kolan.server.telephony.rest;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Map;

/// A phone number of the account, and where Twilio sends its calls.
///
/// Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
///
/// @param sid `PN…`
/// @param voice whether it can take calls at all
/// @param application the TwiML application whose URLs count instead; empty when there is none
/// @param trunk the SIP trunk that its calls go to instead; empty when there is none
/// @param values what is set now; a field without a value is empty
public record IncomingNumber(
    String sid,
    PhoneNumber number,
    boolean voice,
    String application,
    String trunk,
    Map<Field, String> values) {
  /// What can be set.
  public enum Field {
    VOICE_URL("VoiceUrl", "voice_url"),
    VOICE_METHOD("VoiceMethod", "voice_method"),
    FALLBACK_URL("VoiceFallbackUrl", "voice_fallback_url"),
    FALLBACK_METHOD("VoiceFallbackMethod", "voice_fallback_method"),
    STATUS_CALLBACK("StatusCallback", "status_callback"),
    STATUS_CALLBACK_METHOD("StatusCallbackMethod", "status_callback_method");

    private final String form;
    private final String json;

    Field(String form, String json) {
      this.form = form;
      this.json = json;
    }

    /// Its name in the form that changes it.
    public String form() {
      return form;
    }

    String json() {
      return json;
    }
  }

  public IncomingNumber {
    values = Map.copyOf(values);
  }

  public String value(Field field) {
    return values.getOrDefault(field, "");
  }
}
