package app.kolan.simulator.account;

import app.kolan.twilio.signature.FormPairs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Phone numbers on the wire: as JSON, and as the form that changes one.
final class PhoneNumberResource {
  private static final List<String> URLS =
      List.of(
          SimulatedNumber.VOICE_URL, SimulatedNumber.FALLBACK_URL, SimulatedNumber.STATUS_CALLBACK);
  private static final List<String> METHODS =
      List.of(
          SimulatedNumber.VOICE_METHOD,
          SimulatedNumber.FALLBACK_METHOD,
          SimulatedNumber.STATUS_CALLBACK_METHOD);
  private static final List<String> SIDS =
      List.of(SimulatedNumber.APPLICATION, SimulatedNumber.TRUNK);

  private PhoneNumberResource() {}

  static Map<String, @Nullable Object> fields(String account, SimulatedNumber number) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("account_sid", account);
    fields.put("api_version", "2010-04-01");
    fields.put("capabilities", Map.of("voice", number.voice(), "sms", false, "mms", false));
    fields.put("friendly_name", number.number().value());
    fields.put("phone_number", number.number().value());
    fields.put("sid", number.sid());
    fields.put("status", "in-use");
    fields.put("voice_receive_mode", "voice");
    URLS.forEach(name -> fields.put(snake(name), number.field(name)));
    METHODS.forEach(name -> fields.put(snake(name), number.field(name)));
    SIDS.forEach(
        name -> fields.put(snake(name), number.field(name).isEmpty() ? null : number.field(name)));
    return fields;
  }

  /// The number with a form's changes applied; empty when the form is invalid.
  static Optional<SimulatedNumber> changed(SimulatedNumber number, FormPairs form) {
    SimulatedNumber changed = number;
    for (String name : URLS) {
      Optional<String> url = form.first(name);
      if (url.isPresent() && !url.get().isEmpty() && !url.get().matches("https?://[^ ]+")) {
        return Optional.empty();
      }
      changed = url.isPresent() ? changed.with(name, url.get()) : changed;
    }
    for (String name : METHODS) {
      Optional<String> method = form.first(name);
      if (method.isPresent() && !method.get().matches("GET|POST")) {
        return Optional.empty();
      }
      changed = method.isPresent() ? changed.with(name, method.get()) : changed;
    }
    for (String name : SIDS) {
      Optional<String> sid = form.first(name);
      changed = sid.isPresent() ? changed.with(name, sid.get()) : changed;
    }
    return Optional.of(changed);
  }

  /// `VoiceUrl` is `voice_url` in JSON.
  private static String snake(String name) {
    return name.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
