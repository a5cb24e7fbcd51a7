package app.kolan.server.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What a model is told about who it is: the telephone manners that come with Kolan, then what the
/// business adds, then the time.
///
/// @param business the business's name
/// @param own what the business says itself; may be empty
public record SystemPrompt(String business, String own, InstantSource clock) {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
  private static final String MANNERS = read("/instructions/manners.txt");

  /// The text for a moment of a talk.
  String text() {
    var text = new StringBuilder(MANNERS.replace("{business}", business));
    if (!own.isBlank()) {
      text.append("\nAbout the business:\n").append(own.strip()).append('\n');
    }
    text.append("\nThe time in Israel: ")
        .append(TIME.format(ZonedDateTime.ofInstant(clock.instant(), ISRAEL)))
        .append('\n');
    return text.toString();
  }

  private static String read(String resource) {
    try (InputStream in = SystemPrompt.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the instructions belong to the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
