package app.kolan.simulator.account;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Map;
import java.util.TreeMap;

/// A phone number of an account, and where its calls go.
///
/// Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
///
/// @param sid `PN…`
/// @param voice whether it can take calls at all
/// @param fields what can be set, by the names of the form that sets it, such as `VoiceUrl`; a
///   field that is missing is empty
public record SimulatedNumber(
    String sid, PhoneNumber number, boolean voice, Map<String, String> fields) {
  public static final String VOICE_URL = "VoiceUrl";
  public static final String VOICE_METHOD = "VoiceMethod";
  public static final String FALLBACK_URL = "VoiceFallbackUrl";
  public static final String FALLBACK_METHOD = "VoiceFallbackMethod";
  public static final String STATUS_CALLBACK = "StatusCallback";
  public static final String STATUS_CALLBACK_METHOD = "StatusCallbackMethod";
  public static final String APPLICATION = "VoiceApplicationSid";
  public static final String TRUNK = "TrunkSid";

  public SimulatedNumber {
    fields = Map.copyOf(fields);
  }

  /// A number whose calls go to this URL.
  public static SimulatedNumber of(String sid, PhoneNumber number, String voiceUrl) {
    return new SimulatedNumber(
        sid,
        number,
        true,
        Map.of(
            VOICE_URL, voiceUrl,
            VOICE_METHOD, "POST",
            FALLBACK_METHOD, "POST",
            STATUS_CALLBACK_METHOD, "POST"));
  }

  public SimulatedNumber with(String field, String value) {
    var changed = new TreeMap<>(fields);
    changed.put(field, value);
    return new SimulatedNumber(sid, number, voice, changed);
  }

  public SimulatedNumber withoutVoice() {
    return new SimulatedNumber(sid, number, false, fields);
  }

  public String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
