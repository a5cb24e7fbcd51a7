package app.kolan.server.media.endofturn;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What the model of Hebrew looks at in a turn: features, by their names. Each is there or not.
///
/// Most are of kinds of words, so that they hold for words that were never seen: the classes of the
/// last three words, what they end and begin with, what the sentence has before them (a request, a
/// question, a verb in the past, a clause after "that"), how long it is, and how far a number has
/// come.
public final class HebrewFeatures {
  private static final HebrewLexicon LEXICON = HebrewLexicon.SHIPPED;
  private static final List<String> NONE = List.of("-");

  private static final Set<String> GREETING =
      Set.of(
          "שלום", "היי", "הי", "כן", "לא", "בוקר", "ערב", "צהריים", "טוב", "טובים", "אהלן", "תגידי",
          "תגיד");

  /// Words with which something is announced.
  private static final Set<String> ANNOUNCING =
      Set.of(
          "יש", "לי", "לנו", "רציתי", "רוצה", "לשאול", "להגיד", "לבקש", "אני", "אותך", "אותכם",
          "רק", "עוד", "גם", "קטנה", "קטן", "אחת", "אחד", "כמה", "שתי", "שני", "כול", "כל", "היי",
          "שלום", "כן", "לא", "הוא", "היא", "זה", "ועוד", "ויש", "פה", "לך", "אגיד", "אסביר",
          "ראשונה", "שנייה", "לספר", "להסביר", "תן", "תני", "בקצרה", "בבקשה", "מה", "את", "אותי",
          "לכם", "הזה", "כזה", "כזאת", "ו");

  private final TurnWords words;
  private final AnswerKind asked;
  private final Consumer<String> to;
  private final int last;

  /// The classes of each word: they are asked for often.
  private final List<List<String>> classes;

  private HebrewFeatures(TurnWords words, AnswerKind asked, Consumer<String> to) {
    this.words = words;
    this.asked = asked;
    this.to = to;
    this.last = words.size() - 1;
    this.classes = words.words().stream().map(LEXICON::classesOf).toList();
  }

  /// Names the features of a turn, each once. A turn without words has none.
  public static void of(TurnText turn, Consumer<String> to) {
    TurnWords words = TurnWords.of(turn.words());
    if (!words.isEmpty()) {
      new HebrewFeatures(words, turn.asked(), to).all();
    }
  }

  private void all() {
    to.accept("bias");
    if (words.trails()) {
      to.accept("trails");
    }
    DictatedDigits digits = DictatedDigits.atTheEndOf(words);
    NumberState number = NumberState.of(words, digits, asked);
    if (number != NumberState.NONE) {
      to.accept("number=" + number);
      to.accept("number=" + number + "/" + Math.min(digits.count(), 9));
      to.accept(
          number == NumberState.WHOLE
              ? "number whole"
              : "number open:" + (number != NumberState.LONG));
      return;
    }
    HebrewClause clause = HebrewClause.of(words);
    ClauseFeatures.of(clause, to);
    if (clause.isOpen() || isBound()) {
      to.accept("bound");
      lastWords();
      letters();
      return;
    }
    lastWords();
    letters();
    LexicalFeatures.of(words, to);
    sentence();
    clauses();
    opening();
    for (TurnKind kind : TurnKind.values()) {
      if (kind.is(words)) {
        to.accept("kind:" + kind);
        to.accept("kind:" + kind + "/" + bucket(words.size()));
      }
    }
  }

  /// Whether the last word needs another, whatever was said before it: a preposition, a
  /// conjunction, a prefix that stands alone.
  private boolean isBound() {
    if (last == 0) {
      return false;
    }
    String word = words.fromEnd(0);
    boolean prefix = word.length() == 1 && "ובהכלמש".contains(word);
    boolean spelled = words.fromEnd(1).length() == 1 || classes(1).contains("construct");
    return classes(0).contains("bound") || prefix && !spelled || primary(0).equals("prefixes");
  }

  /// The classes of the last three words, and the last two themselves.
  private void lastWords() {
    String word = words.fromEnd(0);
    String primary = primary(0);
    for (String name : classes(0)) {
      to.accept("0:" + name);
      to.accept("0:" + name + "/" + Math.min(words.size(), 3));
    }
    for (String before : classes(1)) {
      to.accept("1:" + before);
      to.accept("10:" + before + " " + primary);
    }
    to.accept("210:" + primary(2) + " " + primary(1) + " " + primary);
    to.accept("w0:" + word);
    to.accept("w0:" + word + "/" + (words.size() == 1 ? "alone" : "more"));
    to.accept("w10:" + words.fromEnd(1) + " " + word);
    to.accept("w1:" + words.fromEnd(1) + " " + primary);
    if (words.size() > 1) {
      to.accept("ends1:" + ending(words.fromEnd(1)) + " " + ending(word));
      to.accept("first, last:" + primary(last) + " " + primary);
      to.accept("w first, last:" + words.get(0) + " " + primary);
    }
  }

  private static String ending(String word) {
    return word.substring(Math.max(0, word.length() - 2));
  }

  private void letters() {
    String word = words.fromEnd(0);
    if (word.length() == 1) {
      boolean spelled = words.fromEnd(1).length() == 1;
      to.accept(spelled ? "spelled" : "lone:" + word);
      return;
    }
    int length = word.length();
    if (length >= 3) {
      to.accept("ends:" + word.substring(length - 2));
      to.accept("ends:" + word.charAt(length - 1));
      to.accept("ends:" + word.substring(length - 3));
      to.accept("begins:" + word.charAt(0));
      to.accept("begins:" + primary(1) + " " + word.charAt(0));
    }
    to.accept("length:" + Math.min(length, 7));
  }

  /// The whole: its length, its beginning, and what is in it.
  private void sentence() {
    to.accept("n:" + bucket(words.size()));
    String first = primary(last);
    to.accept("first:" + first);
    to.accept("first:" + first + "/" + bucket(words.size()));
    if (words.size() > 1) {
      to.accept("first:" + words.get(0) + " " + words.get(1));
    }
    boolean request = has("modal", 1) || has("request", 1) || has("question", 1);
    boolean past = has("past-i", 0) || has("past-we", 0);
    boolean negation = has("negation", 0);
    to.accept("request:" + request);
    to.accept("request:" + request + "/" + primary(0));
    boolean predicate = has("predicate", 0);
    boolean person = is(0, "person") || words.get(0).startsWith("ה");
    to.accept("past:" + past + " request:" + request + " not:" + negation);
    to.accept("predicate:" + predicate + " request:" + request + " n:" + bucket(words.size()));
    to.accept("person:" + person + " predicate:" + predicate + " request:" + request);
    to.accept("person:" + person + " predicate@" + Math.min(placeOf("predicate"), 3));
    to.accept("have-a-child:" + is(0, "person") + " " + primary(0));
    to.accept("there-is:" + has("existential", 1) + " request:" + request);
    to.accept("opening:" + has("opening", 0) + " request:" + request);
    for (String asking :
        List.of("modal", "request", "question", "existential", "negation", "acts", "inflected")) {
      int place = placeOf(asking);
      if (place >= 0) {
        to.accept(asking + "@" + Math.min(place, 4));
        to.accept(asking + "@" + Math.min(place, 4) + " " + primary(0));
      }
    }
    if (past && !request) {
      to.accept("told:" + primary(0) + " not:" + negation);
      to.accept("told, time:" + has("time", 0));
    }
  }

  /// Clauses that are open: one that a conjunction has opened, and one after "that".
  private void clauses() {
    int start = start();
    String first = words.get(start);
    int verbs = verbs(start);
    to.accept("verbs:" + verbs + " n:" + bucket(words.size() - start));
    if (verbs == 0) {
      to.accept("verbless:" + primary(last - start) + " " + primary(0));
      to.accept("verbless:" + primary(last - start) + " n:" + bucket(words.size() - start));
    }
    boolean opened =
        is(start, "subordinator")
            || is(start, "topic")
            || first.length() > 3 && first.startsWith("כש");
    if (opened) {
      String kind = is(start, "topic") ? "topic" : "subordinate";
      to.accept(kind + ", verbs:" + verbs);
      to.accept(kind + "/" + bucket(words.size()) + " verbs:" + verbs);
      to.accept("opened:" + first + " verbs:" + verbs);
    }
    boolean noun0 = isNoun(start) || is(start, "person");
    to.accept("noun first:" + noun0 + " verbs:" + verbs);
    to.accept("noun first:" + noun0 + " verbs:" + verbs + " " + primary(0));
    history(start);
    int that = placeOfThat();
    if (that < 0) {
      return;
    }
    int before = words.size() - 1 - that;
    boolean request =
        has("modal", that + 1) || has("request", that + 1) || has("question", that + 1);
    boolean noun = before > 0 && isNoun(0);
    to.accept("that@" + Math.min(that, 4));
    to.accept("that@" + Math.min(that, 3) + " request:" + request);
    to.accept("that:" + words.fromEnd(that));
    to.accept("that, after:" + primary(that + 1) + " request:" + request);
    to.accept("that, noun first:" + noun + " request:" + request + " rest:" + Math.min(that, 3));
    int predicates = 0;
    for (int place = 0; place < that; place++) {
      predicates += classes(place).contains("predicate") ? 1 : 0;
    }
    boolean closed = that >= 2 && predicates > 0 && placeOf("predicate") <= 1;
    to.accept("that, noun first:" + noun + " request:" + request + " closed:" + closed);
    boolean existential = has("existential", that + 1);
    to.accept(
        "that, there-is:" + existential + " request:" + request + " rest:" + Math.min(that, 3));
  }

  /// Turns that announce and say nothing yet: fillers alone, or "I have two small questions".
  private void opening() {
    int content = 0;
    int announcing = 0;
    for (int i = 0; i <= last; i++) {
      String word = words.get(i);
      if (is(i, "opening")) {
        announcing++;
      } else if (!ANNOUNCING.contains(word)
          && !is(i, "filler")
          && !is(i, "hesitation")
          && !primary(last - i).equals("number")) {
        content++;
      }
    }
    boolean wait = has("wait", 0);
    if (wait) {
      to.accept("wait/" + Math.min(words.size(), 5));
      to.accept("wait@" + Math.min(placeOf("wait"), 3) + (content == 0 ? " only" : ""));
    }
    if (content == 0) {
      to.accept(announcing > 0 ? "announces only" : "fillers only");
      to.accept("fillers only/" + bucket(words.size()));
    }
    if (announcing > 0) {
      to.accept("announces@" + Math.min(placeOf("opening"), 3));
      to.accept("announces, content:" + Math.min(content, 3));
    }
  }

  /// What was, and not yet what is wanted.
  private void history(int start) {
    int told = -1;
    for (int i = start; i <= Math.min(start + 2, last) && told < 0; i++) {
      told = is(i, "history") ? i : -1;
    }
    if (told < 0) {
      return;
    }
    boolean more = false;
    for (int i = told + 1; i <= last; i++) {
      String word = words.get(i);
      more |=
          is(i, "negation")
              || is(i, "predicate")
              || is(i, "modal")
              || is(i, "question")
              || word.length() > 2 && word.startsWith("ו") && i < last;
    }
    boolean before = has("question", last - told + 1) || has("modal", last - told + 1);
    to.accept("history more:" + more + " asked:" + before);
    to.accept("history more:" + more + " asked:" + before + " n:" + bucket(last - told));
    to.accept("history more:" + more + " " + primary(0));
  }

  /// The first word that is no greeting, hesitation or filler.
  private int start() {
    int start = 0;
    while (start < last
        && (is(start, "filler")
            || is(start, "hesitation")
            || GREETING.contains(words.get(start)))) {
      start++;
    }
    return start;
  }

  /// How many words look like verbs or stand for one, at most 3.
  private int verbs(int start) {
    int verbs = 0;
    for (int i = start; i <= last; i++) {
      boolean verb =
          is(i, "predicate")
              || is(i, "modal")
              || is(i, "existential")
              || is(i, "history")
              || is(i, "wanting")
              || is(i, "request")
              || i > start && is(i, "question")
              || is(i, "past-i")
              || is(i, "past-we");
      verbs += verb ? 1 : 0;
    }
    return Math.min(verbs, 3);
  }

  private boolean isNoun(int index) {
    String word = words.get(index);
    return word.startsWith("ה") && word.length() > 2
        || is(index, "construct")
        || word.length() > 2 && primary(last - index).startsWith("plain");
  }

  /// How many words come after the last word that begins with "that"; -1 when there is none.
  private int placeOfThat() {
    for (int place = 0; place <= last; place++) {
      String word = words.fromEnd(place);
      boolean listed =
          primary(place).startsWith("that")
              || word.startsWith("שה")
              || word.startsWith("ש") && primary(place).startsWith("past-");
      boolean pronoun = word.startsWith("ש") && classes(place).contains("subject");
      if (listed && word.length() > 3 || pronoun) {
        return place;
      }
    }
    return -1;
  }

  /// How many words come after the last one of a class; -1 when there is none.
  private int placeOf(String name) {
    for (int place = 0; place <= last; place++) {
      if (classes(place).contains(name)) {
        return place;
      }
    }
    return -1;
  }

  /// Whether a class is among the words that have at least so many after them.
  private boolean has(String name, int after) {
    for (int place = after; place <= last; place++) {
      if (classes(place).contains(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean is(int index, String name) {
    return classes.get(index).contains(name);
  }

  private List<String> classes(int place) {
    return place > last ? NONE : classes.get(last - place);
  }

  private String primary(int place) {
    return classes(place).getFirst();
  }

  private static String bucket(int words) {
    return words < 6 ? Integer.toString(words) : words < 9 ? "6" : "9";
  }
}
