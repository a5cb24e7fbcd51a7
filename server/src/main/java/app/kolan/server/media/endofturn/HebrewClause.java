package app.kolan.server.media.endofturn;

import java.util.function.Consumer;

/// Reads a sentence word by word and keeps what its last clause still needs.
final class HebrewClause {
  private final TurnWords words;
  private final HebrewToken[] tokens;
  private final int size;
  private ClauseNeed need = ClauseNeed.BEGIN;
  private WordGap gap = WordGap.NONE;
  private ClauseOpener opener = ClauseOpener.NONE;
  private OuterClause outer = OuterClause.NONE;
  private boolean predicate;
  private boolean subject;
  private boolean fronted;
  private boolean embedded;
  private boolean request;
  private int changed;
  private int clauses;

  private HebrewClause(TurnWords words) {
    this.words = words;
    size = words.size();
    tokens = new HebrewToken[size];
    for (int i = 0; i < size; i++) {
      tokens[i] = HebrewTagger.SHIPPED.of(words.get(i));
      if (i > 0 && (words.get(i).equals("אחד") || words.get(i).equals("אחת"))) {
        if (isNobody(words.get(i - 1))) {
          tokens[i] = new HebrewToken(HebrewTag.NOUN);
        } else if (tokens[i - 1].tag() == HebrewTag.NOUN) {
          tokens[i] = new HebrewToken(HebrewTag.ADJECTIVE);
        }
      }
    }
  }

  /// Names the features of a turn that has words.
  ///
  /// @return whether the last word surely needs another
  static boolean of(TurnWords words, Consumer<String> to) {
    var clause = new HebrewClause(words);
    for (int i = 0; i < clause.size; i++) {
      clause.read(i);
    }
    clause.name(to);
    return clause.size > 1
        && (clause.gap == WordGap.NOUN
            || clause.gap == WordGap.OBJECT
            || clause.gap == WordGap.LONE)
        && clause.tokens[clause.size - 1].name().length() > 1;
  }

  /// "Nobody" and "everybody" are of two words, of which the second looks like a number.
  private static boolean isNobody(String before) {
    return before.endsWith("אף") || before.endsWith("כל");
  }

  private void read(int at) {
    HebrewToken token = tokens[at];
    HebrewTag tag = token.tag();
    if (tag == HebrewTag.HESITATION || tag == HebrewTag.FILLER || tag == HebrewTag.WAIT) {
      return;
    }
    if (token.has('ש') && !token.prefix().contains("?")) {
      that(at, token);
    } else if (token.has('ו') && opensWithAnd(tag, at)) {
      open(ClauseOpener.AND, at);
    }
    WordGap before = gap;
    ClauseNeed needed = need;
    gap = WordGap.NONE;
    switch (tag) {
      case PREPOSITION, LOOSE_PREPOSITION, OBJECT_MARK -> preposition(at, tag);
      case CONSTRUCT, LOOSE_CONSTRUCT -> {
        nominal(token, before, at);
        gap = tag == HebrewTag.CONSTRUCT ? WordGap.NOUN : WordGap.LOOSE;
      }
      case DEGREE -> gap = WordGap.DEGREE;
      case SEPARATOR -> gap = WordGap.SEPARATOR;
      case NOUN, PLACE, NAME, UNIT, LETTER, FOREIGN, UNKNOWN, UNKNOWN_PLURAL ->
          nominal(token, before, at);
      case NUMBER -> {
        nominal(token, before, at);
        gap = WordGap.NUMBER;
      }
      case ADJECTIVE -> adjective(token, before);
      case DEMONSTRATIVE -> demonstrative(token, before, at);
      case PRONOUN -> subject(at);
      case OBJECT_PRONOUN -> filled();
      case INFLECTED -> dative(at);
      case WHAT, QUESTION -> question(tag, before, at);
      case NEGATION -> gap = WordGap.NEGATED;
      case CONJUNCTION -> open(ClauseOpener.CONJUNCTION, at);
      case SUBORDINATOR -> subordinate(at);
      case MODAL, EXISTENTIAL, VERB_OBJECT, VERB_CLAUSE, VERB_ALONE, PAST -> verb(tag, at);
      case INFINITIVE_OBJECT -> {
        request |= predicate;
        need = fronted ? ClauseNeed.NOTHING_FRONTED : ClauseNeed.OBJECT;
      }
      case INFINITIVE -> need = fronted ? ClauseNeed.NOTHING_FRONTED : ClauseNeed.MAYBE_OBJECT;
      case INFINITIVE_CLAUSE -> need = ClauseNeed.CLAUSE;
      case INFINITIVE_ALONE -> need = ClauseNeed.NOTHING;
      case TIME -> {
        if (need == ClauseNeed.VERB) {
          need = ClauseNeed.VERB_AFTER_PHRASE;
        } else if (need == ClauseNeed.QUESTION) {
          need = ClauseNeed.QUESTION_NOUN;
        }
      }
      case ADVERB, ANSWER, POSSESSIVE, HESITATION, FILLER, WAIT -> {
        // Nothing changes.
      }
    }
    if (need != needed) {
      changed = at;
    }
  }

  /// Whether "and" before such a word begins a clause.
  private boolean opensWithAnd(HebrewTag tag, int at) {
    if (tag.isVerb() || tag == HebrewTag.PRONOUN) {
      return true;
    }
    boolean again = at > 0 && tokens[at - 1].tag() == tag;
    return switch (tag) {
      case TIME, ADVERB, PREPOSITION, LOOSE_PREPOSITION, NEGATION -> predicate && !again;
      default -> false;
    };
  }

  private void open(ClauseOpener by, int at) {
    if (at > 0 && (predicate || by != ClauseOpener.AND)) {
      clauses++;
    }
    opener = by;
    need = ClauseNeed.OPENED;
    gap = WordGap.NONE;
    predicate = false;
    subject = false;
    fronted = false;
  }

  private void that(int at, HebrewToken token) {
    if (token.prefix().contains("כש")) {
      subordinate(at);
      return;
    }
    boolean relative = at > 0 && isHead(tokens[at - 1].tag());
    boolean lacking = !predicate && (subject || need == ClauseNeed.NOUN_ALONE);
    open(relative ? ClauseOpener.RELATIVE : ClauseOpener.THAT, at);
    fronted = relative && lacksObject(token.tag(), at);
    if (relative && lacking) {
      outer = OuterClause.PREDICATE;
    }
  }

  /// Whether the noun of a relative clause is its object: its verb has a subject of its own.
  private boolean lacksObject(HebrewTag tag, int at) {
    String word = words.get(at);
    boolean own = word.endsWith("תי") || word.endsWith("נו") || word.endsWith("תם");
    return tag == HebrewTag.EXISTENTIAL || !tag.isVerb() || own;
  }

  /// Whether "that" behind such a word opens a relative clause.
  private static boolean isHead(HebrewTag tag) {
    return switch (tag) {
      case ADJECTIVE, DEMONSTRATIVE, WHAT, QUESTION, CONSTRUCT -> true;
      default -> tag.isNominal();
    };
  }

  private void subordinate(int at) {
    boolean first = !predicate && clauses == 0;
    open(ClauseOpener.IF, at);
    if (first) {
      outer = OuterClause.MAIN;
    }
  }

  private void preposition(int at, HebrewTag tag) {
    if (tag == HebrewTag.PREPOSITION && at == size - 1 && tokens[at].name().length() < 3) {
      gap = WordGap.LONE;
    } else {
      gap =
          switch (tag) {
            case OBJECT_MARK -> WordGap.OBJECT;
            case LOOSE_PREPOSITION -> WordGap.LOOSE;
            default -> WordGap.NOUN;
          };
    }
  }

  private void nominal(HebrewToken token, WordGap before, int at) {
    if (before == WordGap.OBJECT) {
      filled();
    } else if ((before == WordGap.NOUN || before == WordGap.LOOSE) && isAfterPreposition(at)
        || before == WordGap.NONE && token.isPrepositional()) {
      phrase();
    } else if (before == WordGap.NONE || before == WordGap.NEGATED || before == WordGap.DEGREE) {
      bare(token, at);
    }
  }

  private boolean isAfterPreposition(int at) {
    HebrewTag before = at > 0 ? tokens[at - 1].tag() : HebrewTag.UNKNOWN;
    return before == HebrewTag.PREPOSITION || before == HebrewTag.LOOSE_PREPOSITION;
  }

  private void phrase() {
    need =
        switch (need) {
          case OBJECT -> ClauseNeed.OBJECT_AFTER_PHRASE;
          case BEGIN -> ClauseNeed.PHRASE_ALONE;
          case PREDICATE, QUESTION_PRONOUN, MAYBE_OBJECT -> ClauseNeed.NOTHING;
          case VERB -> ClauseNeed.VERB_AFTER_PHRASE;
          default -> need;
        };
  }

  private void bare(HebrewToken token, int at) {
    boolean definite = token.has('ה');
    need =
        switch (need) {
          case OBJECT,
              OBJECT_AFTER_DATIVE,
              OBJECT_AFTER_PHRASE,
              MAYBE_OBJECT,
              VERB,
              VERB_AFTER_DATIVE,
              VERB_AFTER_PHRASE,
              VERB_FRONTED,
              SUBJECT,
              THING,
              THING_AFTER_DATIVE ->
              ClauseNeed.NOTHING;
          case PREDICATE, QUESTION_PRONOUN -> {
            boolean more = at > 0 && tokens[at - 1].tag().isNominal();
            yield more ? ClauseNeed.PREDICATE : ClauseNeed.NOTHING;
          }
          case QUESTION -> definite ? ClauseNeed.NOTHING : ClauseNeed.QUESTION_NOUN;
          case QUESTION_NOUN -> definite ? ClauseNeed.NOTHING : ClauseNeed.QUESTION_NOUN;
          case BEGIN, NOUN_ALONE, PHRASE_ALONE ->
              definite || token.tag() == HebrewTag.NAME
                  ? ClauseNeed.PREDICATE
                  : ClauseNeed.NOUN_ALONE;
          case OPENED, CLAUSE, CLAUSE_AFTER_DATIVE -> ClauseNeed.PREDICATE;
          case NOTHING, NOTHING_FRONTED ->
              token.has('ו') && definite && predicate ? ClauseNeed.PREDICATE : need;
        };
    if (need == ClauseNeed.PREDICATE) {
      subject = true;
    }
  }

  private void adjective(HebrewToken token, WordGap before) {
    if (token.has('ה') && need != ClauseNeed.BEGIN) {
      return;
    }
    if (need == ClauseNeed.PREDICATE
        || need == ClauseNeed.QUESTION_PRONOUN
        || need == ClauseNeed.OPENED
        || need == ClauseNeed.BEGIN
        || need == ClauseNeed.QUESTION
        || before == WordGap.DEGREE) {
      need = ClauseNeed.NOTHING;
      predicate = true;
    }
    if (outer == OuterClause.PREDICATE && predicate) {
      outer = OuterClause.NONE;
    }
  }

  private void demonstrative(HebrewToken token, WordGap before, int at) {
    if (token.has('ה')) {
      return;
    }
    if (before == WordGap.OBJECT) {
      filled();
    } else if (before == WordGap.NOUN) {
      phrase();
    } else if (need == ClauseNeed.OBJECT || need == ClauseNeed.OBJECT_AFTER_DATIVE) {
      filled();
    } else if (need == ClauseNeed.QUESTION || need == ClauseNeed.QUESTION_NOUN) {
      need = ClauseNeed.NOTHING;
    } else {
      subject(at);
    }
  }

  private void subject(int at) {
    if (predicate && opener != ClauseOpener.QUESTION) {
      boolean main = outer == OuterClause.MAIN;
      open(ClauseOpener.SECOND, at);
      outer = main ? OuterClause.NONE : outer;
    }
    boolean asked = need == ClauseNeed.QUESTION || need == ClauseNeed.QUESTION_NOUN;
    boolean where =
        need == ClauseNeed.QUESTION && at > 0 && isWhere(words.get(at - 1), words.get(at));
    need = where ? ClauseNeed.NOTHING : asked ? ClauseNeed.QUESTION_PRONOUN : ClauseNeed.PREDICATE;
    subject = true;
  }

  /// "Where is he", "who is she".
  private static boolean isWhere(String question, String pronoun) {
    return (question.endsWith("איפה") || question.equals("מי") || question.equals("היכן"))
        && pronoun.startsWith("ה");
  }

  private void filled() {
    need = fronted ? ClauseNeed.NOTHING_FRONTED : ClauseNeed.NOTHING;
  }

  private void dative(int at) {
    if (at > 0
        && need == ClauseNeed.NOTHING_FRONTED
        && tokens[at - 1].tag() == HebrewTag.EXISTENTIAL
        && opener == ClauseOpener.RELATIVE) {
      need = ClauseNeed.THING_AFTER_DATIVE;
      return;
    }
    need =
        switch (need) {
          case OBJECT -> ClauseNeed.OBJECT_AFTER_DATIVE;
          case VERB -> ClauseNeed.VERB_AFTER_DATIVE;
          case THING -> ClauseNeed.THING_AFTER_DATIVE;
          case CLAUSE -> ClauseNeed.CLAUSE_AFTER_DATIVE;
          case BEGIN -> ClauseNeed.PHRASE_ALONE;
          case MAYBE_OBJECT, PREDICATE, QUESTION_PRONOUN -> ClauseNeed.NOTHING;
          default -> need;
        };
  }

  private void question(HebrewTag tag, WordGap before, int at) {
    boolean inner =
        predicate || need == ClauseNeed.CLAUSE || need == ClauseNeed.CLAUSE_AFTER_DATIVE;
    open(ClauseOpener.QUESTION, at);
    embedded = inner;
    fronted = tag == HebrewTag.WHAT && before != WordGap.NOUN;
    need = ClauseNeed.QUESTION;
  }

  private void verb(HebrewTag tag, int at) {
    if (predicate && outer == OuterClause.PREDICATE && opener == ClauseOpener.RELATIVE) {
      outer = OuterClause.NONE;
      opener = ClauseOpener.NONE;
      fronted = false;
    } else if (predicate && outer == OuterClause.MAIN && opener == ClauseOpener.IF) {
      outer = OuterClause.NONE;
      opener = ClauseOpener.SECOND;
    } else if (predicate && opener == ClauseOpener.IF) {
      opener = ClauseOpener.SECOND;
    }
    boolean said =
        need == ClauseNeed.PREDICATE && tag == HebrewTag.MODAL && isSaidOf(words.get(at));
    predicate = true;
    need =
        switch (tag) {
          case MODAL ->
              said ? ClauseNeed.NOTHING : fronted ? ClauseNeed.VERB_FRONTED : ClauseNeed.VERB;
          case EXISTENTIAL ->
              fronted || isAfterIf(at) || need == ClauseNeed.NOUN_ALONE
                  ? ClauseNeed.NOTHING_FRONTED
                  : ClauseNeed.THING;
          case VERB_CLAUSE -> fronted ? ClauseNeed.NOTHING_FRONTED : ClauseNeed.CLAUSE;
          case VERB_OBJECT ->
              !fronted
                  ? ClauseNeed.OBJECT
                  : opener == ClauseOpener.QUESTION && !subject && isAsked()
                      ? ClauseNeed.SUBJECT
                      : ClauseNeed.NOTHING_FRONTED;
          case PAST -> fronted ? ClauseNeed.NOTHING_FRONTED : ClauseNeed.MAYBE_OBJECT;
          default ->
              opener == ClauseOpener.QUESTION && !subject && at > 0 && isAsked()
                  ? ClauseNeed.SUBJECT
                  : ClauseNeed.NOTHING;
        };
    request |= tag == HebrewTag.MODAL && at < size - 1;
  }

  /// Words for must and can that are also said of a thing: "Monday is better".
  private static boolean isSaidOf(String word) {
    return switch (word) {
      case "עדיף", "מותר", "אסור", "מוכן", "מוכנה", "מוכנים", "חשוב", "אפשרי" -> true;
      default -> false;
    };
  }

  /// "If there is": nothing is missing.
  private boolean isAfterIf(int at) {
    return at > 0 && (words.get(at - 1).equals("אם") || words.get(at - 1).equals("ואם"));
  }

  /// Whether a verb stands right behind a question word or its noun: "when does", "how long does".
  private boolean isAsked() {
    return need == ClauseNeed.QUESTION || need == ClauseNeed.QUESTION_NOUN;
  }

  /// The last call to wait among the first words; -1 when there is none.
  private int placeOfWait() {
    int wait = -1;
    for (int i = 0; i < Math.min(4, size); i++) {
      wait = tokens[i].tag() == HebrewTag.WAIT ? i : wait;
    }
    return wait;
  }

  private String token(int place) {
    return place < size ? tokens[size - 1 - place].name() : "-";
  }

  private String tag(int place) {
    return place < size ? tokens[size - 1 - place].tag().name() : "-";
  }

  private void name(Consumer<String> to) {
    String last = token(0);
    String state = need + "/" + gap;
    String around = opener + " " + outer;
    int since = Math.min(3, size - 1 - changed);
    String length = size < 4 ? Integer.toString(size) : size < 7 ? "4" : "7";
    to.accept("clause:" + state);
    to.accept("clause:" + state + " " + last);
    to.accept("clause:" + state + " " + tag(1) + " " + tag(0));
    to.accept("clause:" + need + " " + around);
    to.accept("clause:" + state + " " + around + " " + tag(0));
    to.accept("clause:" + need + " since:" + since + " " + gap);
    to.accept("clause:" + need + " front:" + fronted + " embedded:" + embedded + " " + opener);
    to.accept("clause:" + need + " subject:" + subject + " predicate:" + predicate + " " + length);
    to.accept("clause:" + state + " n:" + length);
    to.accept("clause:" + need + " request:" + request + " clauses:" + Math.min(clauses, 2));
    to.accept("clause:outer " + outer + " predicate:" + predicate + " " + opener + " n:" + length);
    int wait = placeOfWait();
    if (wait >= 0) {
      int after = size - 1 - wait;
      to.accept("clause:wait " + (after == 0 ? "-" : tag(after - 1)) + " " + Math.min(after, 3));
      to.accept("clause:wait " + Math.min(after, 4) + " " + need);
    }
    to.accept("tags:0 " + last);
    to.accept("tags:0 " + last + " n:" + length);
    to.accept("tags:10 " + token(1) + " " + last);
    to.accept("tags:10 " + tag(1) + " " + tag(0));
    to.accept("tags:210 " + tag(2) + " " + token(1) + " " + last);
    to.accept("tags:210 " + tag(2) + " " + tag(1) + " " + tag(0));
    to.accept("tags:3210 " + tag(3) + " " + tag(2) + " " + tag(1) + " " + tag(0));
    to.accept("tags:first " + tag(size - 1) + " " + last + " " + length);
  }
}
