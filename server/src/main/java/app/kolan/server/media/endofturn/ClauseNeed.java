package app.kolan.server.media.endofturn;

/// What a clause needs.
enum ClauseNeed {
  /// Nothing was said of anything yet.
  BEGIN,
  /// A clause was opened by "that", "if", "and".
  OPENED,
  /// A noun without more.
  NOUN_ALONE,
  /// A noun with a preposition, or a pronoun in the dative, and nothing else.
  PHRASE_ALONE,
  /// There is a subject, and nothing is said of it.
  PREDICATE,
  OBJECT,
  OBJECT_AFTER_DATIVE,
  OBJECT_AFTER_PHRASE,
  /// A verb of a question, whose subject comes behind it.
  SUBJECT,
  /// A verb that may have an object.
  MAYBE_OBJECT,
  /// Want, can, must.
  VERB,
  /// Not want, cannot, must not: often all that is said.
  VERB_NEGATED,
  VERB_AFTER_DATIVE,
  VERB_AFTER_PHRASE,
  /// There is.
  THING,
  THING_AFTER_DATIVE,
  /// What is said or known.
  CLAUSE,
  CLAUSE_AFTER_DATIVE,
  /// A question word was said.
  QUESTION,
  /// A question word with its noun.
  QUESTION_NOUN,
  /// A question word with a pronoun: "where is he".
  QUESTION_PRONOUN,
  /// Must or can, after a question word that stands for the object.
  VERB_FRONTED,
  /// A verb whose object is a question word or the noun of a relative clause.
  NOTHING_FRONTED,
  NOTHING;

  /// Whether the clause could end here.
  boolean isNothing() {
    return this == NOTHING || this == NOTHING_FRONTED;
  }

  /// What it needs after a noun with a preposition.
  ClauseNeed afterPhrase() {
    return switch (this) {
      case OBJECT -> OBJECT_AFTER_PHRASE;
      case BEGIN -> PHRASE_ALONE;
      case PREDICATE, QUESTION_PRONOUN, MAYBE_OBJECT -> NOTHING;
      case VERB, VERB_NEGATED -> VERB_AFTER_PHRASE;
      default -> this;
    };
  }

  /// What it needs after a pronoun in the dative, as in "to me".
  ClauseNeed afterDative() {
    return switch (this) {
      case OBJECT -> OBJECT_AFTER_DATIVE;
      case VERB, VERB_NEGATED -> VERB_AFTER_DATIVE;
      case THING -> THING_AFTER_DATIVE;
      case CLAUSE -> CLAUSE_AFTER_DATIVE;
      case BEGIN -> PHRASE_ALONE;
      case MAYBE_OBJECT, PREDICATE, QUESTION_PRONOUN -> NOTHING;
      default -> this;
    };
  }

  /// What it needs after a noun without a preposition.
  ///
  /// @param definite whether it has the article
  /// @param name whether it is a name
  /// @param compound whether another noun stands before it
  ClauseNeed afterNoun(boolean definite, boolean name, boolean compound) {
    return switch (this) {
      case OBJECT,
          OBJECT_AFTER_DATIVE,
          OBJECT_AFTER_PHRASE,
          MAYBE_OBJECT,
          VERB,
          VERB_NEGATED,
          VERB_AFTER_DATIVE,
          VERB_AFTER_PHRASE,
          VERB_FRONTED,
          SUBJECT,
          THING,
          THING_AFTER_DATIVE ->
          NOTHING;
      case PREDICATE, QUESTION_PRONOUN -> compound ? PREDICATE : NOTHING;
      case QUESTION, QUESTION_NOUN -> definite ? NOTHING : QUESTION_NOUN;
      case BEGIN, NOUN_ALONE, PHRASE_ALONE -> definite || name ? PREDICATE : NOUN_ALONE;
      case OPENED, CLAUSE, CLAUSE_AFTER_DATIVE -> PREDICATE;
      case NOTHING, NOTHING_FRONTED -> this;
    };
  }
}
