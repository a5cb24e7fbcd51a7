package app.kolan.server.booking;

import static app.kolan.server.booking.DateVocabulary.amount;
import static app.kolan.server.booking.DateVocabulary.isAny;
import static app.kolan.server.booking.DateVocabulary.month;

import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Understands how people say a part of a day: "בבוקר", "אחרי ארבע", "before noon".
final class TimeExpressions {
  private static final LocalTime NOON = LocalTime.NOON;
  private static final LocalTime EVENING = LocalTime.of(17, 0);

  /// What may stand beside a part of the day when that is all that is asked for.
  private static final Set<String> BESIDE =
      Set.of(
          """
          רק עדיף מעדיף מעדיפה אפשר משהו מתישהו בבקשה כל יום שעה בשעה
          שעות בשעות השעה מוקדם מאוחר יותר אחרי לאחר לפני עד מאז החל ה
          ב ל מ
          the in at any every some something time day only please
          early late later preferably after before until from
          """
              .strip()
              .split("\\s+"));

  private TimeExpressions() {}

  /// Whether nothing in the words may be a day that was not understood.
  static boolean isOnly(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isKnown =
          BESIDE.contains(word)
              || clock(words, i) != null
              || read(List.of(word)) != null
              || isAny(word, "צהריים", "הצהריים", "צהרים", "הצהרים");
      if (!isKnown) {
        return false;
      }
    }
    return true;
  }

  /// The first and the last time at which something may begin; null when no word names one.
  static LocalTime @Nullable [] read(List<String> words) {
    LocalTime from = null;
    LocalTime until = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isAfter = i > 0 && isAny(words.get(i - 1), "אחרי", "after");
      if (isAny(word, "בוקר", "הבוקר", "morning")) {
        until = NOON.minusMinutes(1);
      } else if (isAny(word, "אחהצ", "afternoon")
          || isAny(word, "צהריים", "הצהריים", "צהרים", "הצהרים") && isAfter) {
        from = NOON;
        until = LocalTime.of(18, 0);
      } else if (isAny(word, "צהריים", "הצהריים", "צהרים", "הצהרים", "noon")) {
        from = NOON;
        until = LocalTime.of(15, 0);
      } else if (isAny(word, "ערב", "הערב", "evening", "tonight")) {
        from = EVENING;
      }
    }
    for (int i = 1; i < words.size(); i++) {
      LocalTime clock = clock(words, i);
      boolean isNot = i > 1 && isAny(words.get(i - 2), "לא", "not");
      boolean isBefore = isAny(words.get(i - 1), "לפני", "before");
      if (clock != null
          && (isNot && isBefore
              || isAny(words.get(i - 1), "אחרי", "מאז", "after", "החל", "from"))) {
        from = clock;
        until = until == null || until.isBefore(clock) ? LocalTime.MAX : until;
      } else if (clock != null && (isBefore || isAny(words.get(i - 1), "עד", "until"))) {
        until = clock;
      }
    }
    return from == null && until == null
        ? null
        : new LocalTime[] {
          from == null ? LocalTime.MIN : from, until == null ? LocalTime.MAX : until
        };
  }

  /// An hour as people say it: five is in the afternoon, unless it is said to be in the morning.
  private static @Nullable LocalTime clock(List<String> words, int at) {
    String word = words.get(at);
    if (word.matches("([01]?\\d|2[0-3]):[0-5]\\d")) {
      return LocalTime.parse(word.length() == 4 ? "0" + word : word);
    }
    String next = at + 1 < words.size() ? words.get(at + 1) : "";
    boolean isOther =
        month(next) > 0
            || isAny(next, "ימים", "שבועות", "חודשים", "יום", "שבוע", "חודש", "שעות", "days", "day")
            || isAny(next, "weeks", "week", "months", "month", "hours");
    int hour = word.equals("a") ? 0 : amount(word);
    if (isOther || hour < 1 || hour > 23) {
      return null;
    }
    boolean isMorning = words.stream().anyMatch(each -> isAny(each, "בוקר", "morning"));
    return LocalTime.of(hour < 8 && !isMorning ? hour + 12 : hour, 0);
  }
}
