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
  NOTHING
}
