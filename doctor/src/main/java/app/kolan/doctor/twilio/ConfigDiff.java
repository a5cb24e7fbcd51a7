package app.kolan.doctor.twilio;

import app.kolan.doctor.Target;
import app.kolan.server.telephony.rest.IncomingNumber;
import app.kolan.server.telephony.rest.IncomingNumber.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field of a number that is not what the server expects.
///
/// @param is the present value; may be empty
public record ConfigDiff(Field field, String is, String shouldBe) {
  /// All differences. A field without an expected value is not compared.
  public static List<ConfigDiff> of(IncomingNumber number, Target target) {
    var diffs = new ArrayList<ConfigDiff>();
    compare(number, Field.VOICE_URL, Field.VOICE_METHOD, target.voiceUrl(), diffs);
    compare(number, Field.FALLBACK_URL, Field.FALLBACK_METHOD, target.fallbackUrl(), diffs);
    compare(
        number,
        Field.STATUS_CALLBACK,
        Field.STATUS_CALLBACK_METHOD,
        target.statusCallbackUrl(),
        diffs);
    return diffs;
  }

  private static void compare(
      IncomingNumber number,
      Field urlField,
      Field methodField,
      @Nullable URI expected,
      List<ConfigDiff> diffs) {
    if (expected == null) {
      return;
    }
    String url = number.value(urlField);
    if (!withoutFragment(url).equals(expected.toString())) {
      diffs.add(new ConfigDiff(urlField, url, expected.toString()));
    }
    String method = number.value(methodField);
    if (!method.equals("POST")) {
      diffs.add(new ConfigDiff(methodField, method, "POST"));
    }
  }

  /// The fragment holds Twilio's connection overrides and is not part of the address.
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
