package app.kolan.server.normalize;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The spoken form of a text: what a synthesizer is given to read, with every number, sign and
/// abbreviation in words.
///
/// Total: any text has one. The text is read once from beginning to end; at each word the rules are
/// tried in order, the first that applies replaces the thing, and replacements are not read again.
/// A text that needs nothing comes back unchanged, and so does a spoken form. Thread-safe.
public final class SpokenForm {
  private static final Pattern PREFIX =
      Pattern.compile(
          "(?!(?:של|כל|לא|לו|בו|לה|בה|מה\\s)-?\\d)([ובמהלכש]{1,4})[-–]?(?=[\\d+*#₪$€£A-Za-z])");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final Lexicon lexicon;
  private final boolean pointed;
  private final List<NormalizationRule> hebrew;
  private final List<NormalizationRule> english;

  /// Uses the lexicon of a business.
  public SpokenForm(Lexicon lexicon) {
    this(lexicon, false);
  }

  /// Uses the lexicon of a business.
  ///
  /// @param pointed whether the voice reads vowel points, so that words which are written alike get
  ///   them: שמונה
  public SpokenForm(Lexicon lexicon, boolean pointed) {
    this.lexicon = lexicon;
    this.pointed = pointed;
    this.hebrew =
        List.of(
            new Addresses(SpokenLanguage.HEBREW),
            new Phones(),
            new SlashedNumbers(),
            new Dates(),
            new TimesOfDay(),
            new Ratios(),
            new AlphanumericCodes(),
            new DigitStrings(),
            new Quantities(),
            SpokenForm::anyDigits,
            new GenderedEndings(),
            new LetterNumerals(),
            new Weekdays(),
            new Abbreviations(),
            new LatinWords(),
            new Symbols(SpokenLanguage.HEBREW));
    this.english =
        List.of(
            new Addresses(SpokenLanguage.ENGLISH),
            new EnglishRules(),
            new Symbols(SpokenLanguage.ENGLISH));
  }

  /// The spoken form of a text in the language that its letters indicate.
  public String of(String text) {
    return of(text, SpokenLanguage.of(text));
  }

  /// The spoken form of a text in a language.
  public String of(String text, SpokenLanguage language) {
    String clean = TextCleaner.of(text);
    var said = new StringBuilder(clean.length() * 2);
    int at = 0;
    while (at < clean.length()) {
      at = say(clean, at, language, said);
    }
    String words = SpacingCleaner.of(said.toString());
    return pointed ? EightVowelPoints.pointed(words) : EightVowelPoints.plain(words);
  }

  /// Replaces what begins at an index, and returns the index where the text continues.
  private int say(String text, int at, SpokenLanguage language, StringBuilder said) {
    List<NormalizationRule> rules =
        switch (language) {
          case HEBREW -> hebrew;
          case ENGLISH -> english;
          case OTHER -> List.<NormalizationRule>of();
        };
    Replacement own = lexicon.at(new TextPosition(text, at, ""));
    if (own != null) {
      return add(own, "", said);
    }
    if (language == SpokenLanguage.HEBREW && Letters.startsWord(text, at)) {
      TextPosition afterPrefix = afterPrefix(text, at);
      Replacement found = afterPrefix == null ? null : first(rules, afterPrefix);
      if (found != null && afterPrefix != null && startsHebrew(found)) {
        return add(found, afterPrefix.prefix(), said);
      }
    }
    Replacement found = first(rules, new TextPosition(text, at, ""));
    if (found != null) {
      return add(found, "", said);
    }
    int end = endOfPiece(text, at);
    return add(new Replacement(text.substring(at, end), end), "", said);
  }

  private static @Nullable TextPosition afterPrefix(String text, int at) {
    Matcher prefix = new TextPosition(text, at, "").matcher(PREFIX);
    return prefix.lookingAt() ? new TextPosition(text, prefix.end(), prefix.group(1)) : null;
  }

  private static boolean startsHebrew(Replacement said) {
    return !said.words().isEmpty() && Letters.isHebrew(said.words().codePointAt(0));
  }

  private static @Nullable Replacement first(List<NormalizationRule> rules, TextPosition place) {
    for (NormalizationRule rule : rules) {
      Replacement said = rule.at(place);
      if (said != null) {
        return said;
      }
    }
    return null;
  }

  /// Digits that no other rule took.
  private static @Nullable Replacement anyDigits(TextPosition place) {
    Matcher digits = place.matcher(DIGITS);
    return digits.lookingAt()
        ? new Replacement(HebrewNumbers.digits(digits.group()), digits.end())
        : null;
  }

  /// Words stay separated from their neighbours, except from letters joined to their front.
  private static int add(Replacement found, String prefix, StringBuilder said) {
    String words = prefix + found.words();
    boolean glued =
        !said.isEmpty()
            && !words.isEmpty()
            && Letters.isOfWordOrDigit(said.codePointBefore(said.length()))
            && Letters.isOfWordOrDigit(words.codePointAt(0));
    said.append(glued ? " " : "").append(words);
    return found.end();
  }

  /// The end of the word that begins at an index, or of the single sign there.
  private static int endOfPiece(String text, int at) {
    int end = at + Character.charCount(text.codePointAt(at));
    if (!Letters.isOfWord(text.codePointAt(at))) {
      return end;
    }
    while (end < text.length()
        && (Letters.isOfWord(text.codePointAt(end)) || isInWord(text, end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /// A gershayim or geresh within a word, or at the end of a Hebrew one.
  private static boolean isInWord(String text, int at) {
    char mark = text.charAt(at);
    if (mark != '"' && mark != '\'') {
      return false;
    }
    boolean betweenLetters = at + 1 < text.length() && Letters.isOfWord(text.codePointAt(at + 1));
    return betweenLetters || mark == '\'' && Letters.isHebrew(text.codePointBefore(at));
  }
}
