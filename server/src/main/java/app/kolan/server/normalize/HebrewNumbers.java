package app.kolan.server.normalize;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whole numbers in Hebrew words.
///
/// The words come from ICU's rules, which have every form of a single element (3, 40, 500, 6,000)
/// right. How elements are joined is ours: the last element takes the conjunction, whatever it is
/// (מאה ועשרים, אלף ומאתיים), where ICU gives it to the units and the teens alone.
final class HebrewNumbers {
  /// The largest number with a name here; what is longer is read digit by digit.
  static final long LARGEST = 999_999_999_999L;

  private static final long THOUSAND = 1_000;
  private static final long MILLION = 1_000_000;
  private static final long MILLIARD = 1_000_000_000;
  private static final int LAST_ORDINAL = 10;
  private static final Map<Form, Map<Long, String>> WORDS = new EnumMap<>(Form.class);

  /// The forms of an element, named as ICU's rule sets are.
  private enum Form {
    FEMININE("%spellout-cardinal-feminine-standalone"),
    MASCULINE("%spellout-cardinal-masculine-standalone"),
    FEMININE_CONSTRUCT("%spellout-construct-feminine"),
    MASCULINE_CONSTRUCT("%spellout-construct-masculine"),
    FEMININE_ORDINAL("%spellout-ordinal-feminine"),
    MASCULINE_ORDINAL("%spellout-ordinal-masculine");

    private final String ruleSet;

    /// Whether an element has the masculine form; hundreds are feminine in both.
    boolean isMasculine(long element) {
      return (this == MASCULINE || this == MASCULINE_CONSTRUCT) && element < 100;
    }

    Form(String ruleSet) {
      this.ruleSet = ruleSet;
    }
  }

  static {
    // ICU's format is not thread-safe; its words are read once and shared.
    var format = new RuleBasedNumberFormat(new ULocale("he"), RuleBasedNumberFormat.SPELLOUT);
    for (Form form : Form.values()) {
      var words = new HashMap<Long, String>();
      for (long element : elements()) {
        words.put(
            element,
            EightVowelPoints.marked(
                format.format(element, form.ruleSet), form.isMasculine(element)));
      }
      WORDS.put(form, words);
    }
    words(Form.FEMININE_ORDINAL).put(2L, "שנייה");
  }

  private HebrewNumbers() {}

  private static List<Long> elements() {
    var elements = new ArrayList<Long>();
    for (long unit = 0; unit < 20; unit++) {
      elements.add(unit);
    }
    for (long digit = 1; digit <= 10; digit++) {
      elements.add(digit * 10);
      elements.add(digit * 100);
      elements.add(digit * THOUSAND);
    }
    return elements;
  }

  /// A number that stands alone, or after its noun: שתיים, שניים, עשרים ואחת.
  static String cardinal(long number, Gender gender) {
    List<String> elements = new ArrayList<>();
    addScaled(elements, number / MILLIARD, "מיליארד");
    addScaled(elements, number % MILLIARD / MILLION, "מיליון");
    long thousands = number % MILLION / THOUSAND;
    if (thousands > 10) {
      elements.add(cardinal(thousands, Gender.MASCULINE) + " אלף");
    } else if (thousands > 0) {
      elements.add(word(Form.FEMININE, thousands * THOUSAND));
    }
    Form form = gender == Gender.FEMININE ? Form.FEMININE : Form.MASCULINE;
    long rest = number % THOUSAND;
    addElement(elements, form, rest / 100 * 100);
    if (rest % 100 < 20) {
      addElement(elements, form, rest % 100);
    } else {
      addElement(elements, form, rest % 100 / 10 * 10);
      addElement(elements, form, rest % 10);
    }
    return elements.isEmpty() ? word(form, 0) : joined(elements);
  }

  private static void addScaled(List<String> elements, long count, String scale) {
    if (count == 1) {
      elements.add(scale);
    } else if (count > 1) {
      elements.add(beforeNoun(count, Gender.MASCULINE) + " " + scale);
    }
  }

  private static void addElement(List<String> elements, Form form, long value) {
    if (value > 0) {
      elements.add(word(form, value));
    }
  }

  private static String joined(List<String> elements) {
    if (elements.size() == 1) {
      return elements.getFirst();
    }
    int last = elements.size() - 1;
    return String.join(" ", elements.subList(0, last)) + " ו" + elements.get(last);
  }

  /// A number before the plural that it counts: שני ילדים, שתי דקות, שלושה ימים.
  static String beforeNoun(long number, Gender gender) {
    if (number == 2) {
      return construct(number, gender);
    }
    return cardinal(number, gender);
  }

  /// A number before a plural with the article: שלושת הימים, שלוש השעות.
  static String beforeDefiniteNoun(long number, Gender gender) {
    return number >= 2 && number <= 10 ? construct(number, gender) : cardinal(number, gender);
  }

  private static String construct(long number, Gender gender) {
    return word(
        gender == Gender.FEMININE ? Form.FEMININE_CONSTRUCT : Form.MASCULINE_CONSTRUCT, number);
  }

  /// A number's place in a row, without the article. From 11 on Hebrew has no forms of its own.
  static String ordinal(long number, Gender gender) {
    if (number < 1 || number > LAST_ORDINAL) {
      return cardinal(number, gender);
    }
    return word(gender == Gender.FEMININE ? Form.FEMININE_ORDINAL : Form.MASCULINE_ORDINAL, number);
  }

  /// Digits one by one, as a number on a telephone is read.
  static String digits(String digits) {
    return digits
        .chars()
        .mapToObj(digit -> word(Form.FEMININE, digit - '0'))
        .collect(Collectors.joining(" "));
  }

  private static Map<Long, String> words(Form form) {
    return WORDS.computeIfAbsent(form, _ -> new HashMap<>());
  }

  private static String word(Form form, long element) {
    String word = words(form).get(element);
    if (word == null) {
      throw new IllegalStateException("no element of a number: " + element);
    }
    return word;
  }
}
