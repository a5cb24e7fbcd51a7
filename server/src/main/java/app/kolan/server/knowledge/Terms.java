package app.kolan.server.knowledge;

import app.kolan.server.store.SearchText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The words of a text in the forms in which they are compared: without niqqud, without Hebrew's
/// prefixes and endings, and with one spelling of double letters. מחיר, המחירים and במחיר have one
/// in common, as have חניה, לחנייה and חניות.
final class Terms {
  /// What stands in nearly every question. Letters have the forms of [SearchText].
  private static final Set<String> STOP_WORDS =
      SearchText.words(
              """
              של את על אל אם או גם כי לא כן יש אין זה זו זאת הוא היא הם אני אנחנו אתם אתן אפשר רוצה
              רוצים צריך צריכה צריכים לי לכם לנו שלי שלכם שלנו אצלכם איתכם מה מי איך האם כמה איזה
              איזו אילו מתי איפה היכן למה אליכם מכם אותי אתכם קורה אז עוד רק היה להיות עם בלי לדעת לשאול בבקשה תודה שלום
              the a an is are do does you your i we it of to in on at and or what how when where can
              have there for please
              """)
          .stream()
          .collect(Collectors.toUnmodifiableSet());

  private static final List<String> ENDINGS = List.of("יות", "ימ", "ות", "ית");
  private static final List<String> SHORT_ENDINGS = List.of("ה", "ת", "י");

  /// What is left of a word without its ending has so many letters at least.
  private static final int SHORTEST = 2;

  /// A form without a prefix counts less: the letter may belong to the word.
  private static final double WITHOUT_PREFIX = 0.9;

  /// ביטול and מבוטל share their consonants alone, as do other words that have less to do with one
  /// another.
  private static final double CONSONANTS = 0.6;

  private static final int SHORTEST_CONSONANTS = 3;

  private Terms() {}

  /// The words of a text, those that say nothing left out.
  static List<String> words(String text) {
    return SearchText.words(text).stream()
        .filter(word -> word.length() > 1 || Character.isDigit(word.charAt(0)))
        .filter(word -> !STOP_WORDS.contains(word))
        .toList();
  }

  /// The forms of a word, each with how much it counts, from 0 to 1.
  static Map<String, Double> of(String word) {
    var forms = new LinkedHashMap<String, Double>();
    double weight = 1;
    for (String stem : SearchText.stems(word)) {
      String form = withoutEnding(stem);
      forms.putIfAbsent(form, weight);
      String consonants = form.charAt(0) + form.substring(1).replace("ו", "").replace("י", "");
      if (consonants.length() >= SHORTEST_CONSONANTS) {
        forms.putIfAbsent(consonants, weight * CONSONANTS);
      }
      weight *= WITHOUT_PREFIX;
    }
    return forms;
  }

  /// The same for texts with the same words in whatever form and order.
  static String key(String text) {
    List<String> words = words(text);
    List<String> chosen = words.isEmpty() ? SearchText.words(text) : words;
    var shortest = new ArrayList<String>();
    for (String word : chosen) {
      shortest.add(List.copyOf(of(word).keySet()).getLast());
    }
    return shortest.stream().distinct().sorted().collect(Collectors.joining(" "));
  }

  private static String withoutEnding(String stem) {
    String plain = stem.replace("יי", "י").replace("וו", "ו");
    for (String ending : ENDINGS) {
      if (plain.endsWith(ending) && plain.length() - ending.length() >= SHORTEST) {
        return plain.substring(0, plain.length() - ending.length());
      }
    }
    for (String ending : SHORT_ENDINGS) {
      if (plain.endsWith(ending) && plain.length() - ending.length() >= SHORTEST) {
        return plain.substring(0, plain.length() - ending.length());
      }
    }
    boolean plural = plain.endsWith("s") && plain.length() > SHORTEST + 1;
    return plural ? plain.substring(0, plain.length() - 1) : plain;
  }
}
