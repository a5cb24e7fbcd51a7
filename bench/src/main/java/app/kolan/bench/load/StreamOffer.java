package app.kolan.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The media stream that a TwiML document requests.
///
/// @param url where to connect
/// @param parameters what the `start` message brings along
record StreamOffer(String url, Map<String, String> parameters) {
  private static final Pattern URL = Pattern.compile("<Stream\\s[^>]*?url=\"([^\"]+)\"");
  private static final Pattern PARAMETER =
      Pattern.compile("<Parameter\\s+name=\"([^\"]*)\"\\s+value=\"([^\"]*)\"");

  StreamOffer {
    parameters = Map.copyOf(parameters);
  }

  static Optional<StreamOffer> read(String twiml) {
    Matcher url = URL.matcher(twiml);
    if (!url.find()) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    Matcher parameter = PARAMETER.matcher(twiml);
    while (parameter.find()) {
      parameters.put(plain(parameter.group(1)), plain(parameter.group(2)));
    }
    return Optional.of(new StreamOffer(plain(url.group(1)), parameters));
  }

  private static String plain(String xml) {
    return xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
