package app.kolan.server.notify.push;

import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertText;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.stream.Collectors;

/// What a browser shows of an alert: a headline and a few lines, and the page that a click opens.
final class PushText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 300;

  /// Even of letters of three bytes it is less than a push service takes.
  private static final int LONGEST_BODY = 900;

  private PushText() {}

  /// The message as JSON.
  static byte[] of(Alert alert, ZoneId zone) {
    AlertText text = AlertText.of(alert, zone);
    String body =
        text.lines().stream()
            .filter(line -> !line.label().equals(AlertText.LINK))
            .map(line -> line.label() + ": " + shortened(line.value(), LONGEST_LINE))
            .collect(Collectors.joining("\n"));
    return JSON.createObjectNode()
        .put("title", shortened(text.subject(), LONGEST_LINE))
        .put("body", shortened(body, LONGEST_BODY))
        .put("tag", alert.id())
        .put("page", alert.call() == null ? "/" : "/leads/" + alert.call())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Cut between letters, never within one.
  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }
}
