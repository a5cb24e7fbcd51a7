package app.kolan.server.agent;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What a model is told about who it is: the telephone manners that come with Kolan, then what the
/// business adds, then the time.
///
/// @param business whose agent the model is
public record SystemPrompt(Business business, InstantSource clock) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
  private static final String MANNERS = read("/instructions/manners.txt");

  /// The text for a moment of a conversation.
  String text() {
    BusinessLocale locale = business.locale();
    var text =
        new StringBuilder(
            MANNERS
                .replace("{business}", business.name())
                .replace("{language}", locale.languageName()));
    String own = business.profile().instructions();
    if (!own.isBlank()) {
      text.append("\nAbout the business:\n").append(own.strip()).append('\n');
    }
    text.append("\nThe time in ")
        .append(locale.countryName())
        .append(": ")
        .append(TIME.format(ZonedDateTime.ofInstant(clock.instant(), locale.zone())))
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
