package app.kolan.server.media.endofturn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what a Hebrew word is: by the lists in `turns/hebrew`, a file for each kind of word, by
/// the closed classes of [HebrewLexicon], and else by its prefixes and endings.
final class HebrewTagger {
  /// The tagger that comes with Kolan.
  static final HebrewTagger SHIPPED = new HebrewTagger(HebrewLexicon.SHIPPED);

  private static final Set<String> WHAT =
      Set.of("מה", "מי", "כמה", "איזה", "איזו", "אילו", "ומה", "ומי", "וכמה", "הכמה");
  private static final Set<String> DEMONSTRATIVES =
      Set.of("זה", "זאת", "זו", "אלה", "אלו", "הזה", "הזאת", "הזו", "האלה", "האלו", "ההוא", "ההיא");

  /// Nouns that mostly come with a number, a name or another noun, although they can stand alone.
  private static final Set<String> LOOSE =
      Set.of(
          "מספר", "רחוב", "תאריך", "יום", "קומה", "דירה", "כיתה", "כתובת", "מחיר", "עלות", "סוג",
          "קו", "בן", "בת", "בעל", "מועד", "ראש", "דגם", "כניסה", "חשבון", "שם", "משפחת", "גודל",
          "מידה", "צבע", "כמות", "סכום", "מנהל", "מנהלת", "אחראי", "מחלקת", "רופא", "רופאת", "קוד");

  /// The names of letters, with which names are spelled: "with a taf". Most are also other words.
  private static final Set<String> LETTERS =
      Set.of(
          "אלף", "בית", "גימל", "דלת", "הא", "הי", "וו", "זין", "חית", "טית", "יוד", "כף", "למד",
          "מם", "נון", "סמך", "עין", "פא", "פה", "צדי", "צדיק", "קוף", "ריש", "שין", "תו", "תיו");

  private static final Set<String> BEFORE_LETTERS = Set.of("עם", "בלי", "באות", "האות", "אות");

  private final HebrewLexicon lexicon;
  private final Map<String, HebrewTag> listed = new HashMap<>();

  private HebrewTagger(HebrewLexicon lexicon) {
    this.lexicon = lexicon;
    read("loose-prepositions", HebrewTag.LOOSE_PREPOSITION);
    read("openers", HebrewTag.PREPOSITION);
    read("constructs", HebrewTag.PREPOSITION);
    read("separators", HebrewTag.SEPARATOR);
    read("adverbs", HebrewTag.ADVERB);
    read("infinitives-clause", HebrewTag.INFINITIVE_CLAUSE);
    read("infinitives-object", HebrewTag.INFINITIVE_OBJECT);
    read("infinitives-alone", HebrewTag.INFINITIVE_ALONE);
    read("verbs-object", HebrewTag.VERB_OBJECT);
    read("verbs-clause", HebrewTag.VERB_CLAUSE);
    read("verbs-alone", HebrewTag.VERB_ALONE);
    read("degrees", HebrewTag.DEGREE);
    read("adjectives", HebrewTag.ADJECTIVE);
    read("nouns", HebrewTag.NOUN);
    read("places", HebrewTag.PLACE);
    read("names", HebrewTag.NAME);
  }

  private void read(String file, HebrewTag tag) {
    String resource = "/turns/hebrew/" + file + ".txt";
    try (InputStream in = HebrewTagger.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          for (String word : line.split(" +", -1)) {
            listed.putIfAbsent(word, tag);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the words of a turn are.
  HebrewToken[] of(TurnWords words) {
    var tokens = new HebrewToken[words.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = of(words.get(i));
      if (i > 0 && isOne(words.get(i))) {
        if (isNobody(words.get(i - 1))) {
          tokens[i] = new HebrewToken(HebrewTag.NOUN);
        } else if (tokens[i - 1].tag() == HebrewTag.NOUN) {
          tokens[i] = new HebrewToken(HebrewTag.ADJECTIVE);
        }
      } else if (i > 0
          && LETTERS.contains(words.get(i))
          && (tokens[i - 1].tag() == HebrewTag.LETTER
              || BEFORE_LETTERS.contains(words.get(i - 1)))) {
        tokens[i] = new HebrewToken(HebrewTag.LETTER);
      }
    }
    return tokens;
  }

  private static boolean isOne(String word) {
    return word.equals("אחד") || word.equals("אחת");
  }

  /// "Nobody" and "everybody" are of two words, of which the second looks like a number.
  private static boolean isNobody(String before) {
    return before.endsWith("אף") || before.endsWith("כל");
  }

  /// What a word is by itself.
  HebrewToken of(String word) {
    HebrewToken known = known(word);
    return known == null ? byLetters(word) : known;
  }

  private @Nullable HebrewToken known(String word) {
    HebrewTag tag = exact(word);
    if (tag == HebrewTag.PRONOUN && word.startsWith("ש")) {
      return new HebrewToken("ש", tag);
    } else if (tag == HebrewTag.NOUN && isDefinitePerson(word)) {
      return new HebrewToken("ה", tag);
    } else if (tag != null) {
      return new HebrewToken(isAnd(word, tag) ? "ו" : "", tag);
    }
    int length = word.length();
    char first = word.charAt(0);
    if (length < 3) {
      return null;
    }
    HebrewToken inflection = inflection(word);
    if (inflection != null) {
      return inflection;
    }
    HebrewToken behind =
        switch (first) {
          case 'ו' -> known(word.substring(1));
          case 'ש' -> clause(word.substring(1));
          case 'ה', 'ב', 'ל', 'מ', 'כ' -> nominal(word.substring(1));
          default -> null;
        };
    if (behind != null) {
      boolean definite = first == 'ה' && behind.tag() == HebrewTag.LOOSE_CONSTRUCT;
      HebrewToken bare = definite ? new HebrewToken(HebrewTag.NOUN) : behind;
      return bare.after(word.substring(0, 1));
    }
    if (length > 3 && (word.startsWith("כש") || word.startsWith("מש") || word.startsWith("לכש"))) {
      int skip = first == 'ל' ? 3 : 2;
      HebrewToken clause = length > skip + 1 ? clause(word.substring(skip)) : null;
      if (clause != null) {
        return clause.after("כש");
      }
    }
    return null;
  }

  /// Whether it is somebody, listed with the article: "the technician".
  private boolean isDefinitePerson(String word) {
    return word.startsWith("ה") && lexicon.listed(word).contains("person");
  }

  /// Whether a listed word begins with "and".
  private static boolean isAnd(String word, HebrewTag tag) {
    return word.startsWith("ו")
        && word.length() > 2
        && switch (tag) {
          case PREPOSITION,
              LOOSE_PREPOSITION,
              OBJECT_MARK,
              NEGATION,
              PRONOUN,
              EXISTENTIAL,
              MODAL,
              SUBORDINATOR,
              CONJUNCTION,
              WHAT,
              QUESTION,
              DEMONSTRATIVE,
              ADVERB ->
              true;
          default -> false;
        };
  }

  private @Nullable HebrewToken clause(String word) {
    return word.length() < 2 ? null : known(word);
  }

  private @Nullable HebrewToken nominal(String word) {
    if (word.length() < 2) {
      return null;
    }
    HebrewToken behind = known(word);
    boolean fits =
        behind != null
            && (behind.tag().isNominal()
                || behind.tag() == HebrewTag.ADJECTIVE
                || behind.tag() == HebrewTag.TIME
                || behind.tag() == HebrewTag.CONSTRUCT
                || behind.tag() == HebrewTag.DEMONSTRATIVE)
            && !behind.has('ו');
    return fits ? behind : null;
  }

  /// Plurals and possessives of listed nouns.
  private @Nullable HebrewToken inflection(String word) {
    int length = word.length();
    if (length < 5) {
      return null;
    }
    String ending = word.substring(length - 2);
    String stem = word.substring(0, length - 2);
    if (ending.equals("ים")) {
      return isNoun(stem) || isNoun(stem + "ה") || isNoun(finals(stem)) ? plural() : null;
    } else if (ending.equals("ות")) {
      return isNoun(stem) || isNoun(stem + "ה") || isNoun(stem + "ת") || isNoun(finals(stem))
          ? plural()
          : null;
    } else if (ending.equals("תי") || ending.equals("תך") || ending.equals("תו")) {
      return isNoun(stem + "ה") ? new HebrewToken(HebrewTag.NOUN) : null;
    }
    return null;
  }

  private static HebrewToken plural() {
    return new HebrewToken(HebrewTag.NOUN);
  }

  private static String finals(String stem) {
    int last = "מנצפכ".indexOf(stem.charAt(stem.length() - 1));
    return last < 0 ? stem : stem.substring(0, stem.length() - 1) + "םןץףך".charAt(last);
  }

  private boolean isNoun(String word) {
    return listed.get(word) == HebrewTag.NOUN;
  }

  private static final List<Map.Entry<String, HebrewTag>> CLOSED =
      List.of(
          Map.entry("wait", HebrewTag.WAIT),
          Map.entry("hesitation", HebrewTag.HESITATION),
          Map.entry("inflected", HebrewTag.INFLECTED),
          Map.entry("existential", HebrewTag.EXISTENTIAL),
          Map.entry("question", HebrewTag.QUESTION),
          Map.entry("subject", HebrewTag.PRONOUN),
          Map.entry("modal", HebrewTag.MODAL),
          Map.entry("conjunction", HebrewTag.CONJUNCTION));

  private static final List<Map.Entry<String, HebrewTag>> OPEN =
      List.of(
          Map.entry("time", HebrewTag.TIME),
          Map.entry("unit", HebrewTag.UNIT),
          Map.entry("subordinator", HebrewTag.SUBORDINATOR),
          Map.entry("topic", HebrewTag.PREPOSITION),
          Map.entry("filler", HebrewTag.FILLER),
          Map.entry("answer", HebrewTag.ANSWER),
          Map.entry("closing", HebrewTag.ANSWER),
          Map.entry("adverb", HebrewTag.ADVERB),
          Map.entry("marker", HebrewTag.ADVERB),
          Map.entry("request", HebrewTag.VERB_OBJECT),
          Map.entry("transitive", HebrewTag.INFINITIVE_OBJECT),
          Map.entry("intransitive", HebrewTag.INFINITIVE_ALONE),
          Map.entry("acts", HebrewTag.VERB_OBJECT),
          Map.entry("predicate", HebrewTag.VERB_ALONE),
          Map.entry("wanting", HebrewTag.VERB_OBJECT),
          Map.entry("history", HebrewTag.PAST),
          Map.entry("construct", HebrewTag.LOOSE_CONSTRUCT),
          Map.entry("person", HebrewTag.NOUN));

  private @Nullable HebrewTag exact(String word) {
    List<String> classes = lexicon.listed(word);
    if (word.equals("את") || word.equals("ואת")) {
      return HebrewTag.OBJECT_MARK;
    } else if (DEMONSTRATIVES.contains(word)) {
      return HebrewTag.DEMONSTRATIVE;
    } else if (WHAT.contains(word)) {
      return HebrewTag.WHAT;
    } else if (word.equals("לא") || word.equals("ולא") || word.equals("שלא")) {
      return HebrewTag.NEGATION;
    } else if (isFixed(listed.get(word))) {
      return listed.get(word);
    } else if (classes.contains("bound")) {
      return classes.contains("subject") ? HebrewTag.PRONOUN : bound(classes);
    } else if (word.startsWith("אות") && classes.contains("inflected")) {
      return HebrewTag.OBJECT_PRONOUN;
    } else if (word.startsWith("של") && classes.contains("inflected")) {
      return HebrewTag.POSSESSIVE;
    } else if (classes.contains("preposition")) {
      return HebrewTag.PREPOSITION;
    }
    HebrewTag closed = first(CLOSED, classes);
    HebrewTag content = closed == null ? listed.get(word) : closed;
    if (content == HebrewTag.NOUN && LOOSE.contains(word)) {
      return HebrewTag.LOOSE_CONSTRUCT;
    }
    if (content != null && !isName(content)) {
      return content;
    }
    if (Character.isDigit(word.charAt(0)) || NumberWords.isPart(NumberWords.withoutAnd(word))) {
      return HebrewTag.NUMBER;
    }
    HebrewTag open = first(OPEN, classes);
    return open == null || content != null && open != HebrewTag.TIME && open != HebrewTag.UNIT
        ? content
        : open;
  }

  private static boolean isFixed(@Nullable HebrewTag tag) {
    return tag == HebrewTag.PREPOSITION
        || tag == HebrewTag.LOOSE_PREPOSITION
        || tag == HebrewTag.SEPARATOR;
  }

  /// Whether a word may be something else, too.
  private static boolean isName(HebrewTag tag) {
    return tag == HebrewTag.NOUN || tag == HebrewTag.NAME || tag == HebrewTag.PLACE;
  }

  private static HebrewTag bound(List<String> classes) {
    return classes.contains("preposition")
        ? HebrewTag.PREPOSITION
        : classes.contains("subordinator")
            ? HebrewTag.SUBORDINATOR
            : classes.contains("conjunction")
                ? HebrewTag.CONJUNCTION
                : classes.contains("question")
                    ? HebrewTag.QUESTION
                    : classes.contains("construct") ? HebrewTag.CONSTRUCT : HebrewTag.PREPOSITION;
  }

  private static @Nullable HebrewTag first(
      List<Map.Entry<String, HebrewTag>> order, List<String> classes) {
    if (classes.isEmpty()) {
      return null;
    }
    for (Map.Entry<String, HebrewTag> entry : order) {
      if (classes.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static HebrewToken byLetters(String word) {
    int length = word.length();
    char first = word.charAt(0);
    if (first < 'א' || first > 'ת') {
      return new HebrewToken(HebrewTag.FOREIGN);
    } else if (length == 1) {
      return new HebrewToken(
          "ובהכלמש".indexOf(first) >= 0 ? HebrewTag.PREPOSITION : HebrewTag.LETTER);
    } else if (length == 2 && word.charAt(1) == '\'') {
      return new HebrewToken(HebrewTag.LETTER);
    } else if (length == 2) {
      return new HebrewToken(
          word.endsWith("ה") || word.endsWith("ב") || word.endsWith("ש") || word.endsWith("ל")
              ? HebrewTag.PREPOSITION
              : HebrewTag.UNKNOWN);
    } else if (word.startsWith("ו") && length > 3) {
      return byLetters(word.substring(1)).after("ו");
    } else if (length >= 4 && word.endsWith("תי")
        || length >= 5 && (word.endsWith("נו") || word.endsWith("תם"))) {
      return new HebrewToken(first == 'ש' && length > 5 ? "ש?" : "", HebrewTag.PAST);
    } else if (length >= 5 && word.startsWith("לה")) {
      return new HebrewToken(HebrewTag.INFINITIVE);
    }
    HebrewTag tag =
        word.endsWith("ים") || word.endsWith("ות") ? HebrewTag.UNKNOWN_PLURAL : HebrewTag.UNKNOWN;
    boolean prefixed = length >= 4 && "הבלמכש".indexOf(first) >= 0;
    return new HebrewToken(prefixed ? first + "?" : "", tag);
  }
}
