package app.kolan.server.media.endofturn;

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
    tokens = HebrewTagger.SHIPPED.of(words);
    size = tokens.length;
  }

  /// Reads a turn that has words.
  static HebrewClause of(TurnWords words) {
    var clause = new HebrewClause(words);
    for (int i = 0; i < clause.size; i++) {
      clause.read(i);
    }
    return clause;
  }

  /// What the last clause still needs.
  ClauseNeed need() {
    return need;
  }

  /// What the last word needs next.
  WordGap gap() {
    return gap;
  }

  /// What has opened the last clause.
  ClauseOpener opener() {
    return opener;
  }

  /// What the clause around the last one lacks.
  OuterClause outer() {
    return outer;
  }

  HebrewToken[] tokens() {
    return tokens;
  }

  boolean hasSubject() {
    return subject;
  }

  boolean hasPredicate() {
    return predicate;
  }

  /// Whether the object stands before the verb: a question word, or the noun of a relative clause.
  boolean isFronted() {
    return fronted;
  }

  /// Whether the clause is a question within another clause.
  boolean isEmbedded() {
    return embedded;
  }

  /// Whether something was asked for.
  boolean isRequest() {
    return request;
  }

  /// How many clauses were opened within the turn.
  int clauses() {
    return clauses;
  }

  /// How many words came since the need has changed.
  int sinceChange() {
    return size - 1 - changed;
  }

  /// Whether the last word surely needs another. A lone letter may be a prefix or spelled, so it
  /// does not.
  boolean isOpen() {
    return size > 1 && (gap == WordGap.NOUN || gap == WordGap.OBJECT);
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
      case MODAL, EXISTENTIAL, VERB_OBJECT, VERB_CLAUSE, VERB_ALONE, PAST -> verb(tag, before, at);
      case INFINITIVE_OBJECT -> {
        request |= predicate;
        need = fronted ? ClauseNeed.NOTHING_FRONTED : ClauseNeed.OBJECT;
      }
      case INFINITIVE -> need = fronted ? ClauseNeed.NOTHING_FRONTED : ClauseNeed.MAYBE_OBJECT;
      case INFINITIVE_CLAUSE -> need = ClauseNeed.CLAUSE;
      case INFINITIVE_ALONE -> need = ClauseNeed.NOTHING;
      case TIME -> {
        if (need == ClauseNeed.VERB || need == ClauseNeed.VERB_NEGATED) {
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
    boolean relative = at > 0 && tokens[at - 1].tag().isHead();
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

  private void subordinate(int at) {
    boolean first = !predicate && clauses == 0;
    open(ClauseOpener.IF, at);
    if (first) {
      outer = OuterClause.MAIN;
    }
  }

  private void preposition(int at, HebrewTag tag) {
    if (tag == HebrewTag.PREPOSITION && at == size - 1 && words.get(at).length() == 1) {
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
    need = need.afterPhrase();
  }

  private void bare(HebrewToken token, int at) {
    boolean definite = token.has('ה');
    if (token.has('ו') && definite && predicate && need.isNothing()) {
      need = ClauseNeed.PREDICATE;
    } else {
      boolean compound = at > 0 && tokens[at - 1].tag().isNominal();
      need = need.afterNoun(definite, token.tag() == HebrewTag.NAME, compound);
    }
    subject |= need == ClauseNeed.PREDICATE;
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
    need = need.afterDative();
  }

  private void question(HebrewTag tag, WordGap before, int at) {
    boolean inner =
        predicate || need == ClauseNeed.CLAUSE || need == ClauseNeed.CLAUSE_AFTER_DATIVE;
    open(ClauseOpener.QUESTION, at);
    embedded = inner;
    fronted = tag == HebrewTag.WHAT && before != WordGap.NOUN;
    need = ClauseNeed.QUESTION;
  }

  private void verb(HebrewTag tag, WordGap before, int at) {
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
        tag == HebrewTag.MODAL
            && (need == ClauseNeed.PREDICATE && HebrewModals.isSaidOf(words.get(at))
                || isAskedFor(at));
    predicate = true;
    need =
        switch (tag) {
          case MODAL ->
              said
                  ? ClauseNeed.NOTHING
                  : fronted
                      ? ClauseNeed.VERB_FRONTED
                      : before == WordGap.NEGATED ? ClauseNeed.VERB_NEGATED : ClauseNeed.VERB;
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

  /// "Which documents are needed": the noun behind the question word is all that is.
  private boolean isAskedFor(int at) {
    return fronted
        && !subject
        && need == ClauseNeed.QUESTION_NOUN
        && HebrewModals.isImpersonal(words.get(at));
  }

  /// "If there is": nothing is missing.
  private boolean isAfterIf(int at) {
    return at > 0 && (words.get(at - 1).equals("אם") || words.get(at - 1).equals("ואם"));
  }

  /// Whether a verb stands right behind a question word or its noun: "when does", "how long does".
  private boolean isAsked() {
    return need == ClauseNeed.QUESTION || need == ClauseNeed.QUESTION_NOUN;
  }
}
