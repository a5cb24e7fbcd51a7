package app.kolan.server.agent;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.provider.VoiceGender;
import app.kolan.server.provider.WrittenLanguage;
import app.kolan.server.tool.knowledge.LookUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a model is told about who it is: the telephone manners that come with Kolan, then what the
/// business adds, then the time and the days to come.
///
/// @param business whose agent the model is
/// @param voice the gender of the voice that says what the model writes
/// @param others the languages that there are voices for beside the usual one
public record SystemPrompt(
    Business business, VoiceGender voice, List<WrittenLanguage> others, InstantSource clock) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
  private static final String MANNERS = read("/instructions/manners.txt");
  private static final String HEBREW_SENTENCES = read("/instructions/sentences_he.txt");

  /// A day in March, as dates are to be said.
  private static final LocalDate EXAMPLE = LocalDate.of(2027, 3, 12);

  /// Callers say "next week", and mean any day of it.
  private static final int DAYS_TO_COME = 15;

  public SystemPrompt {
    others = List.copyOf(others);
  }

  /// For one language.
  public SystemPrompt(Business business, VoiceGender voice, InstantSource clock) {
    this(business, voice, List.of(), clock);
  }

  /// The text for a moment of a conversation.
  public String text() {
    BusinessLocale locale = business.locale();
    var text =
        new StringBuilder(
            MANNERS
                .replace("{business}", business.name())
                .replace("{language}", locale.languageName())
                .replace("{others}", othersSpoken())
                .replace("{gender}", gender())
                .replace("{lookup}", lookUp())
                .replace("{emergency}", emergency())
                .replace("{date}", format("d MMMM").format(EXAMPLE)));
    if (isHebrew()) {
      text.append(HEBREW_SENTENCES);
    }
    String own = business.profile().instructions();
    if (!own.isBlank()) {
      text.append("\nAbout the business:\n").append(own.strip()).append('\n');
    }
    ZonedDateTime now = ZonedDateTime.ofInstant(clock.instant(), locale.zone());
    text.append("\nThe time in ")
        .append(locale.countryName())
        .append(": ")
        .append(TIME.format(now))
        .append('\n');
    days(now.toLocalDate(), text);
    return text.toString();
  }

  /// What is spoken with callers of other languages.
  private String othersSpoken() {
    if (others.isEmpty()) {
      return ", unless the caller speaks another language and does not understand you";
    }
    return "; a caller who speaks "
        + others.stream().map(WrittenLanguage::englishName).collect(Collectors.joining(" or "))
        + " is answered in that language, written in its own letters, from the next answer on."
        + " What tools take stays in "
        + business.locale().languageName();
  }

  private String gender() {
    return switch (voice) {
      case FEMININE -> "Your voice is a woman's: speak of yourself in the feminine.";
      case MASCULINE -> "Your voice is a man's: speak of yourself in the masculine.";
      case UNKNOWN -> "Say nothing of yourself that has a gender.";
    };
  }

  private String lookUp() {
    return business.profile().allows(LookUp.NAME)
        ? """
          What callers ask about the business that you were not told here is looked up with look_up \
          before you answer; what is not found there either you do not know, and say so.
          """
        : "";
  }

  private String emergency() {
    return business.locale().country().equals("IL")
        ? "101 for an ambulance, 100 for the police, 102 for the fire brigade"
        : "the emergency number of the country";
  }

  /// Those of holidays and their eves are named: callers say "after the holiday".
  private void days(LocalDate today, StringBuilder to) {
    OpeningHours hours = business.profile().hours();
    DateTimeFormatter day = format("EEEE, d MMMM");
    to.append("The days to come:\n");
    for (int i = 0; i < DAYS_TO_COME; i++) {
      LocalDate date = today.plusDays(i);
      to.append(date)
          .append(i == 0 ? ", today: " : i == 1 ? ", tomorrow: " : ": ")
          .append(day.format(date));
      String why = hours == null ? null : hours.on(date).why();
      to.append(why == null ? "" : " (" + why + ")").append('\n');
    }
  }

  /// In Hebrew a month has its preposition: "12 במרץ".
  private DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(
        isHebrew() ? pattern.replace(" MMMM", " בMMMM") : pattern,
        Locale.forLanguageTag(business.locale().language()));
  }

  private boolean isHebrew() {
    return Locale.forLanguageTag(business.locale().language()).getLanguage().equals("he");
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
