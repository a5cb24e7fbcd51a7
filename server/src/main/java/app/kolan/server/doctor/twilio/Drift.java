package app.kolan.server.doctor.twilio;

import app.kolan.server.doctor.Patient;
import app.kolan.server.line.rest.IncomingNumber;
import app.kolan.server.line.rest.IncomingNumber.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field of a number that is not what the server expects.
///
/// @param is as it is set; may be empty
record Drift(Field field, String is, String shouldBe) {
  /// All that differs. What the server expects nothing of is not compared.
  static List<Drift> of(IncomingNumber number, Patient patient) {
    var drifts = new ArrayList<Drift>();
    compare(number, Field.VOICE_URL, Field.VOICE_METHOD, patient.voiceUrl(), drifts);
    compare(number, Field.FALLBACK_URL, Field.FALLBACK_METHOD, patient.fallbackUrl(), drifts);
    compare(
        number,
        Field.STATUS_CALLBACK,
        Field.STATUS_CALLBACK_METHOD,
        patient.statusCallbackUrl(),
        drifts);
    return drifts;
  }

  private static void compare(
      IncomingNumber number,
      Field urlField,
      Field methodField,
      @Nullable URI expected,
      List<Drift> drifts) {
    if (expected == null) {
      return;
    }
    String url = number.value(urlField);
    if (!withoutFragment(url).equals(expected.toString())) {
      drifts.add(new Drift(urlField, url, expected.toString()));
    }
    String method = number.value(methodField);
    if (!method.equals("POST")) {
      drifts.add(new Drift(methodField, method, "POST"));
    }
  }

  /// In the fragment Twilio is told how to connect; it is not part of the address.
  private static String withoutFragment(String url) {
    return url.replaceFirst("#.*$", "");
  }

  /// The value as it may be shown: without a password.
  static String shown(String value) {
    return value.isEmpty() ? "not set" : value.replaceFirst("//[^/@]*@", "//****@");
  }

  /// In which part two URLs differ, in words.
  String difference() {
    try {
      URI now = new URI(withoutFragment(is));
      URI then = new URI(shouldBe);
      if (now.getHost() == null) {
        return is.isEmpty() ? "it is not set" : "it is no URL";
      }
      if (!now.getHost().equalsIgnoreCase(then.getHost())) {
        return "the host is another: " + now.getHost();
      }
      if (!String.valueOf(now.getScheme()).equals(then.getScheme())) {
        return "it begins with %s://".formatted(now.getScheme());
      }
      if (now.getPort() != then.getPort() || !now.getHost().equals(then.getHost())) {
        return "the host or the port is written in another way";
      }
      String path = String.valueOf(now.getRawPath());
      if (path.equals(then.getRawPath())) {
        return "it has another query";
      }
      boolean nearly = path.replaceFirst("/$", "").equalsIgnoreCase(then.getRawPath());
      return nearly ? "the path differs in a last / or in capital letters" : "the path is another";
    } catch (URISyntaxException e) {
      return "it is no URL";
    }
  }
}
